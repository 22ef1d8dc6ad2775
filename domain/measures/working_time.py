"""Working hours between two moments: time on days that a place works, as days are there."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.values import Value
from domain.workdays import Workdays, days_between


class WorkingTime(Value):
    """The days a place works, in its time zone; each counts whole, from midnight to midnight."""

    days: Workdays = Workdays()
    zone: str = "UTC"

    def hours(self, since: datetime, until: datetime) -> float:
        """Hours from `since` to `until` that fell on working days; 0 when it ends before."""
        zone = ZoneInfo(self.zone)
        first, last = since.astimezone(zone), until.astimezone(zone)
        if last <= first:
            return 0.0
        worked = (day for day in days_between(first.date(), last.date()) if self.days.is_open(day))
        return sum((_on(day, zone, first, last) for day in worked), 0.0)


def _on(day: date, zone: ZoneInfo, first: datetime, last: datetime) -> float:
    """Hours of one day between two moments; a day on which clocks change has 23 or 25."""
    start = datetime.combine(day, time(), zone).timestamp()
    end = datetime.combine(day + timedelta(days=1), time(), zone).timestamp()
    return max(0.0, min(end, last.timestamp()) - max(start, first.timestamp())) / 3600
