"""What a date in a text is: its words, the readings that are possible, and what it hangs on."""

from __future__ import annotations

import re
from datetime import date

from domain.dates import DateSpan
from domain.values import Value


class When(Value):
    """How this writer's dates are to be understood.

    `reference` is the day of writing in the writer's zone; `order` is DMY, MDY or YMD as on
    file, with `mixed` behind it when the partner writes both; empty when nobody knows.
    """

    reference: date
    order: str = ""
    language: str = ""
    tz: str = "UTC"
    event: str = ""

    @property
    def orders(self) -> tuple[str, ...]:
        """The orders in which two small numbers may stand."""
        known = [name for name in ("DMY", "MDY", "YMD") if name in self.order.upper()]
        if "mixed" in self.order.lower() or not known:
            return tuple(dict.fromkeys([*known, "DMY", "MDY"]))
        return tuple(known)

    def span(self, earliest: date, latest: date | None = None) -> DateSpan:
        """The day or interval as this writer's."""
        last = earliest if latest is None else latest
        return DateSpan(earliest=earliest, latest=last, event=self.event, tz=self.tz)


class Later(Value):
    """So many days after another date: the `confirmed` one, the one `told` last, the `previous`
    lot's, or unsaid.

    `rough` when the words say about, or count working days, which holidays make longer.
    """

    least: int
    most: int
    anchor: str = ""
    rough: bool = False


class FoundDate(Value):
    """A date at `start`..`end` of the text, with its readings, most plausible first.

    `bound` is before, by, after or about, when the words say so; `time` is HH:MM at the place.
    A date that hangs on another has no reading of its own but `later`. Words that have the form of
    a day which cannot be meant (30 February, the year 1826) have none at all, and `fault` says why.
    """

    start: int
    end: int
    raw: str
    readings: tuple[DateSpan, ...] = ()
    bound: str = ""
    time: str = ""
    later: Later | None = None
    fault: str = ""

    @property
    def ambiguous(self) -> bool:
        """Whether the words alone do not say which day it is."""
        return len(self.readings) > 1


def impossible(match: re.Match[str], fault: str, end: int | None = None) -> FoundDate:
    """Words with the form of a day that cannot be meant: they are asked about, never mended."""
    last = match.end() if end is None else end
    raw = match.string[match.start() : last].rstrip(" .")
    return FoundDate(start=match.start(), end=match.start() + len(raw), raw=raw, fault=fault)
