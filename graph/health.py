"""The health of a decision: each value it rests on is looked at again as the record changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from domain.assumption import Assumption, judged
from domain.case import CaseState
from domain.fact import Fact, NewFact
from graph.deps import Deps
from memory import chain, inbox


def is_watched(state: CaseState, now: datetime) -> bool:
    """Whether what it rests on is looked at: while it is open, then until its goods are there."""
    if state.closed is None:
        return state.decision is not None and bool(state.assumptions)
    return any(one.until >= now.date().isoformat() for one in state.assumptions.values())


def look_again(deps: Deps, connection: Connection, state: CaseState) -> bool:
    """Notes every assumption that stands otherwise than before; whether there was one.

    What breaks opens the case again and is owed an answer, by its owner, until somebody waives it
    with a reason or a new decision is taken.
    """
    if not is_watched(state, deps.clock.now()):
        return False
    found = [_look(deps, connection, state, key) for key in sorted(state.assumptions)]
    return any(found)


def _look(deps: Deps, connection: Connection, state: CaseState, key: str) -> bool:
    one = state.assumptions[key]
    stands = judged(one, {name: deps.reads.row(one.table, name) for name in one.was})
    if stands.health == state.health.get(key, "held"):
        return False
    body = {
        "of": key,
        "what": _said(one, stands.was, stands.now),
        "due": deps.clock.now().date().isoformat(),
        "by": "",
        "object": one.object,
        "was": stands.was,
        "now": stands.now,
        "bound": stands.bound,
        "state": stands.health,
        "shown_by": [],
    }
    fact = _note(deps, connection, state, "assumption_changed", body, key)
    if stands.health == "broken":
        if state.closed is not None:
            because = f"no longer so: {body['what']}"
            _note(deps, connection, state, "reopened", {"because": because}, fact.id)
        inbox.enqueue(connection, fact.stream, "owed", {"fact": fact.id}, fact.at)
    return True


def _said(one: Assumption, was: str, now: str) -> str:
    return f"{one.option}: {one.text} ({one.field} {was}, now {now})"


def _note(
    deps: Deps,
    connection: Connection,
    state: CaseState,
    kind: str,
    body: dict[str, Any],
    cause: str,
) -> Fact:
    new = NewFact(
        stream=f"case:{state.id}",
        kind=kind,
        at=deps.clock.now(),
        actor="record",
        causes=(cause,),
        body=body,
    )
    return chain.append(connection, [new])[0]
