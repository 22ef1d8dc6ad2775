"""Working days of a place: its weekend and the holidays on record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pydantic import field_validator

from domain.durations import days_from
from domain.errors import Refused
from domain.record import Row
from domain.rulebook import loaded
from domain.values import Value

#: No clock of the trade runs longer than ten years of days.
LONGEST = 3653


class Workdays(Value):
    """The days a place works; `weekend` counts Monday as 0. Without holidays, weekends alone."""

    place: str = ""
    weekend: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = frozenset()

    @field_validator("weekend")
    @classmethod
    def _some_work(cls, days: frozenset[int]) -> frozenset[int]:
        if len(days) > 6 or not days <= frozenset(range(7)):
            raise ValueError("a weekend is up to six of the days 0 to 6")
        return days

    def is_open(self, day: date) -> bool:
        """Whether that day is worked."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def after(self, day: date, days: int) -> date:
        """The last of so many working days after `day`."""
        if not 0 <= days <= LONGEST:
            raise Refused(f"{days} working days is no period that can be counted")
        try:
            return days_from(day, days, self.holidays, self.weekend)
        except OverflowError:
            return date.max

    def on_or_after(self, day: date) -> date:
        """The day itself if worked, else the next that is."""
        return day if self.is_open(day) else self.after(day, 1)

    def on_or_before(self, day: date) -> date:
        """The day itself if worked, else the last that was."""
        while not self.is_open(day) and day > date.min:
            day -= timedelta(days=1)
        return day

    def within(self, first: date, last: date) -> list[date]:
        """The working days from `first` to `last`, both included."""
        return [day for day in days_between(first, last) if self.is_open(day)]


def later(day: date, days: int) -> date:
    """So many calendar days on (or back); the calendar's last day where it ends before."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def days_between(first: date, last: date) -> Iterable[date]:
    """Every calendar day from `first` to `last`, both included."""
    span = (last - first).days
    if span > LONGEST:
        raise Refused(f"{first} to {last} is no period that can be counted day by day")
    return [first + timedelta(days=step) for step in range(span + 1)]


def workdays_of(country: str, holidays: Sequence[Row] = ()) -> Workdays:
    """The working days of a country (ISO 3166 code): its weekend and the record's holidays."""
    known = loaded("domain", "weekends")
    closed = [row.day("day") for row in holidays if row.text("country") == country]
    return Workdays(
        place=country,
        weekend=frozenset(known["countries"].get(country, known["otherwise"])),
        holidays=frozenset(day for day in closed if day is not None),
    )
