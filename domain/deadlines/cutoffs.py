"""Cut-offs of a booking: shipping instructions, verified gross mass, gate-in, in local time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from domain.deadlines.clock import Deadline, at_place, zone_of
from domain.record import Row

#: Columns of `shipments` with a cut-off, and what must be done by it.
CUTOFFS = {
    "si_cutoff": "shipping instructions",
    "vgm_cutoff": "verified gross mass (SOLAS VI/2)",
    "cy_cutoff": "full container at the terminal",
}


def cutoffs_of(shipment: Row) -> tuple[Deadline, ...]:
    """The cut-offs on record, each in the time of its place; what is empty is missing."""
    zone = shipment.text("place_tz_cutoffs")
    return tuple(
        stated(name, says, shipment.values.get(name), zone, shipment.object)
        for name, says in CUTOFFS.items()
    )


def stated(code: str, says: str, at: object, zone: str, source: str) -> Deadline:
    """A deadline somebody stated: a time at a place; a bare day is meant to its start, which is
    safe; without time, or zone, it is said what is missing."""
    if not isinstance(at, date) or zone_of(zone) is None:
        missing = "the time zone of the place" if isinstance(at, date) else "it was not stated"
        return Deadline(code=code, says=says, source=source, missing=(missing,))
    timed = isinstance(at, datetime)
    moment = at if isinstance(at, datetime) else datetime.combine(at, time.min)
    return Deadline(
        code=code,
        says=says,
        at=at_place(moment, zone),
        zone=zone,
        basis=f"{moment:%Y-%m-%d %H:%M} {zone}",
        source=source,
        note="" if timed else "stated as a day: until its beginning",
    )


def ready_by(deadline: Deadline, hours: int) -> Deadline:
    """A buffer before a deadline, such as documents 72 h ahead of a filing."""
    if deadline.at is None:
        return deadline
    return deadline.model_copy(
        update={
            "at": at_place(deadline.at.astimezone(UTC) - timedelta(hours=hours), deadline.zone),
            "basis": f"{hours} h before {deadline.says}, {deadline.at:%Y-%m-%d %H:%M}",
        }
    )
