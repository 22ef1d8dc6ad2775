"""Terms of an order to another source: what master data and its last quote allow."""

from __future__ import annotations

from decimal import Decimal

from domain.actions import Action, IssueOrder
from domain.delay.context import DelayContext, LineContext
from domain.record import Row


def broken_terms(context: DelayContext, action: Action) -> tuple[str, ...]:
    """The terms that an order would break, in words; nothing for what orders nothing."""
    if not isinstance(action, IssueOrder):
        return ()
    line = next((one for one in context.lines if one.item.key == action.item_id.value), None)
    if line is None or line.alternate is None:
        return ("no source is on file for the item",)
    try:
        qty = Decimal(action.qty.value)
    except ArithmeticError:
        return ()  # it is no number: the gate says so with its own reason
    return order_problems(context, line, qty)


def order_problems(context: DelayContext, line: LineContext, qty: Decimal) -> tuple[str, ...]:
    """Why so many pieces cannot be ordered from the alternate source on its terms today."""
    found = [_least(qty, line.item.number("moq"), "on file")]
    quote = _newest(line.quotes)
    if quote is not None:
        ended = quote.day("valid_until")
        name = f"RFQ {quote.text('rfq_id')}"
        found.append(_least(qty, quote.number("moq"), f"of {name}"))
        if ended is not None and ended < context.today:
            found.append(f"the price of {name} was valid until {ended}")
    return tuple(one for one in found if one)


def _least(qty: Decimal, least: Decimal | None, whose: str) -> str:
    short = least is not None and qty < least
    return f"{qty:f} is less than the minimum order of {least:f} {whose}" if short else ""


def _newest(quotes: tuple[Row, ...]) -> Row | None:
    """The quote in force: the one that holds longest; one without an end holds for good."""
    return max(quotes, key=lambda row: (row.text("valid_until") or "9", row.key), default=None)
