"""What all actions have: the case, the function, the slots, and a key that says what it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from string import Formatter
from typing import ClassVar

from domain.canonical import digest
from domain.provenance import Slot
from domain.values import Value


class ActionBase(Value):
    """What all actions have: the case, the function it is for, and why in plain words.

    `objects` are the `table:key` names it touches; the gate checks that they belong to the case.
    """

    #: What a person reads: "…" with slot names in braces.
    sentence: ClassVar[str] = ""
    #: Whether the effect leaves the company.
    outward: ClassVar[bool] = False
    #: Slots that only master data may fill: destinations and accounts.
    destinations: ClassVar[frozenset[str]] = frozenset()
    #: Rows of the record that its values name, as `table:key` with slot names in braces.
    targets: ClassVar[tuple[str, ...]] = ()
    #: Slots that hold words which go out as a whole.
    words: ClassVar[tuple[str, ...]] = ("text", "change")
    #: Slots that a person may change before approving, and how (`domain.derivations.edits`).
    editable: ClassVar[Mapping[str, str]] = {}
    #: Slots whose values the record must hold afterwards; none for what goes out as mail.
    written: ClassVar[tuple[str, ...]] = ()

    case: str
    function: str
    objects: tuple[str, ...]
    option: str = ""
    why: str = ""

    def slots(self) -> dict[str, Slot]:
        """The slots by name."""
        found = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: value for name, value in found if isinstance(value, Slot)}

    def params(self) -> dict[str, str]:
        """The values alone: what a hand carries out."""
        return {name: slot.value for name, slot in self.slots().items()}

    def named(self) -> tuple[str, ...]:
        """The rows its values name: what a hand would touch, whatever `objects` claims.

        A slot that is left out names no row.
        """
        params = self.params()
        names = [
            (one, [field for _, field, _, _ in Formatter().parse(one) if field])
            for one in self.targets
        ]
        return tuple(one.format(**params) for one, needs in names if params.keys() >= set(needs))

    @cached_property
    def key(self) -> str:
        """Digest of what the effect is: kind, case, objects and values; the idempotency key."""
        kind = getattr(self, "kind", "")
        return digest([kind, self.case, sorted(self.objects), self.params()])

    @property
    def letter(self) -> str:
        """The words that go out as a whole: of a letter, a note, a request; else empty."""
        params = self.params()
        return next((params[name] for name in self.words if params.get(name)), "")

    def said(self) -> str:
        """One sentence of what will happen."""
        blank = dict.fromkeys(self.slots_there_may_be(), "-")
        said = {name: text for name, text in self.params().items() if text != ""}
        return self.sentence.format(**{**blank, **said})

    @classmethod
    def slots_there_may_be(cls) -> tuple[str, ...]:
        """Names of the slots of this kind, also of those that may be left out."""
        return tuple(name for name in cls.model_fields if name not in ActionBase.model_fields)
