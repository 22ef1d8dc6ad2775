"""What we promise customers: the new day on each line of theirs, and what shows it was kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from domain.actions import Action, RepromiseCustomer
from domain.ports import Reads
from domain.quantity import unit_name
from domain.record import Row

_LINES = "sales_order_lines"


def to_customers(actions: Iterable[Action], reads: Reads) -> Iterator[dict[str, Any]]:
    """A commitment of ours for each line of a customer that gets a new day. It is due on that day,
    in the customer's time zone, whatever case gave it, until a later one takes its place."""
    for one in actions:
        if not isinstance(one, RepromiseCustomer):
            continue
        key = f"{one.so_id.value}/{one.line.value}"
        row, order = reads.row(_LINES, key), reads.row("sales_orders", one.so_id.value)
        customer = order.text("customer_id") if order is not None else ""
        partner = reads.row("partners", customer) if customer else None
        name = partner.text("name") if partner is not None else customer or "the customer"
        qty, item = (row.text("qty"), row.text("item_id")) if row is not None else ("", "")
        yield {
            "by": "us",
            "kind": "us",
            "name": "we",
            "to": customer or "customer",
            "what": f"{name} gets {qty} {item} ({key})".replace("  ", " "),
            "object": f"{_LINES}:{key}",
            "due": one.planned_date.value[:10],
            "tz": partner.text("time_zone") if partner is not None else "",
            "total": qty,
            "words": "",
        }


def shown_by(reads: Reads, promise: Mapping[str, Any]) -> list[str]:
    """Rows that show it kept: deliveries to the customer with all of the line, or receipts of all
    that is pegged to the orders behind it; empty where the record shows neither."""
    order, _, line = str(promise["object"]).partition(":")[2].partition("/")
    row = reads.row(_LINES, f"{order}/{line}")
    wanted = row.number("qty") if row is not None else None
    if row is None or wanted is None:
        return []
    unit = unit_name(row.text("uom"))
    sent = [
        one
        for one in reads.rows("customer_deliveries", so_id=order, so_line=line)
        if one.day("ship_date") or one.day("delivered_on")
    ]
    if sent and _sum(sent, unit) >= wanted:
        return [one.object for one in sent]
    pegged = list(reads.rows("pegging", so_id=order, so_line=line))
    came = [_all_in(reads, one, unit) for one in pegged]
    return [name for names in came for name in names] if came and all(came) else []


def _all_in(reads: Reads, peg: Row, unit: str) -> list[str]:
    """Receipts of an order line that cover all that is pegged to it; empty where they do not."""
    mine = {"po_id": peg.text("po_id"), "po_line": peg.text("po_line")}
    owed = sum(
        (one.number("qty") or Decimal(0) for one in reads.rows("pegging", **mine)), Decimal()
    )
    rows = list(reads.rows("receipts", po_id=mine["po_id"], line=mine["po_line"]))
    return [one.object for one in rows] if rows and _sum(rows, unit) >= owed else []


def _sum(rows: Sequence[Row], unit: str) -> Decimal:
    counted = (one for one in rows if unit_name(one.text("uom")) == unit)
    return sum((one.number("qty") or Decimal(0) for one in counted), Decimal())
