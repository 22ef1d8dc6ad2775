"""Dangerous goods in a cargo: suspected by words or master data, certified by a person only."""

from __future__ import annotations

from domain.booking.cargo import Cargo, CargoLine
from domain.dossier.context import Dossier
from domain.provenance import Slot
from domain.reading import Question
from domain.values import Value

TOPICS = ("dangerous_goods", "un_no")
#: What a person writes where there is nothing dangerous.
_NONE = frozenset({"no", "none", "nein", "not dangerous", "general cargo", "0"})


class Danger(Value):
    """A line that may be dangerous. `certified` is what a person said of it; None until then."""

    line: CargoLine
    certified: Slot | None = None

    @property
    def is_cleared(self) -> bool:
        """A person said that nothing of it is dangerous."""
        return self.certified is not None and self.certified.value.strip().lower() in _NONE


def dangers(dossier: Dossier, cargo: Cargo) -> tuple[Danger, ...]:
    """Lines asked about or certified, and those whose item is dangerous on record."""
    found = []
    for line in cargo.lines:
        certified = dossier.answer(slot_of(line.row.object))
        certified = certified or dossier.answer(slot_of(cargo.order.object))
        if certified is not None or _asked(dossier, line, cargo) or _on_record(line):
            found.append(Danger(line=line, certified=certified))
    return tuple(found)


def slot_of(name: str) -> str:
    """The name under which a line or an order is certified."""
    return f"dangerous_goods@{name}"


def _asked(dossier: Dossier, line: CargoLine, cargo: Cargo) -> bool:
    about = (line.row.object, cargo.order.object)
    return any(one.about in TOPICS and one.object in about for one in dossier.questions)


def _on_record(line: CargoLine) -> bool:
    return line.item is not None and line.item.text("dangerous_goods").lower() in ("true", "yes")


def to_certify(dossier: Dossier, cargo: Cargo) -> list[Question]:
    """Lines that are dangerous on record wait for a person's word before they are booked."""
    return [
        Question(
            about="dangerous_goods",
            object=one.line.row.object,
            of="",
            slot=slot_of(one.line.row.object),
            text=f"{one.line.row.key} is dangerous on record ({_un(one.line)}): who certifies it?",
        )
        for one in dangers(dossier, cargo)
        if one.certified is None and _on_record(one.line)
    ]


def _un(line: CargoLine) -> str:
    return line.item.text("un_no") if line.item is not None else ""
