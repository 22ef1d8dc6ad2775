"""What is late, by the record: order lines, customers' lines and shipments after their day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from domain.cells import cell_text
from domain.ports import Reads
from domain.record import Row
from graph.answers.evidence import Line

#: Where a line hangs on whom: its table, the head's table and key column, the partner's column.
_LINES = (
    ("purchase_order_lines", "purchase_orders", "po_id", "supplier_id", "need_date"),
    ("sales_order_lines", "sales_orders", "so_id", "customer_id", "promised_date"),
)
#: The day a line is expected, by table: what the supplier confirmed, what we plan.
_EXPECTED = {"purchase_order_lines": "promised_date", "sales_order_lines": "planned_date"}
_OVER = frozenset({"arrived", "delivered", "closed", "cancelled", "received"})


def late_lines(reads: Reads, partners: Sequence[str], today: date) -> list[Line]:
    """Open lines and shipments that come after the day they are needed or promised for; of these
    partners, or of all when none is named. The latest first."""
    found = [*_order_lines(reads, partners), *_shipments(reads, partners, today)]
    return [line for _, line in sorted(found, key=lambda one: -one[0])]


def _order_lines(reads: Reads, partners: Sequence[str]) -> Iterator[tuple[int, Line]]:
    for table, heads, key, partner, wanted in _LINES:
        known = {row.key: row for row in reads.rows(heads)}
        for row in reads.rows(table):
            head = known.get(row.text(key))
            days = _days(row.day(wanted), row.day(_EXPECTED[table]))
            if head is None or days <= 0 or _is_over(row, head):
                continue
            if partners and head.text(partner) not in partners:
                continue
            text = (
                f"{row.key} {row.text('item_id')} {cell_text(row, 'qty')} {row.text('uom')}: "
                f"expected {cell_text(row, _EXPECTED[table])}, {wanted.replace('_', ' ')} "
                f"{cell_text(row, wanted)}, {days} d late"
            )
            yield days, Line(text=text, rows=(row.object,))


def _is_over(row: Row, head: Row) -> bool:
    ordered, received = row.number("qty"), row.number("received_qty")
    came = ordered is not None and received is not None and received >= ordered
    return came or head.text("status") in _OVER


def _shipments(reads: Reads, partners: Sequence[str], today: date) -> Iterator[tuple[int, Line]]:
    """Shipments whose arrival has passed and that are not delivered; by carrier or forwarder."""
    for row in reads.rows("shipments"):
        days = _days(row.day("eta"), today)
        if days <= 0 or row.text("status") in _OVER:
            continue
        if partners and not set(partners) & {str(one) for one in row.values.values()}:
            continue
        text = f"{row.key}: ETA {cell_text(row, 'eta')} has passed, {row.text('status')}"
        yield days, Line(text=text, rows=(row.object,))


def _days(wanted: date | None, expected: date | None) -> int:
    return (expected - wanted).days if wanted is not None and expected is not None else 0
