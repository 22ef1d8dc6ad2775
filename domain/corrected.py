"""A read value put right by a person: which one it is, what was read, and what they say it is."""

from __future__ import annotations

from domain.reading import Stated
from domain.values import Value


class Correction(Value):
    """What a person says a message states: `stated` None = nothing of the kind.

    `lot` counts the statements of this field of this object from 1. `text` is the one text form
    of the value, `was` that of what was read (empty: nothing was).
    """

    message: str
    object: str
    field: str
    lot: int = 1
    was: str = ""
    text: str = ""
    stated: Stated | None = None
    person: str
    reason: str

    @property
    def slot(self) -> str:
        """The name under which the ledger keeps the person's word."""
        return self.field

    @property
    def place(self) -> tuple[str, str, str, int]:
        """Which value it puts right: two of the same place are never in force at once."""
        return (self.message, self.object, self.field, self.lot)
