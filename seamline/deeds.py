"""What a person does with a case at the desk: each form one verb, answered in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from domain.errors import Refused, Unknown
from domain.people import Person
from graph.desk import Desk

#: What a form carries: its fields by name, as typed.
Form = Mapping[str, str]


class Deed(NamedTuple):
    """Who does it, to which case, to which part of it (an effect's key, or nothing)."""

    desk: Desk
    person: Person
    case: str
    key: str
    form: Form

    def text(self, name: str) -> str:
        """A field as typed, without blanks around it; empty when it is missing."""
        return self.form.get(name, "").strip()


def do(deed: Deed, what: str) -> str:
    """Does it and says what came of it; Refused in one sentence when it may not be done."""
    act = DEEDS.get(what)
    if act is None:
        raise Unknown(f"{what!r} cannot be done here; there is {', '.join(DEEDS)}")
    return act(deed)


def _decide(deed: Deed) -> str:
    verb = deed.text("verb")
    verdict = deed.desk.decide(
        deed.case,
        verb,
        person=deed.person.id,
        reason=deed.text("reason"),
        slots=_slots(deed.form, verb),
        seen=deed.text("seen"),
    )
    if verdict.waits_for:
        return f"{deed.case}: noted; it still waits for {', '.join(verdict.waits_for)}"
    return f"{deed.case}: {_PAST[verb]}"


#: What was decided, as the answer says it.
_PAST = {"approve": "approved", "edit": "changed", "reject": "rejected", "respond": "answered"}


def _slots(form: Form, verb: str) -> dict[str, str]:
    """What a form sets: typed words before a ticked choice; an edit needs another option."""
    if verb == "edit":
        if not form.get("slot.option"):
            raise Refused("choose the other option first")
        return {"option": form["slot.option"]}
    if verb != "respond":
        return {}
    return {
        name.removeprefix(prefix): value.strip()
        for prefix in ("choice.", "slot.")
        for name, value in form.items()
        if name.startswith(prefix) and value.strip()
    }


def _owed(deed: Deed) -> str:
    reason = deed.text("reason")
    if deed.text("verb") == "acknowledge":
        deed.desk.acknowledge(deed.case, person=deed.person.id, key=deed.key, note=reason)
        return f"{deed.case}: acknowledged"
    deed.desk.waive(deed.case, deed.key, person=deed.person.id, reason=reason)
    return f"{deed.case}: waived"


def _settle(deed: Deed) -> str:
    word = deed.text("verb")
    deed.desk.settle(deed.case, deed.key, word, person=deed.person.id, reason=deed.text("reason"))
    return f"{deed.case}: settled as {word.replace('-', ' ')}"


DEEDS: dict[str, Callable[[Deed], str]] = {
    "decide": _decide,
    "owed": _owed,
    "settle": _settle,
}
