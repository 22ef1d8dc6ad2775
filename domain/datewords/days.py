"""Days, weeks and parts of months on the calendar, with the year that is most likely meant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

#: Parts of a month as first and last day; 0 is the last day of the month, negative before it.
_PARTS = {
    "early": (1, 10),
    "mid": (11, 20),
    "late": (-4, 0),
    "first_half": (1, 15),
    "second_half": (16, 0),
}


def distance(day: date, reference: date) -> int:
    """How far fetched a day is: partners write of days to come, and less of days past."""
    days = (day - reference).days
    return days if days >= 0 else -2 * days


def full_year(text: str) -> int:
    """`26` or `2026` as a year."""
    return int(text) + 2000 if len(text) == 2 else int(text)


def nearest(days: Iterator[date], reference: date) -> date | None:
    """The most likely of these days."""
    return min(days, key=lambda day: distance(day, reference), default=None)


def day_of(day: int, month: int, year: str | None, reference: date) -> date | None:
    """The date, in the likeliest year when none is written; None when there is no such day."""
    years = [full_year(year)] if year else [reference.year - 1, reference.year, reference.year + 1]
    return nearest(_existing(years, month, day), reference)


def _existing(years: list[int], month: int, day: int) -> Iterator[date]:
    for year in years:
        try:
            yield date(year, month, day)
        except ValueError:  # no such day: 30 February, or 29 in most years
            continue


def last_day_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def month_part(part: str, month: int, year: str | None, reference: date) -> tuple[date, date]:
    """Early, mid, late … of a month; the whole month for an unknown part."""
    middle = day_of(15, month, year, reference)
    assert middle is not None  # every month has a 15th
    last = last_day_of_month(middle.year, month)
    first_day, last_day = _PARTS.get(part, (1, 0))
    return _in_month(last, first_day), _in_month(last, last_day)


def _in_month(last: date, day: int) -> date:
    return last.replace(day=day) if day > 0 else last + timedelta(days=day)


def week(number: int, year: str | None, reference: date) -> tuple[date, date] | None:
    """Monday and Sunday of an ISO week; None when the year has no such week."""
    years = [full_year(year)] if year else [reference.year - 1, reference.year, reference.year + 1]
    monday = nearest(_mondays(years, number), reference)
    return None if monday is None else (monday, monday + timedelta(days=6))


def _mondays(years: list[int], number: int) -> Iterator[date]:
    for year in years:
        try:
            yield date.fromisocalendar(year, number, 1)
        except ValueError:
            continue


def add_months(day: date, months: int) -> date:
    """So many months later, at most the month's last day."""
    index = day.year * 12 + day.month - 1 + months
    last = last_day_of_month(index // 12, index % 12 + 1)
    return last.replace(day=min(day.day, last.day))
