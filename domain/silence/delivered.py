"""S6: deliveries without a proof, asked of the carrier, never of the customer first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from domain.record import Row
from domain.silence import faults
from domain.silence.book import Book
from domain.silence.expected import Expected
from domain.sweeps import Sweep

_MISSING = ("", "missing", "requested", "open")


def unproven(book: Book, sweep: Sweep) -> Iterator[Expected]:
    """Deliveries to customers whose proof is missing so long after they were delivered or due."""
    for row in book.all("customer_deliveries"):
        due = row.day("delivered_on") or _planned(book, row)
        if row.text("pod_state").lower() not in _MISSING or due is None:
            continue
        carrier = row.text("carrier_id")
        calendar = book.calendar(carrier)
        yield Expected(
            sweep=sweep.id,
            object=row.object,
            partner=carrier,
            topic=sweep.question,
            said=f"no proof of delivery for {row.key} ({row.text('tracking_ref')}), due {due}",
            late=calendar.after(due, sweep.wait),
            heard_from=calendar.start(due),
            about=(row.object, f"sales_orders:{row.text('so_id')}"),
            fields=("pod_state", "delivered_at", "received_qty", "pod_signature", "document_state"),
            holds=("receipt_posted",) if _is_here(book, row) else (),
            faults=faults.of_partner(book, carrier),
            shown="ship_date" if row.day("ship_date") else "",
        )


def _planned(book: Book, row: Row) -> date | None:
    line = book.row("sales_order_lines", f"{row.text('so_id')}/{row.text('so_line')}")
    planned = (line.day("planned_date") or line.day("promised_date")) if line is not None else None
    left = row.day("ship_date")
    return max(planned, left) if planned and left else planned


def _is_here(book: Book, row: Row) -> bool:
    """Whether a site of ours has posted that it arrived."""
    own = book.by("receipts", delivery_note=row.text("tracking_ref"))
    return bool(row.text("tracking_ref") and own)
