"""The weekly list: all that is open with a partner, and small things nowhere else (2.16)."""

from __future__ import annotations

from decimal import Decimal

from domain.money import Money
from domain.rates import in_currency
from domain.record import Row
from domain.silence.book import Book
from domain.silence.expected import Silent
from domain.sweeps import Silence


def weekly(book: Book, found: Silent, rules: Silence) -> Silent:
    """What is done about a silence where partners get a list a week: on that day what waits for an
    answer is listed beside what is asked, on others what is small waits for that day.

    A thing whose worth nobody can say is not small, and nothing waits that is urgent.
    """
    if rules.weekly is None or found.step not in ("ask", "wait"):
        return found
    if rules.weekly.is_on(book.calendar(found.expected.partner).day(book.now)):
        return found.model_copy(update={"listed": found.step == "wait"})
    small = _is_small(book, found, rules.weekly.below) and not found.urgent
    if not small or found.step == "wait":
        return found
    return found.model_copy(update={"step": "wait", "nth": found.nth - 1})


def _is_small(book: Book, found: Silent, below: Money | None) -> bool:
    worth = _worth(book, found) if below is not None else None
    if worth is None or below is None:
        return False
    known = in_currency(worth, below.currency, book.all("fx"), book.now.date())
    return known is not None and known.amount < below.amount


def _worth(book: Book, found: Silent) -> Money | None:
    """What an order line, or what came of it, is worth; None where the record does not say."""
    table, _, key = found.expected.object.partition(":")
    row = book.row(table, key) if table in ("purchase_order_lines", "receipts") else None
    if row is None:
        return None
    line = row if table == "purchase_order_lines" else _line(book, row)
    order = book.row("purchase_orders", row.text("po_id"))
    qty, price = row.number("qty"), line.number("unit_price") if line is not None else None
    per = line.number("price_per") if line is not None else None
    if order is None or qty is None or price is None or not order.text("currency"):
        return None
    return Money(amount=qty * price / (per or Decimal(1)), currency=order.text("currency"))


def _line(book: Book, receipt: Row) -> Row | None:
    return book.row("purchase_order_lines", f"{receipt.text('po_id')}/{receipt.text('line')}")
