"""What a clock brings: reminders, escalations, the lapse. It informs; it never decides."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from domain.case import CaseState
from domain.fact import NewFact
from graph.deps import Deps
from graph.withdraw import withdraw
from memory import chain, inbox
from memory.inbox import Event

_KINDS = {"remind": "reminded", "escalate": "escalated", "freeze": "escalated"}


def rung(deps: Deps, connection: Connection, event: Event, state: CaseState) -> None:
    """One rung of the ladder of the proposal it was set for; any other is out of date."""
    opened = state.proposal
    if opened is None or state.decision is not None or opened.hash != event.body["proposal"]:
        return
    now = deps.clock.now()
    if event.kind == "lapse":
        body: dict[str, Any] = {"proposal": opened.hash, "cost": _cost(state)}
        fact = NewFact(stream=event.stream, kind="lapsed", at=now, actor="clock", body=body)
        withdraw(connection, state, now=now, because="nobody decided in time", actor="clock")
        chain.append(connection, [fact])
        inbox.enqueue(connection, event.stream, "overdue", {"proposal": opened.hash}, now)
        return
    people = [one.id for role in event.body["to"] for one in deps.people.people if one.role == role]
    asked = list(state.asked.people) if state.asked else []
    body = {
        "proposal": opened.hash,
        "at_pct": event.body["at_pct"],
        "people": sorted({*people, *asked}),
        "frozen": event.kind == "freeze",
    }
    fact = NewFact(stream=event.stream, kind=_KINDS[event.kind], at=now, actor="clock", body=body)
    chain.append(connection, [fact])


def _cost(state: CaseState) -> str:
    """What the option that would have been taken had cost, as the price of the lapse."""
    opened = state.proposal
    return str(opened.spend) if opened and opened.spend is not None else "not known"
