"""Exchange: an amount in another currency at the newest stored rate of the day or before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.money import Money
from domain.record import Row


def in_currency(money: Money, currency: str, fx: Sequence[Row], day: date) -> Money | None:
    """The amount in `currency`; None when no rate is on record up to that day."""
    if money.currency == currency:
        return money
    if not money.amount:
        return Money(amount=money.amount, currency=currency)  # nothing is nothing at any rate
    known = [row for row in fx if (row.day("day") or date.max) <= day and row.number("rate")]
    for row in sorted(known, key=lambda one: one.text("day"), reverse=True):
        rate = row.number("rate")
        pair = (row.text("from_ccy"), row.text("to_ccy"))
        if rate and pair == (money.currency, currency):
            return Money(amount=money.amount * rate, currency=currency)
        if rate and pair == (currency, money.currency):
            return Money(amount=money.amount / rate, currency=currency)
    return None
