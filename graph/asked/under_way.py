"""What is under way to us: shipments that have not come, of the days and partners named."""

from __future__ import annotations

from collections.abc import Iterator

from domain.record import Row
from graph.answers.evidence import Line
from graph.asked.company import Company, first_of

_OVER = frozenset({"arrived", "delivered", "closed", "cancelled", "received"})
_MOST = 15


def under_way(asked: Company) -> list[Line]:
    """Shipments with what they carry and the day they arrive by the record, the earliest first."""
    rows = [row for row in asked.deps.reads.rows("shipments") if _is_meant(asked, row)]
    rows.sort(key=lambda row: (row.day("eta") is None, str(row.day("eta"))))
    when = f" {asked.period.words} ({asked.period.said()})" if asked.period is not None else ""
    lines = [_line(asked, row) for row in rows]
    return first_of(lines, _MOST, "name an order or a carrier") or [
        Line(text=f"no shipment is to arrive{when} by the record")
    ]


def _is_meant(asked: Company, row: Row) -> bool:
    keys, eta = {one.key for one in asked.partners}, row.day("eta")
    if row.text("status") in _OVER or (keys and not keys & {str(v) for v in row.values.values()}):
        return False
    return asked.period is None or (eta is not None and asked.period.holds(eta))


def _line(asked: Company, row: Row) -> Line:
    eta = row.day("eta")
    passed = " (that day has passed)" if eta and eta < asked.now.date() else ""
    how = ", ".join(filter(None, (row.text("booking_no"), row.text("mode"))))
    carries = "; ".join(_carried(asked, row)) or "what it carries is not on record"
    text = f"{row.key} ({how}): to arrive {eta or 'on no day'}{passed}, {row.text('status')}: "
    return Line(text=f"{text}{carries}", rows=(row.object,))


def _carried(asked: Company, row: Row) -> Iterator[str]:
    for unit in asked.deps.reads.rows("shipment_units", shipment_id=row.key):
        key = f"{unit.text('po_id')}/{unit.text('po_line')}"
        line = asked.deps.reads.row("purchase_order_lines", key)
        item = asked.deps.reads.row("items", line.text("item_id")) if line is not None else None
        called = f" {item.text('description')}" if item is not None else ""
        yield f"{unit.text('qty')} {unit.text('uom')}{called} of {key}"
