"""claim, assign, snooze, handoff and their answers: who works on a case, and when it comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import Refused
from seamline.cli.acts import identity, pairs
from seamline.cli.office import office, tell
from seamline.typed_times import time_of

if TYPE_CHECKING:
    from graph.claiming import Holding
    from graph.desk import Desk
    from graph.handing import Handed, Terms


def claim(case: str, person: str, *, workspace: Path | None, as_json: bool) -> None:
    """Takes a case."""
    who = identity(person)
    _holding(lambda desk: desk.claim(case, person=who), workspace, as_json)


def assign(
    case: str, to: str, reason: str, person: str, *, workspace: Path | None, as_json: bool
) -> None:
    """Gives a case to somebody."""
    who = identity(person)
    _holding(lambda desk: desk.assign(case, person=who, to=to, reason=reason), workspace, as_json)


def release(case: str, reason: str, person: str, *, workspace: Path | None, as_json: bool) -> None:
    """Gives a case back."""
    who = identity(person)
    _holding(lambda desk: desk.release(case, person=who, reason=reason), workspace, as_json)


def _holding(act: Callable[[Desk], Holding], workspace: Path | None, as_json: bool) -> None:
    with office(workspace) as opened:
        done = act(opened.desk)
    before = f" (before: {done.before})" if done.before else ""
    whose = f"{done.name} ({done.holder}) holds it" if done.holder else "nobody holds it"
    tell(done, as_json, f"{done.case}: {whose}{before}")


def snooze(
    case: str, until: str, reason: str, person: str, *, workspace: Path | None, as_json: bool
) -> None:
    """Puts a case out of sight."""
    who = identity(person)
    with office(workspace) as opened:
        case = opened.desk.named(case)
        at = time_of(until, opened.clock.now())
        done = opened.desk.snooze(case, until=at, person=who, reason=reason)
    latest = f"(at the latest {done.latest:%Y-%m-%d %H:%M} UTC: {done.latest_why})"
    tell(done, as_json, f"{case} sleeps until {done.until:%Y-%m-%d %H:%M} UTC {latest}")


def wake(case: str, person: str, *, workspace: Path | None, as_json: bool) -> None:
    """Brings a case back."""
    who = identity(person)
    with office(workspace) as opened:
        case = opened.desk.named(case)
        state = opened.desk.wake(case, person=who)
    tell(state.together, as_json, f"{case} is back")


def hand_off(
    case: str,
    to: str,
    task: str,
    settings: list[str],
    person: str,
    *,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Offers the work on a case to a function."""
    who = identity(person)
    with office(workspace) as opened:
        case = opened.desk.named(case)
        terms = _terms(settings, opened.clock.now())
        done = opened.desk.hand_off(case, person=who, to=to, task=task, terms=terms)
        there = ", ".join(opened.people.require(one).name for one in done.people)
    offered = f"{case} is offered to {done.handoff.to}: {done.handoff.task}"
    whose = f"{there or 'nobody of them is there'}; until {done.handoff.due:%Y-%m-%d %H:%M} UTC"
    tell(done, as_json, f"{offered} ({whose})")


def _terms(settings: list[str], now: datetime) -> Terms:
    from graph.handing import Terms

    told = pairs(settings)
    strange = sorted(set(told) - set(Terms.model_fields))
    if strange:
        raise Refused(f"{strange[0]!r} is no term of a hand-off; set due, updates or escalate")
    due = time_of(told.pop("due"), now) if "due" in told else None
    return Terms(due=due, **told)


def accept(
    case: str, key: str, note: str, person: str, *, workspace: Path | None, as_json: bool
) -> None:
    """Takes what is offered."""
    who = identity(person)
    _handed(lambda desk: desk.accept(case, person=who, key=key, note=note), workspace, as_json)


def refuse(
    case: str, key: str, reason: str, person: str, *, workspace: Path | None, as_json: bool
) -> None:
    """Gives back what is offered."""
    who = identity(person)
    _handed(lambda desk: desk.refuse(case, person=who, reason=reason, key=key), workspace, as_json)


def _handed(act: Callable[[Desk], Handed], workspace: Path | None, as_json: bool) -> None:
    with office(workspace) as opened:
        done = act(opened.desk)
        one = done.handoff
        name = opened.people.require(one.person).name
    back = f"; it is with {one.by} again" if one.state == "refused" else f"; {name} holds the case"
    tell(done, as_json, f"{done.case}: {one.state} by {name} for {one.to}{back}")
