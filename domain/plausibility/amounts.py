"""Numbers that cannot be: below zero, more than all of it, products that do not multiply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from domain.plausibility.book import Book, Cells, Suspicion, each, number, plain, rows, text
from domain.plausibility.units import base_qty

#: Numbers that may well be negative, by column; what is paid back is.
_SIGNED = frozenset({"temp_min_c", "temp_max_c"})
_PAID_BACK = frozenset({"invoices", "payments", "claims", "disputes"})
#: Numbers that must be above zero where they stand at all.
_ABOVE_ZERO = frozenset({"base_qty", "price_per", "rate"})
_ORDERED = frozenset({"purchase_order_lines", "sales_order_lines"})
#: Prices of one item in one currency this many times apart are of another unit or basis.
_LARGE = Decimal(5)


def signs(book: Book) -> Iterator[Suspicion]:
    """Numbers below zero, and zero where nothing can be zero."""
    for table in book:
        for _, key, row in each(book, table):
            for column, value in row.items():
                if isinstance(value, Decimal) and value <= 0 and _too_low(table, column, value):
                    yield Suspicion(table, key, f"{column} is {plain(value)}")


def _too_low(table: str, column: str, value: Decimal) -> bool:
    if value < 0:
        return column not in _SIGNED and table not in _PAID_BACK
    return column in _ABOVE_ZERO or (column == "qty" and table in _ORDERED)


def percentages(book: Book) -> Iterator[Suspicion]:
    """More than all of it."""
    for table in book:
        for _, key, row in each(book, table):
            for column, value in row.items():
                if isinstance(value, Decimal) and value > 100 and column.endswith("_pct"):
                    yield Suspicion(table, key, f"{column} is {plain(value)}")


def shares(book: Book) -> Iterator[Suspicion]:
    """Awards of one line that share out more than all of it."""
    given: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for table, key, row in each(book, "awards"):
        line = (text(row, "rfq_id"), text(row, "line"))
        given[line] += number(row, "share_pct") or Decimal(0)
        if given[line] > 100:
            yield Suspicion(
                table, key, f"shares of {'/'.join(line)} add up to {plain(given[line])}"
            )


def values(book: Book) -> Iterator[Suspicion]:
    """A sales line's value that is not quantity by price."""
    for table, key, row in each(book, "sales_order_lines"):
        parts = [number(row, name) for name in ("qty", "unit_price", "value")]
        if None in parts:
            continue
        qty, price, value = (part or Decimal(0) for part in parts)
        if abs(qty * price - value) > max(Decimal("0.05"), value / 1000):
            yield Suspicion(
                table, key, f"value {plain(value)} is not {plain(qty)} x {plain(price)}"
            )


def receipts(book: Book) -> Iterator[Suspicion]:
    """More received than ordered and tolerated."""
    for table, key, row in each(book, "purchase_order_lines"):
        qty, received = number(row, "qty"), number(row, "received_qty")
        over = number(row, "over_tolerance_pct") or Decimal(0)
        if qty and received and received > qty * (1 + over / 100):
            yield Suspicion(table, key, f"received_qty {plain(received)} of {plain(qty)} ordered")


def prices(book: Book) -> Iterator[Suspicion]:
    """A price many times off the other prices of the item in the same currency."""
    known: dict[tuple[str, str], dict[tuple[str, str], Decimal]] = defaultdict(dict)
    for table, key, item, currency, price in _prices(book):
        known[item, currency][table, key] = price
    for (item, currency), told in known.items():
        usual = _usual(told)
        for (table, key), price in told.items():
            if usual is None or table == "items":
                continue
            if max(price, usual) >= _LARGE * min(price, usual):
                says = f"{plain(round(price, 4))} {currency} a unit; {item} else costs about"
                yield Suspicion(table, key, f"price is {says} {plain(round(usual, 4))}")


def _usual(told: dict[tuple[str, str], Decimal]) -> Decimal | None:
    """The middle price; of an offer and one order the offer's; else nobody knows who is wrong."""
    if len(told) >= 3:
        return median(told.values())
    offers = [price for (table, _), price in told.items() if table == "rfq_lines"]
    return offers[0] if len(offers) == 1 and len(told) == 2 else None


def _prices(book: Book) -> Iterator[tuple[str, str, str, str, Decimal]]:
    heads = rows(book, "purchase_orders")
    for key, row in rows(book, "items").items():
        yield from _price(book, "items", key, {**row, "item_id": key}, "alternate_price")
    for key, row in rows(book, "rfq_lines").items():
        yield from _price(book, "rfq_lines", key, row, "quoted_price")
    for key, row in rows(book, "purchase_order_lines").items():
        currency = heads.get(text(row, "po_id"), {}).get("currency")
        priced = {**row, "currency": currency}
        yield from _price(book, "purchase_order_lines", key, priced, "unit_price")


def _price(
    book: Book, table: str, key: str, row: Cells, column: str
) -> Iterator[tuple[str, str, str, str, Decimal]]:
    """The price of one base unit, where it can be told."""
    price, per = number(row, column), number(row, "price_per") or Decimal(1)
    item, unit = text(row, "item_id"), text(row, "price_uom") or text(row, "uom")
    factor = base_qty(book, item, unit) if unit else Decimal(1)
    if price and factor and min(price, per, factor) > 0:
        yield table, key, item, text(row, "currency"), price / per / factor


RULES = (signs, percentages, shares, values, receipts, prices)
