"""Times as people type them: a day, a moment, or how long from now."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from domain.datewords.find import find_dates
from domain.datewords.found import When
from domain.errors import Refused

_FROM_NOW = re.compile(r"\+?(\d{1,4})\s*([hd])")


def time_of(text: str, now: datetime) -> datetime:
    """A day begins at 00:00 UTC; `4h` and `2d` count from now. Refused when it is no time."""
    counted = _FROM_NOW.fullmatch(text.strip().lower())
    if counted is not None:
        number = int(counted[1])
        return now + (timedelta(hours=number) if counted[2] == "h" else timedelta(days=number))
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Refused(f"{text!r} is no time: 2026-03-12, 2026-03-12T14:00, 4h or 2d") from None
    try:
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except OverflowError:
        raise Refused(f"{text!r} is too far away") from None


def day_of(text: str) -> date:
    """A day as `2026-03-12`. Refused when it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(f"{text!r} is no day; write it as 2026-03-12") from None


def days_in(text: str, today: date) -> list[date]:
    """The days that a text can mean, read as in mails: one where it is sure, none where it names
    none; the first and the last of a span."""
    told = (one for one in find_dates(text, When(reference=today)) if one.readings)
    spans = [span for one in told for span in one.readings]
    return sorted({day for span in spans for day in (span.earliest, span.latest)})
