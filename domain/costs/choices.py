"""Break-evens of small decisions: chase, dispute, replace or credit."""

from __future__ import annotations

from decimal import Decimal

from domain.money import Money
from domain.reckoning import Reckoning, figure, part
from domain.values import Value


def silence(
    lines: int, late_if_silent_pct: Decimal, late_if_answered_pct: Decimal, cost_of_late: Money
) -> Reckoning:
    """What not chasing costs: lines × (P(late | silent) − P(late | answered)) × cost of a late
    line (domain_presets.md 2.16: 30 × 14 % × 380 = 1,596.00)."""
    more = late_if_silent_pct - late_if_answered_pct
    money = cost_of_late.times(lines * more / 100)
    basis = f"{lines} lines × {figure(more)} % × {cost_of_late}"
    return Reckoning(currency=cost_of_late.currency, parts=(part("silence", money, basis),))


class WorthIt(Value):
    """What a dispute brings on average, what it takes, and whether it is worth it alone.

    Not worth it alone is no waiver: small ones are put together by carrier and month.
    """

    brings: Money
    takes: Money
    worth: bool


def dispute(
    amount: Money, chance_pct: Decimal, minutes: int = 45, hourly: Decimal = Decimal(42)
) -> WorthIt:
    """Amount × chance to win against labour, by default 45 min × 42.00 = 31.50
    (domain_presets.md 2.14)."""
    brings = amount.times(chance_pct / 100).rounded()
    takes = Money(amount=hourly * minutes / 60, currency=amount.currency).rounded()
    return WorthIt(brings=brings, takes=takes, worth=brings.amount > takes.amount)


def replacement_break_even(
    credit: Money, cover: Money, item_cost: Money, qty: Decimal, handling: Money | None = None
) -> Money:
    """The freight up to which replacing is cheaper than the dearer of credit and the customer's
    cover (domain_presets.md 2.15: 980.00 − 100 × 2.95 = 685.00); negative: never."""
    dearer = credit if credit.amount >= cover.amount else cover
    left = dearer - item_cost.times(qty)
    return left - handling if handling is not None else left
