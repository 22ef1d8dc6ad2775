"""Times: how long something took, the last day of a term, so many days after another day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain.dates import DateSpan
from domain.datewords import find_dates
from domain.durations import FoundDuration, days_from, find_durations
from domain.errors import Refused
from domain.quantity import Quantity
from domain.reading import DateStated, QuantityStated, Stated
from domain.recipes.plain import when_of
from domain.recipes.registry import recipe
from domain.terms import payment_terms
from domain.words import lexicon

_CLOCK = re.compile(
    r"(?<![\d.,:/])(?:(\d{1,2})\s?[:h.]\s?|([01]\d|2[0-3])(?=[0-5]\d(?!\d)))(\d{2})(?![\d/]|[.,]\d)"
    r"(?:\s?(am|pm)(?!\w))?",
    re.I,
)
_TERMS = re.compile(r"(?:\d{1,2}/(?P<early>\d{1,2})\s)?NET\s?(?P<net>\d{1,3})")
#: Minutes of 30 days: a longer term is told in days.
_LONGEST = 30 * 24 * 60
_WEEKENDS = {"": frozenset[int](), "working": frozenset({5, 6}), "sundays": frozenset({6})}


@recipe
def duration_words(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one duration, in days or minutes."""
    one = _only(quote)
    return QuantityStated(quantity=Quantity(n=one.n, unit=one.unit))


@recipe
def between_times(quote: str, arguments: Mapping[str, str]) -> Stated:
    """Minutes from the first time of day to the second; past midnight where it is earlier."""
    clocks = [_minutes(match) for match in _CLOCK.finditer(quote)]
    if len(clocks) != 2 or max(clocks) >= 24 * 60:
        raise Refused(f"{quote!r} does not state two times of day")
    minutes = (clocks[1] - clocks[0]) % (24 * 60)
    return QuantityStated(quantity=Quantity(n=Decimal(minutes), unit="MIN"))


@recipe
def last_day(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The last day of the one date or term the words state; `pick` as for `date_words`."""
    found = find_dates(quote, when_of(arguments))
    if len(found) != 1 or not found[0].readings:
        raise Refused(f"{quote!r} states {len(found) or 'no'} dates")
    if found[0].ambiguous and "pick" not in arguments:
        raise Refused(f"{quote!r} alone does not say which day")
    span = found[0].readings[int(arguments.get("pick", "0"))]
    return DateStated(span=DateSpan.on(span.latest, span.event, span.tz))


@recipe
def working_week_end(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The Friday of the one week the words state: after it nobody is there to read an answer."""
    found = find_dates(quote, when_of(arguments))
    spans = [span for one in found for span in one.readings]
    if len(spans) != 1 or (spans[0].latest - spans[0].earliest).days != 6:
        raise Refused(f"{quote!r} states no one week")
    friday = max(spans[0].latest - timedelta(days=2), date.fromisoformat(arguments["reference"]))
    return DateStated(span=DateSpan.on(friday, spans[0].event, spans[0].tz))


@recipe
def by_return(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The day on which it was written (`anchor`), at a weekend the Monday after: by return is on
    the day of receipt."""
    if not lexicon("by_return").has(quote):
        raise Refused(f"{quote!r} wants no answer by return")
    day = date.fromisoformat(arguments["anchor"])
    day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    return DateStated(span=DateSpan.on(day, arguments.get("event", ""), arguments.get("tz", "UTC")))


@recipe
def kept_day(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The day on record (`anchor`), where a part is said to come as it was confirmed."""
    if not lexicon("line_state").has(quote, "unchanged"):
        raise Refused(f"{quote!r} leaves no day as it was")
    day = date.fromisoformat(arguments["anchor"])
    return DateStated(span=DateSpan.on(day, arguments.get("event", ""), arguments.get("tz", "UTC")))


@recipe
def days_after(quote: str, arguments: Mapping[str, str]) -> Stated:
    """So many days after `anchor`.

    Days that do not count: weekends and `closed` days for working days, Sundays and `closed`
    days with `leave` = `sundays` (CMR art. 30).
    """
    one = _only(quote)
    if one.unit != "DAY" or one.n > 400:
        raise Refused(f"{quote!r} states no number of days")
    leave = "working" if one.working else arguments.get("leave", "")
    closed = arguments.get("closed", "") if leave else ""
    days = frozenset(date.fromisoformat(day) for day in closed.split(",") if day)
    anchor = date.fromisoformat(arguments["anchor"])
    last = days_from(anchor, int(one.n), days, _WEEKENDS[leave])
    span = DateSpan.on(last, arguments.get("event", ""), arguments.get("tz", "UTC"))
    return DateStated(span=span)


@recipe
def time_after(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The day in `tz` on which so many hours or minutes after `anchor` have passed, a time with its
    offset from UTC (ISO 8601)."""
    one = _only(quote)
    if one.unit != "MIN" or one.n > _LONGEST:
        raise Refused(f"{quote!r} states no number of hours")
    at = after(arguments["anchor"], one.n, arguments.get("tz", "UTC"))
    return DateStated(
        span=DateSpan.on(at.date(), arguments.get("event", ""), arguments.get("tz", "UTC"))
    )


def after(anchor: str, minutes: Decimal, zone: str) -> datetime:
    """So many minutes after a time, by the clock of a zone."""
    return (datetime.fromisoformat(anchor) + timedelta(minutes=int(minutes))).astimezone(
        ZoneInfo(zone)
    )


@recipe
def terms_day(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The day that payment terms lead to from `anchor`, the day of the bill.

    `which`: `net`, the day it is due, or `early`, the last day of the discount.
    """
    found = [_TERMS.fullmatch(one.text) for one in payment_terms(quote)]
    days = found[0][arguments["which"]] if len(found) == 1 and found[0] else None
    if days is None:
        raise Refused(f"{quote!r} does not state such terms")
    last = date.fromisoformat(arguments["anchor"]) + timedelta(days=int(days))
    span = DateSpan.on(last, arguments.get("event", ""), arguments.get("tz", "UTC"))
    return DateStated(span=span)


def _minutes(match: re.Match[str]) -> int:
    hour, half = int(match[1] or match[2]), (match[4] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + int(match[3])


def _only(quote: str) -> FoundDuration:
    found = find_durations(quote)
    if len(found) != 1:
        raise Refused(f"{quote!r} states {len(found) or 'no'} durations")
    return found[0]
