"""What conditions may look at in a supplier delay, computed from the snapshot for one action."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Any

from domain.actions import (
    Action,
    AmendOrderLine,
    ChangeOrderLine,
    IssueOrder,
    RequestBooking,
    SendMessage,
)
from domain.ceilings import overdrawn
from domain.delay.context import DelayContext, LineContext
from domain.delay.exposure import Exposure, LatePeg, exposure
from domain.delay.options.accept import penalty
from domain.delay.pricing import delayed, downstream_effect, price_all
from domain.money import Money

#: Far above any floor: nothing is drawn from stock.
_UNTOUCHED = 10**6


def measures(context: DelayContext, action: Action, spend_minor: int | None) -> dict[str, Any]:
    """The measures of `domain.policy.conditions` but for the workflow's name, None for what nobody
    knows."""
    return {
        "template": action.template.value if isinstance(action, SendMessage) else "",
        "recipient_on_file": True,  # the gate refuses any other before a condition is looked at
        **_about_partner(context, action),
        **_about_dates(context, action),
        **_about_money(context, action, spend_minor),
        **_about_customers(context),
        **_about_goods(context),
    }


def _about_partner(context: DelayContext, action: Action) -> dict[str, Any]:
    others = [line.alternate for line in context.lines if line.alternate is not None]
    partner = next((one for one in others if one.object in action.objects), context.supplier)
    verdicts = {line.change.verdict for line in context.lines}
    return {
        "partner_status": partner.text("status"),
        "sender_authenticated": verdicts == {"authenticated"},
        "new_supplier": isinstance(action, IssueOrder) and partner.text("status") != "active",
        "award_approved": False,  # an order out of a delay follows no award
    }


def _about_dates(context: DelayContext, action: Action) -> dict[str, Any]:
    lines = [line for line in context.lines if line.row.object in action.objects]
    mine = lines or list(context.lines)
    slips = [one.slip for line in mine if (one := exposure(context, line)) is not None]
    return {
        "downstream_effect": downstream_effect(context),
        "date_moves": isinstance(action, ChangeOrderLine),
        "slip_days": max(slips, default=0),
        "quantity_cut_bp": max((_cut_bp(line, action) for line in mine), default=0),
        "open_question": any(line.change.questions for line in context.lines),
    }


def _cut_bp(line: LineContext, action: Action) -> int:
    """How much less is stated than is still to come; lots without a quantity are the whole line.
    Of a line that we cancel it is all."""
    if line.change.kind == "withdrawn" or isinstance(action, AmendOrderLine):
        return 10_000
    stated = [lot.qty for lot in line.change.lots]
    if not stated or None in stated or line.qty <= 0:
        return 0
    missing = line.qty - sum((qty for qty in stated if qty is not None), Decimal(0))
    return _share_bp(max(missing, Decimal(0)), line.qty)


def _about_money(context: DelayContext, action: Action, spend: int | None) -> dict[str, Any]:
    goods = context.minor([one.value for _, one in _exposures(context, delayed(context))])
    return {
        "case_spend_minor": spend,
        "over_budget_minor": _over_budget(context, action),
        "spend_bp_of_goods": _spend_share(spend, goods),
        "order_value_minor": _order_value(context, action),
        "price_up_bp": 0,  # a delay changes no price: a surcharge stated is not agreed
        "price_up_minor": 0,
        "new_surcharge": False,
        "charter": False,
        "spot_over_contract_bp": 0,
    }


def _over_budget(context: DelayContext, action: Action) -> int | None:
    """What options of the action's name, on all lines, draw beyond what is left of a budget."""
    pays = isinstance(action, AmendOrderLine | IssueOrder | RequestBooking) and action.option
    named = [one for one in price_all(context) if one.name == action.option] if pays else []
    over = [one for one in overdrawn(named).values() if one.kind == "budget"]
    return context.minor([Money(amount=one.qty, currency=one.unit) for one in over])


def _spend_share(spend: int | None, goods: int | None) -> int | None:
    """Spend in basis points of the goods, rounded up: a cent over a limit is over it."""
    if spend == 0:
        return 0
    return None if spend is None or not goods else _share_bp(Decimal(spend), Decimal(goods))


def _share_bp(part: Decimal, whole: Decimal) -> int:
    return int((part * 10_000 / whole).to_integral_value(ROUND_CEILING))


def _order_value(context: DelayContext, action: Action) -> int | None:
    if not isinstance(action, IssueOrder):
        return 0
    try:
        amount = Decimal(action.qty.value) * Decimal(action.unit_price.value)
        worth = Money(amount=amount, currency=action.currency.value)
    except (ArithmeticError, ValueError):
        return None  # no numbers: the gate says so with its own reason
    return context.minor([worth])


def _about_customers(context: DelayContext) -> dict[str, Any]:
    late = _late_customers(context)
    charged = [penalty(context, one) for one in late]
    known = [money for money in charged if money is not None]
    return {
        "key_customer": any(one.is_key for one in late),
        "key_customer_lines": sum(1 for one in late if one.is_key),
        "repromise_days": max((one.days for one in late), default=0),
        "penalty_minor": context.minor(known) if len(known) == len(late) else None,
    }


def _late_customers(context: DelayContext) -> list[LatePeg]:
    return [late for _, one in _exposures(context, delayed(context)) for late in one.late]


def _about_goods(context: DelayContext) -> dict[str, Any]:
    items = [line.item for line in context.lines]
    left = [_stock_left_bp(line, one) for line, one in _exposures(context, delayed(context))]
    return {
        "stock_after_bp": min(left, default=_UNTOUCHED),
        "dangerous_goods": any(row.text("dangerous_goods") == "yes" for row in items),
        "single_source": any(row.text("single_source") == "yes" for row in items),
        "temperature_controlled": any(
            row.text("temp_min_c") or row.text("temp_max_c") for row in items
        ),
    }


def _stock_left_bp(line: LineContext, one: Exposure) -> int:
    """Stock after the bridge in basis points of safety stock, rounded down."""
    if not one.bridge or not one.floor or one.stock_at_need is None:
        return _UNTOUCHED
    return int((one.stock_at_need - one.bridge) * 10_000 // one.floor)


def _exposures(
    context: DelayContext, lines: tuple[LineContext, ...]
) -> list[tuple[LineContext, Exposure]]:
    found = [(line, exposure(context, line)) for line in lines]
    return [(line, one) for line, one in found if one is not None]
