"""Match tolerances: how far price, quantity and total may differ before somebody is asked."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from domain.money import Money
from domain.values import Value
from domain.variance import Variance


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


def breaches(
    tolerance: Tolerance, found: Variance, agreed_qty: Decimal, agreed_price: Decimal
) -> tuple[str, ...]:
    """What is beyond a bound, in words; a total in another currency cannot be judged and is."""
    qty_off = found.quantity.money.amount / agreed_price if agreed_price else Decimal(0)
    price_off = found.price.money.amount / agreed_qty if agreed_qty else Decimal(0)
    return tuple(
        one
        for one in (
            _beyond("price", price_off, agreed_price, tolerance.price_pct),
            _beyond("quantity", qty_off, agreed_qty, tolerance.qty_pct),
            over_total(tolerance.total, found.total),
        )
        if one
    )


def _beyond(name: str, off: Decimal, agreed: Decimal, bound: Decimal | None) -> str:
    if bound is None or not off:
        return ""
    if not agreed:
        return f"{name} billed where none was agreed"
    pct = abs(off) * 100 / abs(agreed)
    return f"{name} off by {pct:.2f} %, more than {bound} %" if pct > bound else ""


def over_total(bound: Money | None, difference: Money) -> str:
    """Whether a difference is beyond the bound in money, in words; empty when within."""
    if bound is None or not difference.amount:
        return ""
    if bound.currency != difference.currency:
        return f"the bound {bound} cannot be held against {difference.currency} without a rate"
    over = abs(difference.amount) > bound.amount
    return f"difference {difference} is more than {bound}" if over else ""
