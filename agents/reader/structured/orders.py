"""Orders and changes of orders that customers send: what they want, on our sales orders."""

from __future__ import annotations

import re

from agents.reader.structured.answers import read_answer
from agents.reader.structured.heard_by import owner_of, put, unread
from agents.reader.structured.lines import day_of
from agents.reader.structured.told import Told
from domain.quantity import unit_name
from domain.record import Row
from domain.tradedoc import Cell, Dated, DocumentLine

#: So many lines are told in one question; of others it is said how many.
_SHOWN = 8


def read_order(told: Told) -> None:
    """A customer's order: one that is on file already by its number, else asked to be made."""
    if told.sender.kind != "customer":
        unread(told)
        return
    if _sales_order(told) is None:
        told.intends("po_create_request")
        _ask_for_order(told, "orders")


def read_order_change(told: Told) -> None:
    """A customer's change of lines on file; a supplier that sends one asks for a change of ours."""
    if told.sender.kind == "supplier":
        read_answer(told)
        return
    if told.sender.kind != "customer":
        unread(told)
        return
    order = _sales_order(told)
    if order is None:
        _ask_for_order(told, "changes")
        return
    rows = [(line, _line(told, order, line)) for line in told.document.lines]
    for line, row in rows:
        if row is not None:
            _wanted(told, row, line)
    wanted = [_change(line, row) for line, row in rows]
    _ask_whether(told, order, [one for one in wanted if one])


def _ask_whether(told: Told, order: Row, wanted: list[str]) -> None:
    """Whether we do what the customer wants instead of what is on record."""
    who, number = told.sender.partner_id, order.text("customer_po") or order.key
    if told.document.function == "cancel":
        wanted = ["no goods any more: it cancels the order"]
    if wanted:
        put(told, "customer_change", order.object,
            f"{who} wants of its order {number}: {'; '.join(wanted[:_SHOWN])}"
            f"{_more(wanted)}. Do we accept?", of=owner_of(told, order))  # fmt: skip


def _change(line: DocumentLine, row: Row | None) -> str:
    """What a line asks for that is not on record, in the words of the file; empty where nothing."""
    name, qty, on = _goods(line)
    if row is None:
        return f"{_said(line)}, which is no line of it"
    known = _plain(row.text("qty")) == _plain(line.qty.cell.value) if line.qty else True
    told = [] if known else [f"{qty} instead of {_plain(row.text('qty')) or 'none'}"]
    held = row.text("requested_date") or row.text("promised_date")
    if on and on != held:
        told.append(f"on {on} instead of {held or 'no day'}")
    return f"{name} (line {row.text('line')}) {', '.join(told)}" if told else ""


def _goods(line: DocumentLine) -> tuple[str, str, str]:
    """A line's item or number, its quantity, and the day on which it is wanted."""
    item, day = line.buyer_item or line.seller_item, _wanted_day(line)
    name = item.value if item else line.number.value if line.number else "a line"
    qty = f"{line.qty.cell.value} {unit_name(line.qty.unit or 'PCS')}" if line.qty else ""
    return name, qty, _day(day) if day else ""


def _day(dated: Dated) -> str:
    """The day as people write it; what is none as it stands in the file."""
    span = day_of(dated)
    return str(span) if span is not None else dated.cell.value


def _said(line: DocumentLine) -> str:
    name, qty, on = _goods(line)
    return " ".join(filter(None, (qty, name, on and f"for {on}")))


def _plain(number: str) -> str:
    """A number without the zeros behind its point."""
    return number.rstrip("0").rstrip(".") if "." in number else number


def _ask_for_order(told: Told, does: str) -> None:
    """A customer's order that no sales order on record answers to: somebody enters it, or knows."""
    refs = [one.cell for one in told.document.refs if one.kind in ("order", "customer_order")]
    cell = refs[0] if refs else told.document.number
    number = cell.value if cell else "without a number"
    lines = [_said(one) for one in told.document.lines]
    goods = f": {'; '.join(lines[:_SHOWN])}{_more(lines)}" if lines else ""
    put(told, "customer_order", f"unresolved:{number}",
        f"{told.sender.partner_id} {does} {number}, which no sales order on record has"
        f"{goods}. Who enters it?", cell=cell)  # fmt: skip


def _more(lines: list[str]) -> str:
    return f" and {len(lines) - _SHOWN} more lines" if len(lines) > _SHOWN else ""


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
    if (wanted := _wanted_day(line)) is not None:
        told.date(row.object, "need_date", wanted, event="delivered dock")


def _wanted_day(line: DocumentLine) -> Dated | None:
    """The one day on which the customer wants the line."""
    days = [lot.dated for lot in line.lots if lot.dated]
    wanted = [one for one in days if one.event.startswith("wanted")]
    return wanted[0] if len(wanted) == 1 else None
