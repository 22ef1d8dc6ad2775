"""A read value put right by a person: which one it is, what was read, and what they say it is."""

from __future__ import annotations

from pydantic import Field

from domain.quantity import Quantity
from domain.reading import Stated
from domain.values import Value


class Correction(Value):
    """What a person says a message states: `stated` None = nothing of the kind.

    `lot` counts the statements of this field of this object from 1, and on from them the parts of
    which it is asked. `text` is the one text form of the value, `was` that of what was read (empty:
    nothing was). `rest` are the pieces of an order that its lots leave out by it.
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
    rest: Quantity | None = Field(default=None, exclude_if=lambda rest: rest is None)

    @property
    def slot(self) -> str:
        """The name under which the ledger keeps the person's word."""
        return self.field

    @property
    def place(self) -> tuple[str, str, str, int]:
        """Which value it puts right: two of the same place are never in force at once."""
        return (self.message, self.object, self.field, self.lot)
