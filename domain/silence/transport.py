"""S5: milestones that were planned for a time that has passed, and arrivals nobody reported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.record import Row
from domain.silence import faults
from domain.silence.book import Book, instant
from domain.silence.expected import Expected
from domain.sweeps import Sweep

_UNDER_WAY = ("", "booked", "in transit", "sailed", "delayed", "departed", "confirmed")
_ARRIVALS = ("vessel arrival", "arrival", "discharged", "arrived", "delivered", "gate out full")


def overdue(book: Book, sweep: Sweep) -> Iterator[Expected]:
    """Planned milestones without an actual time; a shipment past its arrival without any."""
    planned = [row for row in book.all("milestones") if not row.values.get("actual_at")]
    for row in planned:
        shipment = book.row("shipments", row.text("shipment_id"))
        due = instant(row, "planned_at", _zone(shipment))
        if due is not None:
            said = f"{row.text('event')} of {row.text('shipment_id')}, planned {due:%Y-%m-%d}"
            yield _of(book, sweep, row, shipment, due, said)
    open_ones = {row.text("shipment_id") for row in planned}
    for shipment in book.all("shipments"):
        due = instant(shipment, "eta", _zone(None))
        if due is not None and shipment.key not in open_ones and _is_under_way(book, shipment):
            said = f"arrival of {shipment.key}, due {due:%Y-%m-%d}"
            yield _of(book, sweep, shipment, shipment, due, said)


def _is_under_way(book: Book, shipment: Row) -> bool:
    seen = book.by("milestones", shipment_id=shipment.key)
    arrived = any(one.text("event").lower() in _ARRIVALS for one in seen)
    here = book.by("receipts", shipment_id=shipment.key)
    return shipment.text("status").lower() in _UNDER_WAY and not arrived and not here


def _zone(shipment: Row | None) -> str:
    return shipment.text("place_tz_cutoffs") if shipment is not None else "UTC"


def _of(
    book: Book, sweep: Sweep, row: Row, shipment: Row | None, due: datetime, said: str
) -> Expected:
    partner = _speaker(book, shipment)
    mode = shipment.text("mode") if shipment is not None else ""
    status = shipment.text("status") if shipment is not None else ""
    wrong = [one for one in row.flags if "check digit" in one or "digits; ISO" in one]
    return Expected(
        sweep=sweep.id,
        object=row.object,
        partner=partner,
        topic=sweep.question if row.table == "milestones" else "arrival",
        said=f"not reported: {said}",
        late=book.calendar(partner).after(due, sweep.wait, mode),
        heard_from=due,
        about=(row.object, *(() if shipment is None else (shipment.object,))),
        fields=("eta", "etd", "shipment_state", "milestone", "event", "delivered_at", "cause"),
        holds=(
            *(("cancelled",) if status == "cancelled" else ()),
            *(("unit_number_wrong",) if wrong else ()),
        ),
        faults=faults.of_partner(book, partner),
        rows=() if shipment is None else (shipment.object,),
        shown="planned_at" if row.table == "milestones" else "eta",
    )


def _speaker(book: Book, shipment: Row | None) -> str:
    """The carrier, where somebody there reads mail; else the forwarder."""
    if shipment is None:
        return ""
    named = [shipment.text(one) for one in ("carrier_id", "forwarder_id")]
    known = [one for one in named if one]
    usable = [one for one in known if not faults.of_partner(book, one)]
    return next(iter([*usable, *known]), "")
