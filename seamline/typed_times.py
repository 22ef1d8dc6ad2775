"""Times as people type them: a day, a moment, or how long from now."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from domain.datewords.find import find_dates
from domain.datewords.found import When
from domain.errors import Refused

_FROM_NOW = re.compile(r"\+?(\d{1,4})\s*([hd])")


def time_of(text: str, now: datetime) -> datetime:
    """A day begins at 00:00 UTC; `4h` and `2d` count from now. Refused when it is not one time."""
    counted = _FROM_NOW.fullmatch(text.strip().lower())
    if counted is not None:
        number = int(counted[1])
        return now + (timedelta(hours=number) if counted[2] == "h" else timedelta(days=number))
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        at = _said(text, now)
    try:
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except OverflowError:
        raise Refused(f"{text!r} is too far away") from None


def _said(text: str, now: datetime) -> datetime:
    """The time that words say: `tomorrow`, `until Monday 14:00`."""
    found = find_dates(text, When(reference=now.date()))
    if not found:
        raise Refused(f"{text!r} is no time: 2026-03-12, 2026-03-12T14:00, Monday, 4h or 2d")
    told = found[0].time or "00:00"
    return datetime.combine(day_of(text, now.date()), time.fromisoformat(told), UTC)


def day_of(text: str, today: date) -> date:
    """A day as people write it: 2026-03-12, Monday, tomorrow, 12 March. Refused when it is none, or
    can be several."""
    days = days_in(text, today)
    if len(days) == 1:
        return days[0]
    if not days:
        raise Refused(f"{text!r} is no day; write it as 2026-03-12, Monday or 12 March")
    raise Refused(f"{text!r} can be {' or '.join(f'{one:%a} {one}' for one in days)}; say which")


def days_in(text: str, today: date) -> list[date]:
    """The days that a text can mean, read as in mails: one where it is sure, none where it names
    none; the first and the last of a span."""
    told = (one for one in find_dates(text, When(reference=today)) if one.readings)
    spans = [span for one in told for span in one.readings]
    return sorted({day for span in spans for day in (span.earliest, span.latest)})
