"""A deadline: an instant in the time of its place, what it rests on, and which of several binds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.values import Value


class Deadline(Value):
    """Until when something must be done.

    `at` carries the offset of `zone`, the place where it counts. `estimate`: worked out from a
    planned event, not stated by whoever sets it. `basis` shows the figures, `source` the rule.
    None in `at` with something `missing`: nobody can say yet.
    """

    code: str
    says: str
    at: datetime | None = None
    zone: str = "UTC"
    estimate: bool = False
    basis: str = ""
    source: str = ""
    note: str = ""
    missing: tuple[str, ...] = ()

    def there(self, zone: str) -> datetime | None:
        """The same instant in another zone; None while unknown."""
        place = zone_of(zone)
        return None if self.at is None or place is None else at_place(self.at, zone)

    def passed(self, now: datetime) -> bool | None:
        """Whether it is over; None while unknown."""
        return None if self.at is None else now > self.at


def zone_of(name: str) -> ZoneInfo | None:
    """A zone by its IANA name, None for one there is none of."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def at_place(moment: datetime, zone: str) -> datetime | None:
    """A time as the place's clock shows it; one with an offset is the same instant there.

    None without a zone that exists, and at the ends of the calendar. A time that a change of
    clocks leaves out is moved on.
    """
    place = zone_of(zone)
    if place is None:
        return None
    local = moment if moment.tzinfo else moment.replace(tzinfo=place)
    try:
        return local.astimezone(UTC).astimezone(place)
    except OverflowError:  # the calendar's first or last day
        return None


def earliest(deadlines: Iterable[Deadline]) -> Deadline | None:
    """The one that binds: the earliest known; None when none is known."""
    known = [(one.at, one.estimate, one.code, one) for one in deadlines if one.at is not None]
    return min(known, key=lambda one: one[:3])[3] if known else None
