"""A bill of days held against the clocks: days too many, a rate too high, and both together."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.demurrage.accrual import Accrual
from domain.money import Money, total
from domain.reckoning import figure, price
from domain.values import Value
from domain.variance import At, Variance, variance


class DaysBilled(Value):
    """Days and daily rate as billed, where the bill shows them, and the amount before tax."""

    amount: Money
    days: int | None = None
    rate: Decimal | None = None


class DaysCheck(Value):
    """The bill against what the events allow; `split` where one rate applies to all days."""

    billed: Money
    expected: Money
    days: int
    split: Variance | None = None
    findings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def difference(self) -> Money:
        """Billed less expected."""
        return self.billed - self.expected


def against(billed: DaysBilled, clocks: Sequence[Accrual]) -> DaysCheck:
    """Holds one charge against the clocks of all its boxes (domain_presets.md 2.14, P3-b).

    Six days at 80 against fourteen at 95: rate × days are split with the cross term.
    """
    currency = billed.amount.currency
    missing = [f"{one.unit}: {said}" for one in clocks for said in one.missing]
    foreign = {one.owed.currency for one in clocks} - {currency}
    missing += [f"a rate from {one} to {currency}" for one in sorted(foreign)]
    zero = billed.amount.times(0)
    if missing or not clocks:
        return DaysCheck(
            billed=billed.amount, expected=zero, days=0,
            missing=tuple(missing) or ("the boxes this is charged for",),
        )  # fmt: skip
    expected = total((one.owed.total for one in clocks), currency)
    days = sum(len(one.days) for one in clocks)
    return DaysCheck(
        billed=billed.amount,
        expected=expected,
        days=days,
        split=_split(billed, clocks, days, currency),
        findings=(*_findings(billed, days, expected), *_free(clocks)),
    )


def _split(
    billed: DaysBilled, clocks: Sequence[Accrual], days: int, currency: str
) -> Variance | None:
    rates = {rate for clock in clocks for rate in clock.rates}
    if billed.days is None or billed.rate is None or len(rates) != 1:
        return None
    agreed = At(n=Decimal(days), price=rates.pop())
    return variance(agreed, At(n=Decimal(billed.days), price=billed.rate), currency, "days")


def _findings(billed: DaysBilled, days: int, expected: Money) -> list[str]:
    found = []
    if billed.days is not None and billed.days != days:
        found.append(f"{billed.days} days billed, {days} by the events")
    if billed.days is not None and billed.rate is not None:
        made = billed.amount.times(0).amount + billed.days * billed.rate
        if made != billed.amount.amount:
            said = f"{figure(billed.days)} × {price(billed.rate)}"
            found.append(f"{said} make {made:,.2f}, not {billed.amount}")
    if billed.amount != expected:
        found.append(f"{billed.amount} billed, {expected} by tariff and events")
    return found


def _free(clocks: Sequence[Accrual]) -> list[str]:
    return [
        f"{one.unit}: all days inside free time, which ran until {one.free_until}"
        for one in clocks
        if not one.days
    ]
