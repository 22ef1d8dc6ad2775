"""Order lines as sweeps see them: what is open, what is shipped, and what waits for us."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from domain.payment.terms import terms_of
from domain.record import Row
from domain.silence import faults
from domain.silence.book import Book
from domain.values import Value

#: A container's number as ISO 6346 writes it, whatever its check digit.
_UNIT = re.compile(r"[A-Z]{4}[0-9]{7}")

_OVER = ("closed", "done", "delivered", "received", "completed", "rejected")
_CANCELLED = ("cancelled", "canceled", "deleted")


class OpenLine(Value):
    """A line with its order, as far as they are on record."""

    row: Row
    head: Row | None

    @property
    def supplier(self) -> str:
        """Whose order it is."""
        return self.head.text("supplier_id") if self.head is not None else ""

    @property
    def buyer(self) -> str:
        """Who of ours bought it, as `people:ID`; empty where the order names nobody."""
        buyer = self.head.text("buyer_id") if self.head is not None else ""
        return f"people:{buyer}" if buyer else ""

    @property
    def about(self) -> tuple[str, ...]:
        """The names under which somebody may speak of it."""
        return (self.row.object, f"purchase_orders:{self.row.text('po_id')}")


def open_lines(book: Book) -> Iterator[OpenLine]:
    """Lines of which something is still to come."""
    for row in book.all("purchase_order_lines"):
        head = book.row("purchase_orders", row.text("po_id"))
        status = head.text("status").lower() if head is not None else ""
        qty = row.number("qty")
        if status in _OVER or (qty is not None and 0 < qty <= received(book, row)):
            continue
        yield OpenLine(row=row, head=head)


def received(book: Book, row: Row) -> Decimal:
    """What the record shows as received, on the line or by its receipts."""
    posted = book.by("receipts", po_id=row.text("po_id"), line=row.text("line"))
    return max(row.number("received_qty") or Decimal(0), _sum(posted))


def shipped(book: Book, row: Row) -> Decimal:
    """What is on its way: by delivery notes, packed into a unit that is there, or here already."""
    left = book.by("deliveries", po_id=row.text("po_id"), line=row.text("line"))
    units = book.by("shipment_units", po_id=row.text("po_id"), po_line=row.text("line"))
    packed = [one for one in units if _is_packed(book, one)]
    return max(received(book, row), _sum(left), _sum(packed))


def _is_packed(book: Book, unit: Row) -> bool:
    """Whether the unit has a number, a seal or has left: a planned one shows nothing."""
    shipment = book.row("shipments", unit.text("shipment_id"))
    if shipment is not None and shipment.text("status") in _CANCELLED:
        return False
    named = _UNIT.fullmatch(unit.text("unit_no").strip())
    return bool(named or unit.text("seal") or unit.text("gate_out"))


def _sum(rows: Iterable[Row]) -> Decimal:
    return sum((one.number("qty") or Decimal(0) for one in rows), Decimal(0))


def confirmations(book: Book, row: Row) -> list[Row]:
    """The newest confirmation of the line: its lots by day."""
    told = book.by("po_confirmations", po_id=row.text("po_id"), line=row.text("line"))
    newest = max((one.text("recorded_on") for one in told), default="")
    lots = [one for one in told if one.text("recorded_on") == newest]
    return sorted(lots, key=lambda one: one.text("promised_date"))


def is_copied(book: Book, row: Row) -> bool:
    """Whether its promised date is only the need date, written by nobody."""
    said = row.day("promised_date")
    return said is not None and said == row.day("need_date") and not confirmations(book, row)


def confirmed_date(book: Book, row: Row) -> date | None:
    """The day that the supplier has confirmed for what is still to come; None without one."""
    out, so_far = shipped(book, row), Decimal(0)
    lots = confirmations(book, row)
    for one in lots:
        so_far += one.number("qty") or Decimal(0)
        if so_far > out and one.day("promised_date"):
            return one.day("promised_date")
    is_told = bool(row.text("supplier_ack_no") or lots) and not is_copied(book, row)
    return row.day("promised_date") if is_told else None


def holds(book: Book, line: OpenLine) -> tuple[str, ...]:
    """Which conditions of the order's own keep it from being asked about."""
    return tuple(_holds(book, line))


def _holds(book: Book, line: OpenLine) -> Iterator[str]:
    status = line.head.text("status").lower() if line.head is not None else ""
    if status in _CANCELLED or "cancelled" in line.row.text("note").lower():
        yield "cancelled"
    if status in ("draft", "planned", "requisition"):
        yield "draft"
    item = book.row("items", line.row.text("item_id"))
    if item is not None and _is_newer(line.row.text("drawing_rev"), item.text("drawing_rev")):
        yield "drawing_open"
    terms = line.head.text("payment_terms") if line.head is not None else ""
    yield from _of_money(book, line, terms)


def _of_money(book: Book, line: OpenLine, terms: str) -> Iterator[str]:
    events = {one.event for one in terms_of(terms).instalments} if terms else set()
    po_id = line.row.text("po_id")
    if "order" in events and not _advance(book, line.supplier, po_id):
        yield "advance_unpaid"
    if "sight of documents" in events and not book.by("letters_of_credit", po_id=po_id):
        yield "credit_not_open"


def _is_newer(wanted: str, held: str) -> bool:
    """Whether the order needs a drawing that is not released yet."""
    return bool(wanted and held) and wanted > held


def _advance(book: Book, partner: str, po_id: str) -> bool:
    paid = book.by("payments", partner_id=partner, kind="advance")
    return any(po_id in one.text("line_ref") for one in paid)


def all_faults(book: Book, line: OpenLine) -> tuple[str, ...]:
    """What is wrong with our data about a line and its supplier."""
    of_us = faults.of_line(book, line.row, line.head)
    return (*of_us, *(faults.of_partner(book, line.supplier) if line.head is not None else ()))
