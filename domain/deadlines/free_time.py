"""The end of free time as a deadline: the last moment of the last free day, at its place."""

from __future__ import annotations

from datetime import datetime, time

from domain.deadlines.clock import Deadline, at_place, zone_of
from domain.demurrage.accrual import Accrual


def free_time_end(clock: Accrual, zone: str) -> Deadline:
    """Until when a box must be fetched or back so that nothing is charged for it."""
    says = f"free time of {clock.unit}"
    missing = list(clock.missing)
    if zone_of(zone) is None:
        missing.append("the time zone of the place")
    if missing or clock.free_until is None:
        return Deadline(code="free-time", says=says, source=clock.source, missing=tuple(missing))
    return Deadline(
        code="free-time",
        says=says,
        at=at_place(datetime.combine(clock.free_until, time(23, 59, 59)), zone),
        zone=zone,
        basis=f"last free day {clock.free_until}, then {clock.a_day} a day",
        source=clock.source,
        note="; ".join(clock.assumed),
    )
