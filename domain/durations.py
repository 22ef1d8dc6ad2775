"""How long something took or may take: 25 min, 1 h 15, 5 days, 5 días hábiles, seven days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from domain.datewords.vocabulary import NUMBER, UNITS, WORKING, count, either, squeezed
from domain.words import table

_CLOCKED = table("durations")
_MINUTES = either(_CLOCKED["minutes"])
_HOURS = either(_CLOCKED["hours"])
_OPEN = either(_CLOCKED["working"])
_FREE = either(_CLOCKED["free"])
_DAYS = either([word for word, days in UNITS.items() if days in (1, 7)])
_START = r"(?<![\w.,/:'’-])"
_TIMED = re.compile(
    rf"{_START}(?:(?P<h>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s?(?:{_HOURS})\.?(?:\s?(?:and\s|und\s|et\s|y\s|e\s)?"
    rf"(?P<rest>\d{{1,2}})(?:\s?(?:{_MINUTES}))?(?![\w:/]))?|(?P<m>\d{{1,4}})\s?(?:{_MINUTES}))(?!\w)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"{_START}(?P<n>{NUMBER})[\s-]{{1,2}}(?P<open>(?:{_OPEN})\s)?(?:calendar\s|consecutive\s|kalender|(?:{_FREE})\s)?"
    rf"(?P<unit>{_DAYS})(?:\s(?P<after>{_OPEN}))?(?!\w)",
    re.IGNORECASE,
)
_TIGHT = re.compile(r"(?<![\w.,/:'’-])(?P<n>\d{1,3})(?P<unit>d|j|gg|天|日)(?!\w)", re.IGNORECASE)


class FoundDuration(NamedTuple):
    """So many of `unit` (DAY or MIN) at `start`..`end`; `working` days leave out closed ones."""

    start: int
    end: int
    n: Decimal
    unit: str
    working: bool = False


def find_durations(text: str) -> list[FoundDuration]:
    """Every duration in minutes, hours (as minutes), days or weeks (as days), in order."""
    found = [_timed(match) for match in _TIMED.finditer(text)]
    for pattern in (_COUNTED, _TIGHT):
        found += [
            _counted(match)
            for match in pattern.finditer(text)
            if not any(match.start() < one.end and match.end() > one.start for one in found)
        ]
    return sorted(found)


def _timed(match: re.Match[str]) -> FoundDuration:
    hours = Decimal((match["h"] or "0").replace(",", "."))
    minutes = hours * 60 + int(match["rest"] or match["m"] or 0)
    return FoundDuration(match.start(), match.end(), minutes, "MIN")


def _counted(match: re.Match[str]) -> FoundDuration:
    words = match.groupdict()
    unit = squeezed(words["unit"])
    days = count(words["n"]) * UNITS.get(unit, 1)
    working = bool(words.get("open") or words.get("after")) or unit in WORKING
    return FoundDuration(match.start(), match.end(), Decimal(days), "DAY", working)


def days_from(start: date, days: int, closed: frozenset[date], weekend: frozenset[int]) -> date:
    """The last of so many days after `start`; `closed` days and the weekend do not count."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= day not in closed and day.weekday() not in weekend
    return day
