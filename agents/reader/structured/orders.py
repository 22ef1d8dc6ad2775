"""Orders and changes of orders that customers send: what they want, on our sales orders."""

from __future__ import annotations

import re

from agents.reader.structured.answers import read_answer
from agents.reader.structured.told import Told
from domain.record import Row
from domain.tradedoc import Cell, DocumentLine


def read_order(told: Told) -> None:
    """A customer's order: one that is on file already by its number, else asked to be made."""
    if told.sender.kind != "customer":
        return
    if _sales_order(told) is None:
        told.intends("po_create_request")


def read_order_change(told: Told) -> None:
    """A customer's change of lines on file; a supplier that sends one asks for a change of ours."""
    if told.sender.kind == "supplier":
        read_answer(told)
        return
    order = _sales_order(told) if told.sender.kind == "customer" else None
    if order is None:
        return
    for line in told.document.lines:
        row = _line(told, order, line)
        if row is not None:
            _wanted(told, row, line)


def _sales_order(told: Told) -> Row | None:
    """The one sales order of the sender under the number it gave its order."""
    for ref in told.document.refs:
        if ref.kind in ("order", "customer_order"):
            rows = told.letter.reads.rows(
                "sales_orders", customer_po=ref.cell.value, customer_id=told.sender.partner_id
            )
            if len(rows) == 1:
                told.names(ref.cell, rows[0].object, "the customer's order number")
                return rows[0]
            _keep_unbound(told, ref.cell)
    return None


def _keep_unbound(told: Told, cell: Cell) -> None:
    told.names(cell, None, "a customer's order number that no sales order has")


def _line(told: Told, order: Row, line: DocumentLine) -> Row | None:
    number = re.sub(r"\D", "", line.number.value).lstrip("0") if line.number else ""
    rows = told.letter.reads.rows("sales_order_lines", so_id=order.key)
    found = [row for row in rows if row.text("line").lstrip("0") == number and number]
    item = line.seller_item or line.buyer_item
    if not found and item is not None:
        found = [row for row in rows if row.text("item_id") == item.value]
    if len(found) != 1 or line.number is None:
        return None
    told.names(line.number, found[0].object, "line of the order")
    return found[0]


def _wanted(told: Told, row: Row, line: DocumentLine) -> None:
    """The quantity and day now wanted."""
    if line.qty is not None:
        told.quantity(row.object, "ordered_qty", line.qty, row.text("uom") or "PCS")
    days = [lot.dated for lot in line.lots if lot.dated]
    wanted = [one for one in days if one.event.startswith("wanted")]
    if len(wanted) == 1:
        told.date(row.object, "need_date", wanted[0], event="delivered dock")
