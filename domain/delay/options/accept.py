"""Accept the new date and re-promise the customers: what their contracts charge."""

from __future__ import annotations

from datetime import timedelta

from domain.actions import RepromiseCustomer
from domain.cells import cell
from domain.costs.delay import late_penalty, weeks_or_part
from domain.delay.context import DelayContext, LineContext
from domain.delay.exposure import Exposure, LatePeg
from domain.delay.slots import arrival_slot
from domain.money import Money, total
from domain.options import CostComponent, Option
from domain.rates import in_currency


def accept(context: DelayContext, line: LineContext, exposed: Exposure) -> Option:
    """Penalty per week or part on the late customers' lines (domain.md 2.0.1), nothing else."""
    late = bool(exposed.late)
    return Option(
        name="accept",
        title="accept the date" + (" and re-promise the customers" if late else ""),
        by="finance",
        object=line.row.object,
        days_late=exposed.days_late,
        components=penalty_components(context, exposed),
        currency=context.currency,
        effects=_effects(line, exposed),
        measures=late_measures(exposed, exposed.days_late),
        unknown=unknown_penalties(context, exposed),
        assumptions=("the new ready date holds", *(["the customers take the new date"] * late)),
        arrives=exposed.last_arrival,
        actions=tuple(repromise(context, line, exposed, one) for one in exposed.late),
    )


def penalty_components(context: DelayContext, exposed: Exposure) -> tuple[CostComponent, ...]:
    """One component for all late customers, its formula naming each."""
    priced = [(one, penalty(context, one)) for one in exposed.late]
    charged = [(one, money) for one, money in priced if money is not None and money.amount]
    if not charged:
        return ()
    formula = " + ".join(
        f"{one.peg.name}: {one.pct_per_week} % x {one.peg.line.text('value')}"
        f" x {weeks_or_part(one.days)} week(s)"
        for one, _ in charged
    )
    money = total((amount for _, amount in charged), context.currency)
    return (CostComponent(name="penalties to customers", money=money, formula=formula),)


def penalty(context: DelayContext, one: LatePeg) -> Money | None:
    """What one customer's contract charges, in the order's currency; None when nobody knows."""
    value = one.peg.line.number("value")
    if one.pct_per_week is None or value is None:
        return None
    currency = one.peg.order.text("currency") or context.currency
    money = late_penalty(
        Money(amount=value, currency=currency), one.pct_per_week, one.days, one.cap_pct
    )
    return in_currency(money, context.currency, context.fx, context.today)


def unknown_penalties(context: DelayContext, exposed: Exposure) -> tuple[str, ...]:
    """Customers whose penalty nobody can say, each as an input that is missing."""
    return tuple(
        f"penalty terms of {one.peg.customer.text('name')} for {one.peg.name}"
        for one in exposed.late
        if penalty(context, one) is None
    )


def late_measures(exposed: Exposure, days: int) -> dict[str, int]:
    """Days late per trade-off tier when the goods come `days` after they are needed."""
    return {
        "service": days,
        "key_customer_contract": _longest(exposed, days, key=True),
        "other_service": max(_longest(exposed, days, key=False), min(days, exposed.days_empty)),
        "line_down": exposed.line_down,
    }


def _longest(exposed: Exposure, days: int, *, key: bool) -> int:
    return max((min(one.days, days) for one in exposed.late if one.is_key == key), default=0)


def _effects(line: LineContext, exposed: Exposure) -> dict[str, str]:
    names = ", ".join(f"{one.peg.name} +{one.days} d" for one in exposed.late)
    late = f"{len(exposed.late)} customer line(s) late: {names}"
    return {
        "customer service": late if exposed.late else "no customer line is late",
        "planning": f"goods in on {exposed.last_arrival}",
        "logistics": line.booking("booking moves to a later sailing"),
    }


def repromise(
    context: DelayContext, line: LineContext, exposed: Exposure, one: LatePeg
) -> RepromiseCustomer:
    """Tells one customer the day on which the lot that serves it is in."""
    ready = exposed.need + timedelta(days=one.days - exposed.transit)
    return RepromiseCustomer(
        case=context.case,
        function="customer service",
        objects=(one.peg.line.object,),
        option="accept",
        why=f"{one.days} day(s) late",
        so_id=cell(one.peg.line, "so_id"),
        line=cell(one.peg.line, "line"),
        planned_date=arrival_slot(context, line, ready),
        seen=cell(one.peg.line, "version"),
    )
