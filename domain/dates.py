"""Dates as partners state them: an interval, the event it is the date of, and the place's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import model_validator

from domain.values import Value


class DateSpan(Value):
    """From `earliest` to `latest` (both included) at a place in time zone `tz`.

    `event` is the event the date is the date of: ready, ex works, handover FCA, FOB on board,
    etd, eta, delivered dock, reply, … An empty event means the text did not say.
    """

    earliest: date
    latest: date
    event: str = ""
    tz: str = "UTC"

    @model_validator(mode="after")
    def _ordered(self) -> DateSpan:
        if self.latest < self.earliest:
            raise ValueError(f"{self.latest} is before {self.earliest}")
        return self

    @classmethod
    def on(cls, day: date, event: str = "", tz: str = "UTC") -> DateSpan:
        """A single day."""
        return cls(earliest=day, latest=day, event=event, tz=tz)

    @property
    def exact(self) -> bool:
        """One day, no interval."""
        return self.earliest == self.latest

    def later_by(self, days: int) -> DateSpan:
        """The same span, `days` calendar days later."""
        step = timedelta(days=days)
        return self.model_copy(
            update={"earliest": self.earliest + step, "latest": self.latest + step}
        )

    def __str__(self) -> str:
        return str(self.earliest) if self.exact else f"{self.earliest} to {self.latest}"


def start_of_day(day: date, zone: str) -> datetime:
    """The first instant of `day` in `zone`, as UTC."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


def end_of_day(day: date, zone: str) -> datetime:
    """The last second of `day` in `zone`, as UTC."""
    return start_of_day(day + timedelta(days=1), zone) - timedelta(seconds=1)
