"""Match tolerances: how far price, quantity and total may differ before somebody is asked."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from domain.money import Money
from domain.values import Value
from domain.variance import At, Variance


class Tolerance(Value):
    """Upper bounds, all of which must hold; exactly at a bound is within. None: no such bound.

    Per cent of the agreed price and quantity, and `total` of the difference in money.
    """

    price_pct: Decimal | None = Decimal(0)
    qty_pct: Decimal | None = Decimal(0)
    total: Money | None = None
    source: str = "none set: nothing may differ"


def tolerance_of(figures: Callable[[str], Decimal | None], currency: str) -> Tolerance:
    """The company's bounds (`match_price_tolerance_pct`, `match_qty_tolerance_pct`,
    `match_total_tolerance` in `currency`); a figure nobody set allows nothing."""
    total = figures("match_total_tolerance")
    return Tolerance(
        price_pct=figures("match_price_tolerance_pct") or Decimal(0),
        qty_pct=figures("match_qty_tolerance_pct") or Decimal(0),
        total=Money(amount=total or Decimal(0), currency=currency),
        source="company: match_price_tolerance_pct, match_qty_tolerance_pct, match_total_tolerance",
    )


def breaches(tolerance: Tolerance, found: Variance, due: At, asked: At) -> tuple[str, ...]:
    """What is beyond a bound, in words; a total in another currency cannot be judged and is.

    Only what costs us more is: a lower price or fewer pieces are paid as billed.
    """
    return tuple(
        one
        for one in (
            _beyond("price", asked.price - due.price, due.price, tolerance.price_pct),
            _beyond("quantity", asked.n - due.n, due.n, tolerance.qty_pct),
            over_total(tolerance.total, found.total),
        )
        if one
    )


def _beyond(name: str, off: Decimal, agreed: Decimal, bound: Decimal | None) -> str:
    if bound is None or off <= 0:
        return ""
    if agreed <= 0:
        return f"{name} billed where none was agreed"
    pct = off * 100 / agreed
    return f"{name} off by {pct:.2f} %, more than {bound} %" if pct > bound else ""


def over_total(bound: Money | None, difference: Money) -> str:
    """Whether a difference is beyond the bound in money, in words; empty when within."""
    if bound is None or difference.amount <= 0:
        return ""
    if bound.currency != difference.currency:
        return f"the bound {bound} cannot be held against {difference.currency} without a rate"
    over = difference.amount > bound.amount
    return f"difference {difference} is more than {bound}" if over else ""
