"""Snoozing: a case is out of sight until a time, never past the last at which a decision helps."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from domain.case import CaseState
from domain.errors import NotAllowed, Refused
from domain.values import Value
from graph.deps import Deps
from graph.right import require_part
from graph.word import note, word_on
from memory.inbox import Event

#: The event that brings a case back.
WAKE = "wake"


class Snoozed(Value):
    """Until when a case sleeps, and the last time until which it could."""

    case: str
    until: datetime
    latest: datetime
    latest_why: str
    person: str


def snooze(deps: Deps, case_id: str, *, until: datetime, person: str, reason: str = "") -> Snoozed:
    """Puts a case out of sight; it comes back by itself, or at once when something happens.

    Refused beyond the latest useful decision time. Reminders and escalations go on.
    """
    with word_on(deps, case_id, person) as word:
        word.require_open("snooze")
        require_part(deps, word.state, word.person, f"snooze {case_id}")
        latest, why = latest_time(deps, word.state, word.now)
        if until <= word.now:
            raise Refused(f"{_said(until)} is over; name a time after {_said(word.now)}")
        if until > latest:
            raise Refused(
                f"{case_id} cannot wait beyond {_said(latest)} ({why}): snooze it to then"
            )
        told = {"until": until.isoformat(), "latest": latest.isoformat(), "reason": reason}
        fact = word.note("snoozed", **told)
        word.wake(WAKE, fact, until)
        return Snoozed(
            case=case_id, until=until, latest=latest, latest_why=why, person=word.person.id
        )


def wake(deps: Deps, case_id: str, *, person: str) -> None:
    """A person brings a sleeping case back before its time."""
    with word_on(deps, case_id, person) as word:
        if word.state.together.asleep(word.now) is None:
            raise NotAllowed(f"{case_id} does not sleep")
        require_part(deps, word.state, word.person, f"wake {case_id}")
        word.note("woken", because=f"woken by {word.person.name}")


def latest_time(deps: Deps, state: CaseState, now: datetime) -> tuple[datetime, str]:
    """The latest useful decision time of an open proposal; else the life that one would have."""
    opened = state.proposal
    if opened is not None and state.decision is None:
        return opened.until, opened.until_why
    return now + timedelta(hours=deps.policy.proposal_hours), "life of a proposal"


def back(deps: Deps, connection: Connection, event: Event, state: CaseState) -> None:
    """The time of a snooze has come; one that ended before rings for nothing."""
    snoozed = state.together.snoozed
    if snoozed is not None and snoozed.key == event.body["fact"]:
        told = {"because": "its time has come"}
        note(connection, state.id, "woken", "clock", deps.clock.now(), told, (snoozed.key,))


def _said(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
