"""What a supplier's terms and risk cost: advances, cancellation."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.money import Money
from domain.reckoning import Reckoning, figure, part, price
from domain.values import Value


def advance_at_risk(advance: Money, guaranteed_pct: Decimal) -> Reckoning:
    """Advance × share that no guarantee covers."""
    bare = 100 - min(Decimal(100), max(Decimal(0), guaranteed_pct))
    basis = f"{advance} × {figure(bare)} % not guaranteed"
    parts = (part("advance at risk", advance.times(bare / 100), basis),)
    return Reckoning(currency=advance.currency, parts=parts)


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
