"""Touches: acts of people on a case, by kind. Reading and claiming a case is none."""

from __future__ import annotations

from typing import Literal

from domain.fact import Fact
from domain.measures.history import History
from domain.values import Value

Kind = Literal[
    "approve", "edit", "reject", "answer", "correct", "call", "vouch", "acknowledge", "waive",
    "settle", "override", "try again", "hand-off", "open", "move",
]  # fmt: skip


class Touch(Value):
    """One act of a person on a case; `number` is the fact that says so."""

    kind: Kind
    person: str
    number: int


def touches(history: History) -> tuple[Touch, ...]:
    """Every touch of a case, in order."""
    found = []
    for fact in history.facts:
        kind, person = _kind(fact), str(fact.body.get("person") or fact.actor)
        if kind is not None:
            found.append(Touch(kind=kind, person=person, number=fact.number))
    return tuple(found)


#: Facts that only a person's act leaves.
_ACTS: dict[str, Kind] = {
    "question_answered": "answer",
    "corrected": "correct",
    "sender_confirmed": "vouch",
    "effect_settled": "settle",
    "override_seen": "override",
    "tried_again": "try again",
    "handoff_offered": "hand-off",
    "handoff_accepted": "hand-off",
    "mail_moved": "move",
    "merged": "move",
    "split_off": "move",
}

_VERBS: dict[str, Kind] = {"approve": "approve", "edit": "edit", "reject": "reject"}


def _kind(fact: Fact) -> Kind | None:
    """What a fact is as a touch; None for what code, clocks and partners did."""
    body = fact.body
    if fact.kind == "decided":
        return _VERBS.get(body["verb"]) if body["person"] else None
    if fact.kind == "acknowledged":
        person = body.get("person", "")
        return None if not person else "waive" if body.get("how") == "waived" else "acknowledge"
    if fact.kind == "note_taken":
        return "call" if "note" in body else None
    if fact.kind == "case_opened":
        return "open" if body.get("person") else None
    if fact.kind == "handoff_refused":
        return "hand-off" if body.get("person") else None
    return _ACTS.get(fact.kind)
