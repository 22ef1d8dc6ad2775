"""The sender's open orders as the record holds them: what short names can mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from agents.reader.spelling import nearly, plain
from domain.ports import Reads
from domain.record import Row
from domain.taught import Habits
from domain.values import Value

_CLOSED = frozenset({"closed", "cancelled", "canceled"})


class OrderBook(Value):
    """A supplier's open orders: line rows by order and line number; and how it names them.

    `by_item`: whether an item alone may mean a line. It may not where the letter names an order
    that is none of these: the item is on that one. `papers`: plain numbers of the supplier's own
    confirmations and of deliveries still to come, with their lines. `spelled`: other ways to set
    the number of an item that are no item of their own.
    """

    lines: dict[str, dict[str, Row]] = {}
    by_item: bool = True
    papers: dict[str, tuple[str, ...]] = {}
    spelled: dict[str, str] = {}
    habits: Habits = Habits()
    decimal: str = "."

    def line_object(self, order: str, line: str) -> str:
        """`purchase_order_lines:PO/LINE`, empty when the order has no such line."""
        number = line.lstrip("0") or "0"
        for known in self.lines.get(order, {}):
            if known.lstrip("0") == number:
                return f"purchase_order_lines:{order}/{known}"
        return ""

    def row(self, line_object: str) -> Row | None:
        """The row of a line object."""
        order, _, line = line_object.partition(":")[2].partition("/")
        return self.lines.get(order, {}).get(line)

    def line_objects(self, order: str) -> tuple[str, ...]:
        """All lines of an order."""
        return tuple(f"purchase_order_lines:{order}/{line}" for line in self.lines.get(order, {}))

    def with_item(self, item: str, orders: Iterable[str]) -> tuple[str, ...]:
        """Lines of these orders that are for the item."""
        return tuple(
            f"purchase_order_lines:{order}/{line}"
            for order in orders
            for line, row in self.lines.get(order, {}).items()
            if row.text("item_id").lower() == item.lower()
        )

    def orders_of_items(self) -> tuple[str, ...]:
        """Orders on which an item that is named without one may be."""
        return tuple(self.lines) if self.by_item else ()

    def items(self) -> tuple[str, ...]:
        """Every item on order, longest name first."""
        found = {row.text("item_id") for lines in self.lines.values() for row in lines.values()}
        return tuple(sorted(found, key=lambda item: (-len(item), item)))

    def ours(self, item: str) -> str:
        """Our number of an item that the partner may call by its own."""
        return self.habits.items.get(item.casefold(), item)

    def ending_with(self, digits: str) -> tuple[str, ...]:
        """Orders whose number ends so."""
        return tuple(order for order in self.lines if order.endswith(digits))

    def nearly(self, number: str) -> tuple[str, ...]:
        """Orders whose number differs in one digit or in two that changed places."""
        return tuple(order for order in self.lines if nearly(order, number))


def order_book(
    partner_id: str, reads: Reads, habits: Habits | None = None, on: date = date.max
) -> OrderBook:
    """The partner's open orders as a letter of the day `on` may name them; empty for a stranger."""
    lines: dict[str, dict[str, Row]] = {}
    orders = reads.rows("purchase_orders", supplier_id=partner_id) if partner_id else ()
    for order in orders:
        if order.text("status").lower() not in _CLOSED:
            rows = reads.rows("purchase_order_lines", po_id=order.key)
            lines[order.key] = {row.text("line"): row for row in rows}
    partner = reads.row("partners", partner_id) if partner_id else None
    decimal = (partner.text("decimal_mark") if partner else "") or "."
    found = OrderBook(lines=lines, habits=habits or Habits(), decimal=decimal)
    return found.model_copy(
        update={
            "papers": _papers(found, reads.rows("deliveries", supplier_id=partner_id), on)
            if lines
            else {},
            "spelled": _spelled(found.items(), reads),
        }
    )


def _papers(book: OrderBook, sent: Iterable[Row], on: date) -> dict[str, tuple[str, ...]]:
    """Lines by the plain number of their confirmation, and of a delivery announced for later."""
    rows = (row for rows in book.lines.values() for row in rows.values())
    pairs = [(row.text("supplier_ack_no"), row.object) for row in rows]
    for row in sent:
        day, line = row.day("ship_date"), book.line_object(row.text("po_id"), row.text("line"))
        if day is not None and day > on and line:
            pairs.append((row.key, line))
    found: dict[str, tuple[str, ...]] = {}
    for number, line in pairs:
        found[plain(number)] = (*found.get(plain(number), ()), line)
    found.pop("", None)
    return found


def _spelled(items: tuple[str, ...], reads: Reads) -> dict[str, str]:
    """`ENC 47` and `ENC47` for `ENC-47`, unless such an item is on record or two are meant."""
    found: dict[str, set[str]] = {}
    for item in items:
        for sign in (" ", "") if re.search(r"[-/.]", item) else ():
            found.setdefault(re.sub(r"[-/.]", sign, item), set()).add(item)
    clear = {name: meant.pop() for name, meant in found.items() if len(meant) == 1}
    return {name: item for name, item in clear.items() if reads.row("items", name) is None}
