"""Bills on record against what was agreed: freight by its should-cost, goods by what came in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from domain.match.rows import received_of
from domain.money import Money
from domain.record import Row
from domain.variance import At, variance
from graph.answers.evidence import Line


class Record(NamedTuple):
    """Rows of a thread by table, the day of the export that balances are of, and what partners are
    by their id, and are called; `who` are the kinds of partner a question is about, none for
    all. `of_partner` where the rows are those of partners that a question names."""

    tables: Mapping[str, Sequence[Row]]
    as_of: date | None = None
    partners: Mapping[str, str] = {}
    who: tuple[str, ...] = ()
    names: Mapping[str, str] = {}
    of_partner: bool = False

    def rows(self, table: str) -> Sequence[Row]:
        """Rows of a table in key order."""
        return self.tables.get(table, ())

    def is_asked(self, kind: str) -> bool:
        """Whether the question is about partners of this kind."""
        return not self.who or kind in self.who


def against_rate(record: Record) -> Iterator[Line]:
    """Freight bills against what their shipment should cost, in the same currency."""
    shipments = {row.key: row for row in record.rows("shipments")}
    for bill in record.rows("invoices"):
        shipment = shipments.get(bill.text("shipment_id"))
        billed = bill.number("amount")
        should = shipment.number("freight_should_cost") if shipment is not None else None
        if bill.text("kind") != "freight" or shipment is None or billed is None or should is None:
            continue
        if bill.text("currency") == shipment.text("currency") and billed != should:
            more = Money(amount=billed - should, currency=bill.text("currency"))
            text = f"{bill.key}: billed {billed:,.2f}, {shipment.key} should cost {should:,.2f}"
            rows = (bill.object, shipment.object)
            yield Line(text=f"{text}, difference {more.rounded()}", rows=rows)


def against_order(record: Record) -> Iterator[Line]:
    """Bills for goods against what was received at the order's price, split to the cent; lines
    that several bills share are left out: which took what is not theirs to say."""
    lines = {row.key: row for row in record.rows("purchase_order_lines")}
    orders = {row.key: row for row in record.rows("purchase_orders")}
    billed: dict[str, list[Row]] = {}
    for bill in record.rows("invoices"):
        if bill.text("kind") == "supplier":
            billed.setdefault(f"{bill.text('po_id')}/{bill.text('po_line')}", []).append(bill)
    for key, (bill, *others) in billed.items():
        line, order = lines.get(key), orders.get(bill.text("po_id"))
        if line is None or order is None or others:
            continue
        if order.text("currency") == bill.text("currency"):
            came = [one for one in record.rows("receipts") if _of_line(one) == key]
            yield from _split(bill, line, received_of(line, came, {}, record.as_of))


def _of_line(row: Row) -> str:
    return f"{row.text('po_id')}/{row.text('line')}"


def _split(bill: Row, line: Row, received: Decimal | None) -> Iterator[Line]:
    figures = _figures(bill, line, received)
    if figures is not None:
        for one in variance(*figures, bill.text("currency"), line.text("uom")).parts:
            text = f"{bill.key}: {one.name} {one.money} ({one.formula}) against what came in"
            yield Line(text=text, rows=(bill.object, line.object))


def _figures(bill: Row, line: Row, received: Decimal | None) -> tuple[At, At] | None:
    """What is due and what is billed; None while a figure is missing."""
    agreed = line.number("unit_price")
    billed, price = bill.number("qty"), bill.number("unit_price")
    if received is None or agreed is None or billed is None or price is None:
        return None
    per = line.number("price_per") or Decimal(1)
    return At(n=received, price=agreed / per), At(n=billed, price=price / per)
