"""Budgets: what an option takes from the budget of its function in the month of the decision."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.delay.context import DelayContext
from domain.money import total
from domain.options import CostComponent, Draw
from domain.record import Row


def budget_of(context: DelayContext, function: str) -> Row | None:
    """The function's budget for the month of the snapshot, None when there is none."""
    period = f"{context.today:%Y-%m}"
    hits = [
        row
        for row in context.budgets
        if row.text("function") == function and row.text("period") == period
    ]
    return hits[0] if hits else None


def budget_left(context: DelayContext, function: str) -> Decimal | None:
    """Budget less what is committed and what other cases hold; None when there is none."""
    row = budget_of(context, function)
    if row is None:
        return None
    others = sum((one.qty for one in context.held if one.object == row.object), Decimal(0))
    return (row.number("amount") or Decimal(0)) - (row.number("committed") or Decimal(0)) - others


def budget_draw(
    context: DelayContext, function: str, components: Sequence[CostComponent]
) -> tuple[Draw, ...]:
    """The option's cost drawn from the function's budget, if it has one in that currency."""
    row = budget_of(context, function)
    firm = (part.money for part in components if not part.offered)
    cost = total(firm, context.currency).rounded()
    if row is None or row.text("currency") != cost.currency or cost.amount <= 0:
        return ()
    left = budget_left(context, function)
    draw = Draw(kind="budget", object=row.object, qty=cost.amount, unit=cost.currency, free=left)
    return (draw,)
