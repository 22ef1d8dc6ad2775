"""Split: how much to send by the fast mode so that a need is bridged until the rest arrives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal

from domain.costs.delay import bridge_quantity
from domain.reckoning import figure
from domain.values import Value


class Split(Value):
    """`fast` goes by the fast mode, `slow` by the planned one; in the unit of the goods.

    `needed` is the bare gap, `fast` the same in whole packs, never more than there is.
    """

    needed: Decimal = Decimal(0)
    fast: Decimal = Decimal(0)
    slow: Decimal = Decimal(0)
    basis: str = ""
    missing: tuple[str, ...] = ()


def bridge_by_air(
    lots: Sequence[tuple[Decimal, date]],
    expected: date | None,
    demand: Sequence[tuple[date, Decimal]],
    *,
    pack: Decimal | None = None,
    free_stock: Decimal = Decimal(0),
) -> Split:
    """The gap while `lots` (quantity, new day) come later than `expected`, by the demand plan.

    Stock on hand is not netted (domain.md 2.0.1) unless a planner's policy gives `free_stock`,
    the quantity above the floor: 5 × 400 = 2,000 pieces, or 1,200 with 800 above the floor.
    """
    missing = [
        name
        for name, known in (
            ("quantities and new dates of the goods", lots),
            ("when they were expected", expected),
            ("a demand plan", demand),
        )
        if not known
    ]
    if missing or expected is None:
        return Split(missing=tuple(missing))
    total = sum((qty for qty, _ in lots), Decimal(0))
    gap = bridge_quantity(lots, expected, demand)
    needed = max(Decimal(0), gap - max(Decimal(0), free_stock))
    basis = f"{figure(gap)} needed from {expected} until the goods are in"
    if free_stock > 0:
        basis += f", less {figure(min(gap, free_stock))} above the floor"
    return in_packs(needed, total, pack, basis)


def bridge_for_orders(
    due: Sequence[tuple[Decimal, date]],
    arrives: date | None,
    total: Decimal,
    pack: Decimal | None = None,
) -> Split:
    """The gap by customers' lines: what is due (quantity, day) before the slow part arrives."""
    if arrives is None or not due:
        why = "when the goods arrive" if arrives is None else "what is due when"
        return Split(missing=(why,))
    late = sum((qty for qty, day in due if day < arrives), Decimal(0))
    return in_packs(late, total, pack, f"{figure(late)} due before {arrives}")


def in_packs(needed: Decimal, total: Decimal, pack: Decimal | None, basis: str) -> Split:
    """Rounds a gap up to whole packs and to what there is."""
    fast = needed
    if pack is not None and pack > 0:
        fast = (needed / pack).to_integral_value(ROUND_CEILING) * pack
        basis += f", in packs of {figure(pack)}" if fast != needed else ""
    fast = min(fast, total)
    return Split(needed=needed, fast=fast, slow=total - fast, basis=basis)
