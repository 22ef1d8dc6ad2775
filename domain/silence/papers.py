"""S4: papers that are due and not here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from domain.record import Row
from domain.silence import faults
from domain.silence.book import Book, instant
from domain.silence.expected import Expected
from domain.sweeps import Sweep

_MISSING = ("", "required", "requested", "missing", "open")


def missing(book: Book, sweep: Sweep) -> Iterator[Expected]:
    """Papers that nobody has sent, by their due time. Who owes one and is no partner is of ours."""
    for row in book.all("documents"):
        owner = row.text("owner")
        zone = book.calendar(owner).zone
        due = instant(row, "due_at", zone)
        if row.text("state").lower() not in (*_MISSING, "waived") or due is None:
            continue
        known = book.row("partners", owner) is not None
        late = book.calendar(owner).after(due, sweep.wait)
        shipment = book.row("shipments", row.text("shipment_id"))
        yield Expected(
            sweep=sweep.id,
            object=row.object,
            partner=owner if known else "",
            topic=sweep.question,
            said=f"{row.text('doc_type')} of {row.text('shipment_id')} is due {due:%Y-%m-%d}",
            late=late,
            heard_from=late - timedelta(days=7),
            about=(row.object,),
            fields=("document_state", "document_value"),
            holds=_holds(book, row),
            faults=faults.of_partner(book, owner) if known else ("owner_unknown",),
            until=due.date(),
            rows=(shipment.object,) if shipment is not None else (),
            shown="due_at",
        )


def _holds(book: Book, row: Row) -> tuple[str, ...]:
    shipment = book.row("shipments", row.text("shipment_id"))
    status = shipment.text("status") if shipment is not None else ""
    words = book.told.words.get(row.object, ())
    today = [one for one in words if one.asks and one.at.date() == book.now.date()]
    found = {
        "cancelled": status in ("cancelled", "delivered"),
        "waived": row.text("state").lower() == "waived",
        "asked_today_by_other": any(one.partner != row.text("owner") for one in today),
    }
    return tuple(name for name, is_so in found.items() if is_so)
