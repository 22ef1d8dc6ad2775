"""Offers a supplier makes with bad news: a share of the cost, a part at the old date."""

from __future__ import annotations

from decimal import Decimal

from domain.delay.context import DelayContext, LineContext
from domain.delay.exposure import reply_deadline


def is_open(context: DelayContext, line: LineContext) -> bool:
    """Whether what is offered can still be taken: an offer ends when its reply-by has passed."""
    until = reply_deadline(line.change)
    return until is None or context.now <= until


def share_offered(context: DelayContext, line: LineContext) -> Decimal | None:
    """The share of the extra cost in per cent that the supplier still offers to bear."""
    return line.change.cost_share_pct if is_open(context, line) else None
