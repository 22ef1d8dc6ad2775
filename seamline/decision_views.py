"""Decisions that still count, with how what they rest on stands; and overrides that were seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.case import CaseState
from domain.fact import Fact
from domain.people import People
from graph.health import is_watched
from memory import chain
from seamline.seen import PROMISE_ENDS
from seamline.wiring import Office

#: From what needs a look at once to what does not.
_WORST = ("broken", "weakening", "held")


def decisions(office: Office) -> list[dict[str, Any]]:
    """Decided cases that are open, or whose assumptions are still looked at; the worst first."""
    now, people = office.clock.now(), office.people
    with office.ledger.reading() as connection:
        told, proposed = office.seen.rests.at(connection), office.seen.proposed.at(connection)
        alive = [
            one
            for one in office.seen.cases.at(connection)
            if one.decision is not None and (one.closed is None or is_watched(one, now))
        ]
    rows = [
        _decision(people, one, told.get(one.id, ()), proposed.get(one.id, one.title))
        for one in alive
    ]
    return sorted(rows, key=lambda one: (_WORST.index(one["health"]), str(one["at"])))


def _decision(
    people: People, state: CaseState, facts: Sequence[Fact], proposed: str
) -> dict[str, Any]:
    decided = state.decision_fact
    assert decided is not None  # a case with a decision has the fact of it
    made = {one.id: one for one in facts}
    # of a case that another look has just carried on, a fact may not be here yet
    rests = [_assumption(made[key], state, facts) for key in state.assumptions if key in made]
    health = min((one["health"] for one in rests), key=_WORST.index, default="held")
    if state.broken:
        health = "broken"
    return {
        "case": state.id,
        "title": state.title,
        "workflow": state.workflow,
        "phase": state.phase,
        "what": proposed,
        "at": decided.at,
        "fact": decided.number,
        "by": _deciders(people, state),
        "health": health,
        "rests_on": rests,
        "broken": [{"what": one.what, "due": one.due, "fact": one.number} for one in state.broken],
        "promises": _open_promises(facts, decided.number),
    }


def _deciders(people: People, state: CaseState) -> list[str]:
    """Who decided, by name; nobody where all ran under standing authority."""
    given = [one.person for one in state.approvals]
    person = str((state.decision or {}).get("person", ""))
    ids = dict.fromkeys([*given, *([person] if person else [])])
    return [_name(people, one) for one in ids]


def _name(people: People, person: str) -> str:
    found = people.get(person)
    return found.name if found is not None else person


def _assumption(made: Fact, state: CaseState, facts: Sequence[Fact]) -> dict[str, Any]:
    """A value that a decision rests on: as it was, as it is, and the fact that says so."""
    one = state.assumptions[made.id]
    changes = [f for f in facts if f.kind == "assumption_changed" and f.body.get("of") == made.id]
    last = changes[-1] if changes else made
    return {
        "what": one.text,
        "option": one.option,
        "object": one.object,
        "until": one.until,
        "health": state.health.get(made.id, "held"),
        "was": last.body.get("was", ""),
        "now": last.body.get("now", ""),
        "bound": last.body.get("bound", ""),
        "fact": last.number,
    }


def _open_promises(facts: Sequence[Fact], since: int) -> list[dict[str, Any]]:
    """Promises the decision counts on that nothing has come of yet."""
    ended = {cause for one in facts if one.kind in PROMISE_ENDS for cause in one.causes}
    return [
        {**one.body, "fact": one.number}
        for one in facts
        if one.kind == "commitment_made" and one.number > since and one.id not in ended
    ]


def overrides(office: Office) -> list[dict[str, Any]]:
    """Acts outside a decision that somebody let stand: what was decided, what stands, and why."""
    people = office.people
    with office.ledger.reading() as connection:
        seen = chain.of_kind(connection, "override_seen")
    return [
        {
            "case": one.stream.removeprefix("case:"),
            "at": one.at,
            "fact": one.number,
            "by": str(one.body.get("who") or _name(people, _person(one))),
            "declared_by": _name(people, _person(one)) if one.body.get("declared") else "",
            "what": _did(one.body),
            "reason": one.body.get("reason", ""),
            "changes": _differences(one.body),
        }
        for one in reversed(seen)
    ]


def _did(body: dict[str, Any]) -> str:
    """What was done: by whom and when, where somebody declared it."""
    said = str(body.get("said", "")).split("\n")[0]
    return f"{body['who']}, {body['when'][:10]}: {said}" if body.get("declared") else said


def _person(fact: Fact) -> str:
    return str(fact.body.get("person") or fact.actor)


def _differences(body: dict[str, Any]) -> list[dict[str, str]]:
    """What stands otherwise than it was decided."""
    wanted, found = body.get("decided") or {}, body.get("found") or {}
    return [
        {"field": name, "decided": str(wanted.get(name, "")), "stands": str(found.get(name, ""))}
        for name in sorted({*wanted, *found})
        if wanted.get(name) != found.get(name)
    ]
