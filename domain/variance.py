"""Variance: what a bill differs by, split into quantity, price and the cross term of the two."""

from __future__ import annotations

from decimal import Decimal

from domain.money import Money
from domain.options import CostComponent
from domain.reckoning import figure, part, price
from domain.values import Value


class Variance(Value):
    """Billed less expected: quantity at the agreed price, price on the agreed quantity, cross.

    The cross term is what both together make, and takes the rounding: the three always add up
    to the difference of the two amounts as rounded (domain.md 2.0.1).
    """

    expected: Money
    billed: Money
    quantity: CostComponent
    price: CostComponent
    cross: CostComponent

    @property
    def total(self) -> Money:
        """Billed less expected; negative when less was billed."""
        return self.billed - self.expected

    @property
    def parts(self) -> tuple[CostComponent, ...]:
        """The parts that are not nothing."""
        return tuple(one for one in (self.quantity, self.price, self.cross) if one.money.amount)


class At(Value):
    """So many units at a price each, in whatever unit the bill counts (pieces, days, kilograms)."""

    n: Decimal
    price: Decimal


def variance(agreed: At, billed: At, currency: str, unit: str = "") -> Variance:
    """(q₁ − q₀)·p₀ for quantity, (p₁ − p₀)·q₀ for price, (q₁ − q₀)·(p₁ − p₀) for the cross term."""
    more, dearer = billed.n - agreed.n, billed.price - agreed.price
    said = f" {unit}" if unit else ""

    def money(amount: Decimal) -> Money:
        return Money(amount=amount, currency=currency)

    expected = money(agreed.n * agreed.price).rounded()
    total = money(billed.n * billed.price).rounded()
    by_count = part(
        "quantity", money(more * agreed.price), f"{figure(more)}{said} × {price(agreed.price)}"
    )
    by_price = part(
        "price", money(dearer * agreed.n), f"{figure(agreed.n)}{said} × {price(dearer)}"
    )
    rest = total - expected - by_count.money - by_price.money
    cross = part("cross term", rest, f"{figure(more)}{said} × {price(dearer)}")
    return Variance(expected=expected, billed=total, quantity=by_count, price=by_price, cross=cross)


def amended(old: At, new: tuple[At, ...], one_off: Money) -> tuple[CostComponent, ...]:
    """What a change of an order costs: (q₁ − q₀)·p₀, then Σ(pᵢ − p₀)·qᵢ, then one-off costs.

    The quantity part at the old price, the price part on the new quantity: they are said to
    different approvers (domain_presets.md 2.13).
    """
    more = sum((one.n for one in new), Decimal(0)) - old.n
    currency = one_off.currency
    steps = [(one.n, one.price - old.price) for one in new if one.price != old.price]
    dearer = sum((n * step for n, step in steps), Decimal(0))
    basis = " + ".join(f"{figure(n)} × {price(step)}" for n, step in steps)
    found = (
        part(
            "quantity",
            Money(amount=more * old.price, currency=currency),
            f"{figure(more)} × {price(old.price)}",
        ),
        part("price", Money(amount=dearer, currency=currency), basis),
        part("one-off", one_off, "as asked"),
    )
    return tuple(one for one in found if one.money.amount)
