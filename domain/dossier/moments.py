"""Days that partners state with a time of day: as an instant at the place, as a slot, as a cut."""

from __future__ import annotations

from datetime import date, datetime, time

from domain.deadlines.clock import Deadline, at_place
from domain.deadlines.cutoffs import stated
from domain.delay.slots import derived
from domain.dossier.told import Told
from domain.provenance import DocSpan, Slot
from domain.reading import DateStated


def moment_of(told: Told) -> date | None:
    """The day stated, with its time of day where there is one; None for another kind of value."""
    value = told.statement.value
    if not isinstance(value, DateStated):
        return None
    clock = told.statement.arguments.get("time", "")
    last = value.span.latest
    return datetime.combine(last, time.fromisoformat(clock)) if clock else last


def end_of(told: Told) -> datetime | None:
    """The instant until which a stated day or time lasts at its place, in UTC where no place is
    known; None for another kind of value."""
    moment = moment_of(told)
    if moment is None:
        return None
    if not isinstance(moment, datetime) or moment.time() == time.min:
        day = date(moment.year, moment.month, moment.day)
        moment = datetime.combine(day, time(23, 59, 59))
    return at_place(moment, zone_of_told(told)) or at_place(moment, "UTC")


def zone_of_told(told: Told) -> str:
    """The zone of the place that a stated day is meant in."""
    value = told.statement.value
    return value.span.tz if isinstance(value, DateStated) else "UTC"


def cut(told: Told, code: str, says: str) -> Deadline:
    """A deadline that a partner states, in the time of its place."""
    return stated(code, says, moment_of(told), zone_of_told(told), told.message)


def moment_slot(told: Told) -> Slot | None:
    """The moment as a slot, `2026-04-14T18:00`; the day alone without a time of day."""
    day = told.slot
    clock = told.statement.arguments.get("time", "")
    if day is None or not clock or not isinstance(day.source, DocSpan):
        return day
    beside = DocSpan(span=day.source.span, recipe="clock_words", arguments={"time": clock})
    return derived("at_clock", day=day, clock=Slot(value=clock, source=beside))
