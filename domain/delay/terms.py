"""Terms of an order to another source: what master data, its last quote and its capacity allow."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from domain.actions import Action, IssueOrder
from domain.delay.context import DelayContext, LineContext
from domain.record import Row
from domain.room import Room, of_source


def broken_terms(context: DelayContext, action: Action) -> tuple[str, ...]:
    """The terms that an order would break, in words; nothing for what orders nothing."""
    if not isinstance(action, IssueOrder):
        return ()
    mine = [one for one in context.lines if one.item.key == action.item_id.value]
    line = next(iter(mine), None)
    if line is None or line.alternate is None:
        return ("no source is on file for the item",)
    if action.need_date.value not in {one.row.text("need_date") for one in mine}:
        return (f"{action.need_date.value} is not the day on which the goods are needed",)
    try:
        qty = Decimal(action.qty.value)
    except ArithmeticError:
        return ()  # it is no number: the gate says so with its own reason
    return (*order_problems(context, line, qty), *_beyond_capacity(context, line, qty))


def _beyond_capacity(context: DelayContext, line: LineContext, qty: Decimal) -> tuple[str, ...]:
    rooms, _ = capacity_of(context, line)
    return tuple(f"{qty:f} is more than {one.said()}" for one in rooms if qty > one.left)


def capacity_of(context: DelayContext, line: LineContext) -> tuple[list[Room], list[str]]:
    """What the alternate source can make for us by the day it would deliver; nothing is known
    while its lead time is not, which is asked for itself."""
    lead = line.item.number("alternate_lead_time_days")
    if line.alternate is None or lead is None:
        return [], []
    day, item = context.today + timedelta(days=int(lead)), line.item.key
    return of_source(line.alternate.key, item, context.capacities, context.held, day)


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
