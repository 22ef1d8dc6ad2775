"""A weekday with its number and no month: Thursday the 21st, jueves 21, Dienstag, den 2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from domain.datewords.found import FoundDate, When
from domain.datewords.vocabulary import MONTH, WEEKDAYS, either, squeezed

_PATTERN = re.compile(
    rf"(?<!\w)({either(WEEKDAYS)})\.?,?\s{{1,2}}(?:(?:the|den|dem|der|le|el|o|dia|il|d\.)\s)?"
    rf"(\d{{1,2}})(?:st|nd|rd|th|er|\.(?!\d)|º|°|:e)?(?![\w:%]|[.,/-]\d|\s?(?:{MONTH}|am|pm|uhr|h)(?!\w))",
    re.IGNORECASE,
)
#: The day meant is one of the last week, or of these days ahead.
_BACK, _AHEAD = 7, 62


def numbered_weekdays(text: str, when: When) -> Iterator[FoundDate]:
    """Days whose weekday and number fit one day near the day of writing; others are none."""
    for match in _PATTERN.finditer(text):
        day = _fitting(WEEKDAYS[squeezed(match[1])], int(match[2]), when.reference)
        if day is not None:
            yield FoundDate(
                start=match.start(), end=match.end(), raw=match[0], readings=(when.span(day),)
            )


def _fitting(weekday: int, number: int, reference: date) -> date | None:
    """The first day from the day of writing on, else the last one before it."""
    ahead = (reference + timedelta(days=step) for step in range(_AHEAD))
    back = (reference - timedelta(days=step) for step in range(1, _BACK))
    days = [*ahead, *back]
    return next((day for day in days if (day.weekday(), day.day) == (weekday, number)), None)
