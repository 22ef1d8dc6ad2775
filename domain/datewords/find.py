"""All dates of a text: the grammars' finds without overlaps, with bounds and times of day."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache

from domain.dates import DateSpan
from domain.datewords.found import FoundDate, When
from domain.datewords.further import further_days
from domain.datewords.named import named_dates
from domain.datewords.numbered_weekdays import numbered_weekdays
from domain.datewords.numeric import numeric_dates
from domain.datewords.relative import relative_dates
from domain.datewords.vocabulary import BOUNDS, WEEKDAYS, either, squeezed
from domain.datewords.weeks import week_dates
from domain.words import table

_BEFORE = re.compile(
    rf"(?<!\w)({either(BOUNDS)})\.?\s{{0,2}}(?:the\s|dem\s|den\s|le\s|el\s|o\s|il\s|on\s|am\s|dia\s|this\s|coming\s|diesen\s|kommenden\s|ce\s|este\s|esta\s|questo\s)?"
    rf"(?:(?:{either(WEEKDAYS)})[,.]?\s{{1,2}})?(?:the\s|dem\s|den\s)?$",
    re.IGNORECASE,
)
_WEEK_OF = re.compile(rf"(?<!\w)(?:{either(table('dates')['week_of'])})\s{{1,2}}$", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?:['’]?\w{0,3}\s)?(kadar|önce)(?!\w)|[\s,(]{0,2}(at the latest|at latest|"
    r"latest(?!\s(?:\d|(?:[a-z]\w{1,12}\s)?(?:date|ship\w*|eta|day)))|"
    r"spätestens|"
    r"au plus tard|a más tardar|o mais tardar|al più tardi|senast|之前|以前|前|まで)",
    re.IGNORECASE,
)
_AT = r"[\s,]{0,3}(?:at\s|um\s|à\s|a\slas\s|às\s|alle\s|kl\.?\s|saat\s)?"
_TIME = re.compile(
    rf"{_AT}(?:(\d{{1,2}})(?:[:.h](\d{{2}}))?\s?(uhr|hrs?|h(?!\s?\d)|o['’]?clock|am|pm)(?!\w)|"
    r"(\d{1,2})(?::|\sh\s?)(\d{2})(?![\d:])|(\d{2})(\d{2})\s?(?:lt|hrs|h)(?!\w)|(noon|midday|mittags?|mezzogiorno))",
    re.IGNORECASE,
)
#: `until noon Thursday`, `by 17:00 on Friday`: the time of day before its day.
_TIME_AHEAD = re.compile(
    rf"(?<!\w)({either(BOUNDS)})\s(?:(noon|midday|mittags?)|(\d{{1,2}}):(\d{{2}})|(\d{{1,2}})\s?(am|pm))"
    r"(?:\s?hrs)?\s(?:on\s|am\s)?$",
    re.IGNORECASE,
)
#: Offices close: at five where nobody says when.
_CLOSING = re.compile(rf"(?<!\w)(?:{either(table('dates')['closing'])})(?!\w)", re.IGNORECASE)
_CLOSES = "17:00"
_CLOSING_BEHIND = re.compile(
    rf"[\s,]{{0,3}}(?:at\s|by\s|bei\s|zum\s|à\sla\s|al\s|no\s|alla\s)?{_CLOSING.pattern}",
    re.IGNORECASE,
)
#: "Around the 11th" leaves so many days on either side.
_ABOUT_DAYS = 3
_LOOK = 32


def find_dates(text: str, when: When) -> list[FoundDate]:
    """Every date the text states, in order; where two grammars find one, the more telling stays."""
    return list(_dates(text, when))


@lru_cache(maxsize=256)
def _dates(text: str, when: When) -> tuple[FoundDate, ...]:
    kept: list[FoundDate] = []
    taken = bytearray(len(text))
    for grammar in (
        _further,
        relative_dates,
        numbered_weekdays,
        named_dates,
        numeric_dates,
        week_dates,
    ):
        for found in sorted(grammar(text, when), key=lambda one: (one.start, one.start - one.end)):
            if not any(taken[found.start : found.end]):
                taken[found.start : found.end] = b"\x01" * (found.end - found.start)
                kept.append(found)
    kept = _without_hours(text, sorted(kept, key=lambda one: one.start))
    return tuple(_surrounded(text, one, when) for one in _without_weekdays(text, kept))


#: Between the first and the last weekday on which somebody works, and before a change of days.
_THROUGH = re.compile(
    r"\s?(?:-|–|bis|to|till|until|thru|through|à|au|a|al|tot|till|do)\s?", re.IGNORECASE
)
_FROM = re.compile(r"(?<!\w)(?:from|von|vom|de|du|desde|da|dal|från|z|van)\s$", re.IGNORECASE)


def _without_hours(text: str, found: list[FoundDate]) -> list[FoundDate]:
    """`Monday to Wednesday from 8 to 12` are hours of an office: neither day is told of anything.

    `From Monday to Wednesday` may be a change of one day to the other.
    """
    hours: set[int] = set()
    for one, after in itertools.pairwise(found):
        joined = _THROUGH.fullmatch(text[one.end : after.start])
        plain = _is_weekday(one) and _is_weekday(after)
        if joined and plain and not _FROM.search(text[: one.start]):
            hours |= {one.start, after.start}
    return [one for one in found if one.start not in hours]


def _further(text: str, when: When) -> Iterator[FoundDate]:
    return further_days(text)


def _without_weekdays(text: str, found: list[FoundDate]) -> Iterator[FoundDate]:
    """`Thursday 4 June`, `4/24 Fri` are one date: the weekday beside a day only repeats it."""
    for index, one in enumerate(found):
        if index and _repeats(text, found[index - 1], one):
            continue
        after = found[index + 1] if index + 1 < len(found) else None
        beside = after is not None and re.fullmatch(
            r"[\s,.]{0,3}(?:the\s|den\s|dem\s)?", text[one.end : after.start]
        )
        if not (beside and after and after.readings and _is_weekday(one)):
            yield one


def _repeats(text: str, day: FoundDate, one: FoundDate) -> bool:
    """Whether a weekday stands right behind a day that falls on it."""
    if not _is_weekday(one) or not re.fullmatch(r"\s?[,(]?\s?", text[day.end : one.start]):
        return False
    on = one.readings[0].earliest.weekday()
    exact = [each.earliest for each in day.readings if each.exact]
    return not _is_weekday(day) and any(each.weekday() == on for each in exact)


def _is_weekday(one: FoundDate) -> bool:
    return bool(one.readings) and not any(char.isdigit() for char in one.raw)


def _surrounded(text: str, found: FoundDate, when: When) -> FoundDate:
    """With the bound before or behind it and the time of day that follows."""
    start, end, bound, time = found.start, found.end, "", ""
    head = _BEFORE.search(text[max(0, start - _LOOK) : start])
    if head and found.later is None:
        bound = BOUNDS[squeezed(head[1])]
        start -= len(text[max(0, start - _LOOK) : start]) - head.start()
    week = _WEEK_OF.search(text[max(0, found.start - _LOOK) : found.start])
    if week and found.readings and found.readings[0].exact:
        start = found.start - (len(week[0]))
        found = found.model_copy(update={"readings": tuple(map(_week, found.readings))})
        head = _BEFORE.search(text[max(0, start - _LOOK) : start])
        if head:
            bound = BOUNDS[squeezed(head[1])]
            start -= len(head[0])
    ahead = _TIME_AHEAD.search(text[max(0, start - _LOOK) : start])
    if ahead and not bound and found.later is None:
        bound, time = BOUNDS[squeezed(ahead[1])], _clock_ahead(ahead)
        start -= len(text[max(0, start - _LOOK) : start]) - ahead.start()
    end, time = _timed(text, (start, found.start, end), time)
    tail = _BEHIND.match(text[end : end + _LOOK])
    if tail and not bound:
        bound = "before" if (tail[1] or tail[2]).lower() in ("önce", "之前", "以前", "前") else "by"
        end += tail.end()
    readings = tuple(_loosened(one, bound) for one in found.readings)
    return found.model_copy(
        update={
            "start": start,
            "end": end,
            "raw": text[start:end],
            "bound": bound,
            "time": time,
            "readings": readings,
        }
    )


def _timed(text: str, at: tuple[int, int, int], ahead: str) -> tuple[int, str]:
    """Where the date ends with the time of day behind it, and that time, else the one ahead of it;
    `at` are where its bound, itself and what is behind it begin."""
    start, begins, end = at
    clock = _TIME.match(text[end : end + _LOOK])
    closing = _CLOSING_BEHIND.match(text[end : end + _LOOK])
    if clock and (said := _clock(clock)):
        return end + clock.end(), said
    if closing:
        return end + closing.end(), _CLOSES
    return end, _CLOSES if _CLOSING.search(text[start:begins]) else ahead


def _week(span: DateSpan) -> DateSpan:
    """The week that holds or begins with the day."""
    monday = span.earliest - timedelta(days=span.earliest.weekday())
    return span.model_copy(update={"earliest": monday, "latest": monday + timedelta(days=6)})


def _loosened(span: DateSpan, bound: str) -> DateSpan:
    step = timedelta(days=_ABOUT_DAYS if bound == "about" and span.exact else 0)
    return span.model_copy(update={"earliest": span.earliest - step, "latest": span.latest + step})


def _clock_ahead(match: re.Match[str]) -> str:
    if match[2]:
        return "12:00"
    hour = int(match[3] or match[5])
    half = (match[6] or "").lower()
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return f"{hour:02}:{match[4] or '00'}" if hour < 24 and int(match[4] or 0) < 60 else ""


def _clock(match: re.Match[str]) -> str:
    """HH:MM, empty when the digits are no time."""
    if match[8]:
        return "12:00"
    hour = int(match[1] or match[4] or match[6])
    minute = int(match[2] or match[5] or match[7] or 0)
    half = (match[3] or "").lower()
    if half in ("am", "pm"):
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""
