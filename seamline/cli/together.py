"""claim, assign, release, snooze, wake: who works on a case, and when it comes back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import Refused
from seamline.cli.acts import identity
from seamline.cli.office import console, office, print_json, safe

if TYPE_CHECKING:
    from domain.values import Value
    from graph.claiming import Holding
    from graph.desk import Desk


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
    _say(done, f"{done.case}: {whose}{before}", as_json)


def snooze(
    case: str, until: str, reason: str, person: str, *, workspace: Path | None, as_json: bool
) -> None:
    """Puts a case out of sight."""
    who = identity(person)
    with office(workspace) as opened:
        at = time_of(until, opened.clock.now())
        done = opened.desk.snooze(case, until=at, person=who, reason=reason)
    latest = f"(at the latest {done.latest:%Y-%m-%d %H:%M} UTC: {done.latest_why})"
    _say(done, f"{case} sleeps until {done.until:%Y-%m-%d %H:%M} UTC {latest}", as_json)


def wake(case: str, person: str, *, workspace: Path | None, as_json: bool) -> None:
    """Brings a case back."""
    who = identity(person)
    with office(workspace) as opened:
        state = opened.desk.wake(case, person=who)
    _say(state.together, f"{case} is back", as_json)


def _say(done: Value, said: str, as_json: bool) -> None:
    if as_json:
        print_json(done)
    else:
        console().print(safe(said), soft_wrap=True)


_FROM_NOW = re.compile(r"\+?(\d{1,4})\s*([hd])")


def time_of(text: str, now: datetime) -> datetime:
    """A time as people type it: a day begins at 00:00 UTC; `4h` and `2d` count from now."""
    counted = _FROM_NOW.fullmatch(text.strip().lower())
    if counted is not None:
        number = int(counted[1])
        return now + (timedelta(hours=number) if counted[2] == "h" else timedelta(days=number))
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Refused(f"{text!r} is no time: 2026-03-12, 2026-03-12T14:00, 4h or 2d") from None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
