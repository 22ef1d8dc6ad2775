"""Exchange differences realised: what was booked at one rate and settled at another."""

from __future__ import annotations

from decimal import Decimal

from domain.money import Money
from domain.reckoning import Reckoning, figure, part, unknown
from domain.values import Value


class Rate(Value):
    """So many of `to_ccy` for one of `from_ccy`, as `fx` of the record has it."""

    from_ccy: str
    to_ccy: str
    rate: Decimal
    day: str = ""

    def turned(self, money: Money, currency: str) -> Money | None:
        """The amount in `currency`, rounded to its minor unit; None for another pair."""
        if self.rate <= 0:
            return None
        if (money.currency, currency) == (self.from_ccy, self.to_ccy):
            return Money(amount=money.amount * self.rate, currency=currency).rounded()
        if (money.currency, currency) == (self.to_ccy, self.from_ccy):
            return Money(amount=money.amount / self.rate, currency=currency).rounded()
        return None


def realised(
    foreign: Money, booked: Rate | None, settled: Rate | None, currency: str, *, owed: bool = True
) -> Reckoning:
    """Settled less booked in our currency: positive is a loss on what we owe, a gain on what is
    owed to us (turned by `owed`, so that a positive part is always a cost)."""
    if foreign.currency == currency:
        return Reckoning(currency=currency)
    first = booked.turned(foreign, currency) if booked else None
    last = settled.turned(foreign, currency) if settled else None
    names = ("the booking rate", first), ("the settlement rate", last)
    missing = [f"{name} {foreign.currency}/{currency}" for name, known in names if known is None]
    if first is None or last is None or booked is None or settled is None:
        return unknown(currency, *missing)
    off = last - first if owed else first - last
    basis = (
        f"{foreign} at {figure(settled.rate)} = {last}, booked at {figure(booked.rate)} = {first}"
    )
    parts = (part("exchange difference", off, basis),) if off.amount else ()
    return Reckoning(currency=currency, parts=parts)
