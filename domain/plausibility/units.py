"""Units of measure and currencies: known at all, and convertible into the item's own unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.plausibility.book import Book, Cells, Suspicion, each, number, rows, text
from domain.plausibility.codes import CURRENCIES, STOCK_UNITS
from domain.quantity import unit_name

#: Tables whose quantity is of an item they name, and the columns that hold a unit.
_OF_ITEM = {
    "purchase_order_lines": ("uom", "price_uom"),
    "sales_order_lines": ("uom",),
    "rfq_lines": ("uom",),
    "stock": ("uom",),
    "demand": ("uom",),
}
#: Tables whose quantity is of the item on the order line they name, by the column of the line.
_OF_LINE = {"receipts": "line", "deliveries": "line", "shipment_units": "po_line"}

_CURRENCIES = {
    "partners": ("currency",),
    "items": ("currency",),
    "purchase_orders": ("currency",),
    "sales_orders": ("currency",),
    "rfq_lines": ("currency",),
    "awards": ("currency",),
    "rates": ("currency",),
    "shipments": ("currency",),
    "invoices": ("currency",),
    "payments": ("currency",),
    "claims": ("currency",),
    "disputes": ("currency",),
    "letters_of_credit": ("currency",),
    "budgets": ("currency",),
    "fx": ("from_ccy", "to_ccy"),
}


def base_qty(book: Book, item: str, unit: str) -> Decimal | None:
    """How many of the item's own unit make one of `unit`; None when nothing says so."""
    row = rows(book, "items").get(item)
    own = unit if row is None else text(row, "base_uom")
    if own == unit or unit_name(own) == unit_name(unit):
        return Decimal(1)
    exact = rows(book, "item_uom").get(f"{item}/{unit}")
    return None if exact is None else number(exact, "base_qty")


def in_base_units(book: Book, row: Cells, qty: Decimal | None) -> Decimal | None:
    """A quantity of the row's item in the item's own unit."""
    factor = base_qty(book, text(row, "item_id"), text(row, "uom"))
    return None if qty is None or factor is None else qty * factor


def units_of_items(book: Book) -> Iterator[Suspicion]:
    """Units that neither the item nor its packings know."""
    for name, columns in _OF_ITEM.items():
        for table, key, row in each(book, name):
            for column in columns:
                yield from _unknown(book, table, key, text(row, "item_id"), text(row, column))
    for name, column in _OF_LINE.items():
        lines = rows(book, "purchase_order_lines")
        for table, key, row in each(book, name):
            line = lines.get(f"{text(row, 'po_id')}/{text(row, column)}", {})
            yield from _unknown(book, table, key, text(line, "item_id"), text(row, "uom"))


def _unknown(book: Book, table: str, key: str, item: str, unit: str) -> Iterator[Suspicion]:
    if item and unit and base_qty(book, item, unit) is None:
        base = text(rows(book, "items")[item], "base_uom")
        yield Suspicion(
            table, key, f"unit {unit} is not known for {item} (kept in {base}, see item_uom)"
        )


def base_units(book: Book) -> Iterator[Suspicion]:
    """An item's own unit should be one that trade knows."""
    for table, key, row in each(book, "items"):
        said = text(row, "base_uom")
        if said and unit_name(said) not in STOCK_UNITS:
            yield Suspicion(table, key, f"base_uom {said} is no known unit of measure")


def currencies(book: Book) -> Iterator[Suspicion]:
    """Currencies that ISO 4217 does not know."""
    for name, columns in _CURRENCIES.items():
        for table, key, row in each(book, name):
            for column in columns:
                said = text(row, column)
                if said and said not in CURRENCIES:
                    yield Suspicion(table, key, f"{column} {said} is no ISO 4217 code")


RULES = (units_of_items, base_units, currencies)
