"""What a supplier's terms and risk cost: exposure, advances, payment terms, cancellation."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.money import Money, total
from domain.reckoning import Reckoning, figure, part, price
from domain.values import Value

YEAR = Decimal(365)


class Exposure(Value):
    """What stands open with a supplier under a limit, over all its orders."""

    exposed: Money
    limit: Money
    reckoning: Reckoning

    @property
    def inside(self) -> bool:
        """Exactly at the limit is inside."""
        return self.exposed.amount <= self.limit.amount

    @property
    def left(self) -> Money:
        """What may still be ordered; negative when over."""
        return self.limit - self.exposed


def exposure(
    orders: Sequence[Money], advances: Sequence[Money], tooling: Sequence[Money],
    accepted: Sequence[Money], limit: Money,
) -> Exposure:  # fmt: skip
    """Open orders + advances + tooling paid − goods accepted (domain_presets.md 2.12)."""
    currency = limit.currency
    parts = tuple(
        part(name, money, f"{len(amounts)} of them")
        for name, amounts, sign in (
            ("open orders", orders, 1),
            ("advances", advances, 1),
            ("tooling", tooling, 1),
            ("goods accepted", accepted, -1),
        )
        if (money := total(amounts, currency).times(sign)).amount
    )
    reckoning = Reckoning(currency=currency, parts=parts)
    return Exposure(exposed=reckoning.total, limit=limit, reckoning=reckoning)


def advance_at_risk(advance: Money, guaranteed_pct: Decimal) -> Reckoning:
    """Advance × share that no guarantee covers."""
    bare = 100 - min(Decimal(100), max(Decimal(0), guaranteed_pct))
    basis = f"{advance} × {figure(bare)} % not guaranteed"
    parts = (part("advance at risk", advance.times(bare / 100), basis),)
    return Reckoning(currency=advance.currency, parts=parts)


def shorter_terms(yearly_value: Money, days_lost: int, cost_of_cash: Decimal) -> Reckoning:
    """Yearly value × days lost × cost of cash (a share) / 365: 60 to 30 days on 100,000 at 8 %
    cost 657.53 a year."""
    money = yearly_value.times(cost_of_cash * days_lost / YEAR)
    basis = f"{yearly_value} × {days_lost} d × {figure(cost_of_cash * 100)} % / 365"
    return Reckoning(currency=yearly_value.currency, parts=(part("terms", money, basis),))


class Stage(Value):
    """So many pieces made to a stage: 100 % finished, less is work in progress."""

    qty: Decimal
    stage_pct: Decimal


def cancellation(
    stages: Sequence[Stage], unit_price: Money, other: Sequence[tuple[str, Money]] = ()
) -> Reckoning:
    """Pieces × price × stage, and material, tooling (negative: reuse, resale) by name.

    Evidence of the stage comes before the payment (domain_presets.md 2.13).
    """
    parts = [
        part(
            "finished" if one.stage_pct == 100 else "work in progress",
            unit_price.times(one.qty * one.stage_pct / 100),
            f"{figure(one.qty)} × {price(unit_price.amount)} × {figure(one.stage_pct)} %",
        )
        for one in stages
    ]
    parts += [part(name, money, "as shown") for name, money in other]
    return Reckoning(currency=unit_price.currency, parts=tuple(parts))
