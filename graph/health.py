"""The health of a decision: each value it rests on is looked at again as the record changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from domain.assumption import Assumption, Judged, judged
from domain.case import CaseState
from domain.fact import Fact, NewFact
from graph.deps import Deps
from memory import chain, inbox


def is_watched(state: CaseState, now: datetime) -> bool:
    """Whether what it rests on is looked at: while it is open, then until its goods are there."""
    if state.closed is None:
        return state.decision is not None and bool(state.assumptions)
    return any(one.until >= now.date().isoformat() for one in state.assumptions.values())


def moved(deps: Deps, state: CaseState) -> dict[str, Judged]:
    """Every assumption, by its key, that stands otherwise than before, and how it stands now."""
    if not is_watched(state, deps.clock.now()):
        return {}
    found = {key: _stands(deps, one) for key, one in sorted(state.assumptions.items())}
    return {key: one for key, one in found.items() if one.health != state.health.get(key, "held")}


def _stands(deps: Deps, one: Assumption) -> Judged:
    return judged(one, {name: deps.reads.row(one.table, name) for name in one.was})


def look_again(deps: Deps, connection: Connection, state: CaseState) -> None:
    """Notes every assumption that stands otherwise than before.

    What breaks opens the case again and is owed an answer, by its owner, until somebody waives it
    with a reason or a new decision is taken.
    """
    for key, stands in moved(deps, state).items():
        _tell(deps, connection, state, key, stands)


def _tell(deps: Deps, connection: Connection, state: CaseState, key: str, stands: Judged) -> None:
    one = state.assumptions[key]
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
