"""In what unit or currency the record counts what a person answers about one of its rows."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from domain.money import Money
from domain.ports import Reads
from domain.quantity import Quantity, unit_name
from domain.reading import PriceStated, QuantityStated, Stated
from domain.record import Row

#: A row of the record by `table:key`, None where there is none.
Rows = Callable[[str], Row | None]

#: The table that holds the currency of a line.
_HEADS = {"purchase_order_lines": "purchase_orders", "sales_order_lines": "sales_orders"}


def nothing_on_record(name: str) -> Row | None:
    """Rows where there is no record."""
    return None


def on_record(reads: Reads) -> Rows:
    """Rows as the record has them."""

    def row(name: str) -> Row | None:
        table, _, key = name.partition(":")
        return reads.row(table, key) if table and key else None

    return row


def nought(field: str, name: str, rows: Rows) -> Stated | None:
    """None of this field as the record counts it: pieces where a quantity has no other unit, a
    price in the currency of its order; None where the record does not say."""
    row = rows(name)
    if row is None:
        return None
    if field.partition(":")[0].endswith("_qty"):
        unit = unit_name(row.text("uom") or "PCS")
        return QuantityStated(quantity=Quantity(n=Decimal(0), unit=unit))
    head = rows(f"{_HEADS.get(row.table, '')}:{row.key.partition('/')[0]}")
    currency = row.text("currency") or (head.text("currency") if head is not None else "")
    if field != "unit_price" or not currency:
        return None
    per = row.number("price_per") or Decimal(1)
    return PriceStated(money=Money(amount=Decimal(0), currency=currency), per=per)
