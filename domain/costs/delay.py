"""What a delay costs: days late, penalties per week or part, the bridge, recovery, stock risk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from domain.money import Money

HUNDRED = Decimal(100)


def days_late(arrives: date, needed: date) -> int:
    """Calendar days after the day of need; 0 when in time."""
    return max(0, (arrives - needed).days)


def weeks_or_part(days: int) -> int:
    """Penalty periods: every begun week counts whole (1 to 7 days = 1)."""
    return -(-days // 7) if days > 0 else 0


def late_penalty(value: Money, pct_per_week: Decimal, days: int, cap_pct: Decimal | None) -> Money:
    """Liquidated damages on a late value: per cent per week or part, up to a cap in per cent."""
    pct = pct_per_week * weeks_or_part(days)
    if cap_pct is not None:
        pct = min(pct, cap_pct)
    return value.times(pct / HUNDRED)


def bridge_quantity(
    lots: Sequence[tuple[Decimal, date]], expected: date, demand: Sequence[tuple[date, Decimal]]
) -> Decimal:
    """Pieces missing at worst while lots come later than `expected` (their common old date).

    `lots` are (quantity, new date), `demand` the (day, quantity) plan of the goods. For one lot
    this is slip days × demand a day. Stock on hand is deliberately not netted: it stays for
    demand variance (domain.md 2.0.1).
    """
    arrived, worst = Decimal(0), Decimal(0)
    for quantity, day in sorted(lots, key=lambda lot: lot[1]):
        missing = _demand_between(demand, expected, day) - arrived
        worst = max(worst, missing)
        arrived += quantity
    return min(worst, sum((quantity for quantity, _ in lots), Decimal(0)))


def _demand_between(demand: Sequence[tuple[date, Decimal]], first: date, until: date) -> Decimal:
    """Demand from `first` up to and without `until`; days behind the plan count as its average."""
    planned = dict(demand)
    if not planned or until <= first:
        return Decimal(0)
    average = sum(planned.values(), Decimal(0)) / len(planned)
    end = max(planned)
    days = (first + timedelta(days=step) for step in range((until - first).days))
    return sum((planned.get(day, average if day > end else Decimal(0)) for day in days), Decimal(0))


def alternate_cost(
    price: Money, alternate_price: Money, qty: Decimal, small_lot: Money, qualification: Money
) -> Money:
    """Dearer goods from an alternate supplier, its small-lot charge and the cost to qualify it."""
    return (alternate_price - price).times(qty) + small_lot + qualification


def stock_risk(probability: Decimal, cost_of_stockout: Money) -> Money:
    """Probability of a stock-out while safety stock is rebuilt × what a stock-out costs."""
    return cost_of_stockout.times(probability)


def supplier_recovery(value: Money, pct_per_week: Decimal, days: int, cap_pct: Decimal) -> Money:
    """What the supplier owes for its own delay: per cent per week or part of the late value."""
    return late_penalty(value, pct_per_week, days, cap_pct)


def cover_days(stock: Decimal, demand_a_day: Decimal) -> Decimal | None:
    """Days the stock lasts; None when nothing is needed."""
    return stock / demand_a_day if demand_a_day > 0 else None
