"""What was let lapse, or stands still, is rung again: a rung higher each working day, then weekly.

A ring informs; it never decides. Whoever is rung reads all of it in one note of a day.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from domain.approval import whom_to_ask
from domain.case import CaseState
from domain.escalation import above
from domain.ruling import Requirement
from domain.together import ANEW
from domain.workdays import Workdays
from graph.chase import morning
from graph.deps import Deps
from graph.right import owner_of
from graph.word import note
from memory import chain, inbox
from memory.inbox import Event
from memory.modes import Modes, modes

#: The event by which a case is rung again.
RING = "ring"

#: Working days from ring to ring once everybody above was told.
_WEEK = 5


def keep_ringing(deps: Deps) -> None:
    """No open case stays without something to come: what is overdue, or nothing else would bring
    back, is rung."""
    with deps.ledger.reading() as connection:
        coming, rings = inbox.next_by_stream(connection), inbox.next_by_stream(connection, RING)
        known, every = modes(connection), deps.known.at(connection)
    still = [
        one
        for one in every
        if f"case:{one.id}" not in (rings if is_overdue(one) else coming) and _is_open(one, known)
    ]
    if not still:
        return
    with deps.ledger.transaction() as connection:
        for one in still:
            _set(connection, one.id, deps.clock.now(), 1)


def rung_again(deps: Deps, connection: Connection, event: Event, state: CaseState) -> None:
    """Tells whoever it waits for, and with each ring one rung more of those above them."""
    left = [one for one in inbox.pending(connection, event.stream) if one.kind != RING]
    if not _is_open(state, modes(connection)) or (left and not is_overdue(state)):
        return
    told = chain.of_stream(connection, event.stream, kinds=(*ANEW, "reminded", "escalated"))
    last = max((place for place, one in enumerate(told) if one.kind in ANEW), default=-1)
    before = [one for one in told[last + 1 :] if "nth" in one.body]
    nth = len(before) + 1
    asked, higher = _asked(deps, state), _above(deps, state)
    people = sorted({*asked, *(one for rung in higher[:nth] for one in rung)})
    known = set(before[-1].body["people"]) if before else set(asked)
    body = {
        "proposal": state.proposal.hash if state.proposal else "",
        "at_pct": 100,
        "people": people,
        "frozen": False,
        "nth": nth,
    }
    kind = "escalated" if set(people) - known else "reminded"
    now = deps.clock.now()
    anew = (told[last].id,) if last >= 0 else ()  # the same ring after it is another one
    note(connection, state.id, kind, "clock", now, body, anew)
    _set(connection, state.id, now, 1 if nth < len(higher) else _WEEK)


def is_overdue(state: CaseState) -> bool:
    """Whether its time to decide has gone by and nobody has."""
    return state.lapsed and state.decision is None


def _is_open(state: CaseState, known: Modes) -> bool:
    """Whether it may be rung: what is only observed, or never was a case, is not."""
    observed = known.in_force(state.workflow, state.partner) == "observe"
    return bool(state.workflow) and state.closed is None and not observed


def _set(connection: Connection, case: str, now: datetime, days: int) -> None:
    day = Workdays().after(now.date(), days)
    inbox.enqueue(connection, f"case:{case}", RING, {"day": day.isoformat()}, morning(day, now))


def _asked(deps: Deps, state: CaseState) -> list[str]:
    """Whoever it waits for by name: who was asked and has not said yes, else its owner."""
    given = {one.person for one in state.approvals}
    if state.asked is not None and state.decision is None:
        return [one for one in state.asked.people if one not in given]
    people, day = deps.people, deps.clock.now().date()
    owners = (whom_to_ask(need, people, day, frozenset()) for need in owner_of(deps, state))
    return [one.id for one in owners if one is not None]


def _needs(deps: Deps, state: CaseState) -> list[Requirement]:
    waiting = state.asked is not None and state.decision is None
    return list(state.asked.requires) if state.asked and waiting else owner_of(deps, state)


def _above(deps: Deps, state: CaseState) -> list[list[str]]:
    """Who is told as well, a rung a ring: first the delegates of who is asked."""
    people = deps.people
    asked = [people.get(one) for one in _asked(deps, state)]
    delegates = [one.delegate for one in asked if one is not None and one.delegate]
    roles = above(deps.policy.workflows.get(state.workflow), _needs(deps, state))
    held = [[one.id for one in people.people if one.role == role] for role in roles]
    return [one for one in (delegates, *held) if one]
