"""S7: goods that were received and never billed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from domain.record import Row
from domain.silence import faults
from domain.silence.book import Book
from domain.silence.expected import Expected
from domain.sweeps import Sweep

_SELF_BILLED = re.compile(
    r"\b(?:ERS|evaluated receipt|self[- ]bill\w*|credit memo procedure)\b", re.I
)
_CONSIGNED = re.compile(r"\b(?:consignment|consigned|konsignation|VMI)\b", re.I)


def unbilled(book: Book, sweep: Sweep) -> Iterator[Expected]:
    """The first receipt of a line that its invoices do not reach, one a line."""
    for row, qty in _not_reached(book):
        head = book.row("purchase_orders", row.text("po_id"))
        supplier = head.text("supplier_id") if head is not None else ""
        posted = row.day("posted_on")
        calendar = book.calendar(supplier)
        if posted is None:
            continue
        yield Expected(
            sweep=sweep.id,
            object=row.object,
            partner=supplier,
            topic=sweep.question,
            said=f"no invoice for {row.text('po_id')}/{row.text('line')}, received {posted}",
            late=calendar.after(posted, sweep.wait),
            heard_from=calendar.start(posted),
            about=(row.object, f"purchase_orders:{row.text('po_id')}", _line(row)),
            fields=("invoice_amount", "invoiced_qty", "invoice_date"),
            holds=tuple(_holds(book, row, head, qty)),
            faults=faults.of_partner(book, supplier),
            rows=(_line(row),),
            shown="posted_on",
        )


def _line(row: Row) -> str:
    return f"purchase_order_lines:{row.text('po_id')}/{row.text('line')}"


def _not_reached(book: Book) -> Iterator[tuple[Row, Decimal]]:
    """Receipts by line in their order, each with the quantity received with it in all."""
    lines = dict.fromkeys((one.text("po_id"), one.text("line")) for one in book.all("receipts"))
    for po_id, line in lines:
        billed, so_far = _billed(book, po_id, line), Decimal(0)
        mine = book.by("receipts", po_id=po_id, line=line)
        for row in sorted(mine, key=lambda one: one.text("posted_on")):
            so_far += row.number("qty") or Decimal(0)
            if billed is not None and so_far > billed:
                yield row, so_far
                break


def _billed(book: Book, po_id: str, line: str) -> Decimal | None:
    """What was billed of a line; None where an invoice of the whole order names no line."""
    bills = [one for one in book.by("invoices", po_id=po_id) if one.text("kind") == "supplier"]
    if any(not one.text("po_line") for one in bills):
        return None
    mine = [one for one in bills if one.text("po_line") == line]
    posted = book.row("purchase_order_lines", f"{po_id}/{line}")
    told = posted.number("invoiced_qty") if posted is not None else None
    return max(
        sum((one.number("qty") or Decimal(0) for one in mine), Decimal(0)), told or Decimal(0)
    )


def _holds(book: Book, row: Row, head: Row | None, qty: Decimal) -> Iterator[str]:
    line = book.row("purchase_order_lines", f"{row.text('po_id')}/{row.text('line')}")
    words = " ".join(
        [
            *((head.text("payment_terms"),) if head is not None else ()),
            *((line.text("note"),) if line is not None else ()),
            row.text("note"),
        ]
    )
    if _SELF_BILLED.search(words):
        yield "evaluated_receipt"
    if _CONSIGNED.search(words):
        yield "consignment"
    if head is not None and _elsewhere(book, head, {qty, row.number("qty")}):
        yield "invoice_under_other_order"


def _elsewhere(book: Book, head: Row, sizes: set[Decimal | None]) -> bool:
    """Whether the supplier has billed this quantity under no order, or under one we do not know."""
    bills = book.by("invoices", partner_id=head.text("supplier_id"), kind="supplier")
    lost = [one for one in bills if book.row("purchase_orders", one.text("po_id")) is None]
    return any(one.number("qty") in sizes for one in lost)
