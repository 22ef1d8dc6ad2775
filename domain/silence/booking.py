"""S14: goods that are ready soon, whose main carriage is ours to book, and nothing is booked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from domain.customs.incoterms import terms_of_delivery
from domain.record import Row
from domain.silence.book import Book
from domain.silence.expected import Expected
from domain.silence.order_lines import OpenLine, confirmed_date, holds, open_lines, shipped
from domain.sweeps import Sweep
from domain.vocabulary import HANDED_OVER
from domain.workdays import later

#: A word about the booking from so many days before the goods are ready speaks of this one.
_BEFORE = 60
#: What names a booking on a shipment, by whoever carries it.
_NUMBERS = ("booking_no", "master_ref", "truck_load", "bol")
_GIVEN_UP = ("cancelled", "canceled")


def unbooked(book: Book, sweep: Sweep) -> Iterator[Expected]:
    """Orders of which something is confirmed ready and on no booking, each once, by the first such
    line; those whose seller books the main carriage by the delivery term are not ours to book."""
    first: dict[str, tuple[date, OpenLine]] = {}
    for line in open_lines(book):
        ready = confirmed_date(book, line.row)
        if ready is None or not _is_ours(line) or _is_booked(book, line.row):
            continue
        known = first.get(line.row.text("po_id"))
        if known is None or (ready, line.row.key) < (known[0], known[1].row.key):
            first[line.row.text("po_id")] = (ready, line)
    for po_id, (ready, line) in first.items():
        calendar = book.calendar(line.supplier)
        yield Expected(
            sweep=sweep.id,
            object=f"purchase_orders:{po_id}",
            partner="",
            topic=sweep.question,
            said=f"{line.row.key} is confirmed ready on {ready} and nothing is booked for it",
            late=calendar.after(ready, sweep.wait),
            heard_from=calendar.start(later(ready, -_BEFORE)),
            about=line.about,
            fields=("booking_state",),
            holds=holds(book, line),
            until=ready,
            rows=(line.row.object,),
        )


def _is_ours(line: OpenLine) -> bool:
    """Whether the goods are handed over to a carrier of ours, as far as the order says."""
    if line.head is None or line.row.text("promised_event") not in HANDED_OVER:
        return False
    term = f"{line.head.text('incoterm')} {line.head.text('incoterm_place')}"
    return terms_of_delivery(term.strip()).opens_booking("buyer") is not False


def _is_booked(book: Book, row: Row) -> bool:
    """Whether all of a line has left or is on a booking that stands."""
    units = book.by("shipment_units", po_id=row.text("po_id"), po_line=row.text("line"))
    planned = [one.number("qty") for one in units if _stands(book, one)]
    on_it = sum((one for one in planned if one is not None), Decimal(0))
    qty = row.number("qty")
    return (bool(planned) and None in planned) or (
        qty is not None and qty <= max(on_it, shipped(book, row))
    )


def _stands(book: Book, unit: Row) -> bool:
    shipment = book.row("shipments", unit.text("shipment_id"))
    if shipment is None or shipment.text("status").lower() in _GIVEN_UP:
        return False
    return any(shipment.text(name) for name in _NUMBERS)
