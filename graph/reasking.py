"""Whom a proposal is asked of: owners, co-signers, witnesses, and who stands in for the absent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import Connection

from domain.answer_kinds import witness
from domain.approval import gaps, still_missing, whom_to_ask
from domain.case import CaseState
from domain.people import People
from domain.proposal import Proposal
from domain.ruling import Requirement
from graph.deps import Deps
from graph.word import note
from memory import inbox
from memory.inbox import Event

#: The event at which somebody who is asked begins to be away, or is back.
AWAY = "away"


def owners_of(
    people: People, requires: Sequence[Requirement], proposal: Proposal, day: date
) -> tuple[str, ...]:
    """Who can give what a proposal takes: of the present, the nearest for each requirement."""
    asked = [whom_to_ask(need, people, day, proposal.askers) for need in requires]
    return tuple(dict.fromkeys(one.id for one in asked if one is not None))


def whom(
    people: People, requires: Sequence[Requirement], proposal: Proposal, day: date
) -> tuple[str, ...]:
    """The same, and whoever is said to have agreed: only their own word makes it so."""
    named = [people.get(one) for each in proposal.questions if (one := witness(each))]
    witnesses = [one.id for one in named if one is not None]
    return tuple(dict.fromkeys((*owners_of(people, requires, proposal, day), *witnesses)))


def mind_absences(
    deps: Deps, connection: Connection, case: str, proposal: Proposal, asked: Sequence[str]
) -> None:
    """Whoever is asked and leaves before it must be decided: then it is asked of who stands in."""
    people, day = deps.people, deps.clock.now().date()
    for one in filter(None, map(people.get, asked)):
        first = people.leaves(one, day)
        if first is not None and (at := start_of(first)) <= proposal.until:
            body = {"proposal": proposal.hash, "person": one.id}
            inbox.enqueue(connection, f"case:{case}", AWAY, body, at)


def start_of(day: date) -> datetime:
    """Midnight UTC."""
    return datetime.combine(day, time(), UTC)


def asked_anew(deps: Deps, connection: Connection, event: Event, state: CaseState) -> None:
    """What waits for somebody who is away is asked of who stands in; nobody approves twice."""
    opened, asked = state.proposal, state.asked
    if opened is None or asked is None or state.decision is not None:
        return
    if opened.hash != event.body["proposal"]:
        return
    people, day = deps.people_in(connection), deps.clock.now().date()
    given = [people.get(one.person) for one in state.approvals]
    known = [one for one in given if one is not None]
    missing = still_missing(asked.requires, known, opened.askers, people, day)
    wanted = tuple(dict.fromkeys((*(p.id for p in known), *whom(people, missing, opened, day))))
    if wanted == asked.people:
        return
    lacking = gaps(missing, people, day, opened.askers)
    told = asked.model_copy(update={"people": wanted, "gaps": lacking})
    body = {
        "proposal": opened.hash,
        "asked": told.model_dump(mode="json"),
        "instead_of": [one for one in asked.people if one not in wanted],
        "after": state.through,
    }
    causes = (state.proposal_fact.id,) if state.proposal_fact is not None else ()
    note(connection, state.id, "approval_asked", "clock", deps.clock.now(), body, causes)
