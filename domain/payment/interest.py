"""Interest: of late payment, and of money that is held up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from domain.money import Money
from domain.reckoning import Reckoning, figure, part, unknown

YEAR = Decimal(365)


def late_interest(
    amount: Money,
    due: date | None,
    paid: date | None,
    yearly_pct: Decimal | None,
    fixed: Money | None = None,
) -> Reckoning:
    """Amount × rate × days / 365, and a fixed sum where the law gives one.

    EU: reference rate + 8 points and EUR 40 a claim (Directive 2011/7/EU art. 2(6), 6(1)); the
    rate is the caller's, since it changes twice a year.
    """
    missing = [
        name
        for name, known in (
            ("the due day", due),
            ("the day of payment", paid),
            ("the yearly rate", yearly_pct),
        )
        if known is None
    ]
    if missing or due is None or paid is None or yearly_pct is None:
        return unknown(amount.currency, *missing)
    days = max(0, (paid - due).days)
    if not days:
        return Reckoning(currency=amount.currency)
    interest = amount.times(yearly_pct / 100 * days / YEAR)
    parts = [part("interest", interest, f"{amount} × {figure(yearly_pct)} % × {days} d / 365")]
    if fixed is not None and fixed.currency != amount.currency:
        return unknown(amount.currency, f"a rate from {fixed.currency} to {amount.currency}")
    parts += [part("recovery costs", fixed, "fixed sum")] if fixed is not None else []
    return Reckoning(currency=amount.currency, parts=tuple(parts))


def held_up(amount: Money, yearly: Decimal, days: int) -> Reckoning:
    """Working capital: blocked amount × cost of cash (a share) × days / 365 (domain.md 2.0.1)."""
    cost = Money(amount=amount.amount * yearly * days / YEAR, currency=amount.currency)
    basis = f"{amount} × {figure(yearly * 100)} % × {days} d / 365"
    return Reckoning(currency=amount.currency, parts=(part("cost of cash", cost, basis),))
