"""Offers a supplier makes with bad news: a share of the cost, a part at the old date."""

from __future__ import annotations

from decimal import Decimal

from domain.delay.context import DelayContext, LineContext
from domain.delay.exposure import reply_deadline
from domain.quantity import Quantity


def is_open(context: DelayContext, line: LineContext) -> bool:
    """Whether what is offered can still be taken: an offer ends when its reply-by has passed."""
    until = reply_deadline(line.change)
    return until is None or context.now <= until


def part_kept(line: LineContext) -> Quantity | None:
    """The part offered, no more of it than the supplier keeps for us."""
    part, kept = line.change.part_offered, line.change.kept
    if part is None or kept is None or kept.qty is None or kept.qty.unit != part.unit:
        return part
    return min(part, kept.qty, key=lambda one: one.n)


def is_kept(context: DelayContext, line: LineContext) -> bool:
    """Whether what the supplier keeps for us is still kept; so it is where no end was told."""
    kept = line.change.kept
    return kept is None or context.now <= kept.end


def share_offered(context: DelayContext, line: LineContext) -> Decimal | None:
    """The share of the extra cost in per cent that the supplier still offers to bear."""
    return line.change.cost_share_pct if is_open(context, line) else None
