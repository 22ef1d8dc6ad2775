"""Accept the new date and re-promise the customers: what their contracts charge."""

from __future__ import annotations

from decimal import Decimal

from domain.actions import RepromiseCustomer
from domain.costs.delay import late_penalty
from domain.delay.context import DelayContext, LineContext, cell
from domain.delay.exposure import Exposure, LatePeg
from domain.delay.slots import arrival_slot
from domain.money import Money, total
from domain.options import CostComponent, Option


def accept(context: DelayContext, line: LineContext, exposed: Exposure) -> Option:
    """Penalty per week or part on the late customers' lines (domain.md 2.0.1), nothing else."""
    unknown = tuple(
        f"penalty terms of {one.peg.customer.text('name')} for {one.peg.name}"
        for one in exposed.late
        if one.pct_per_week is None
    )
    return Option(
        name="accept",
        title="accept the date and re-promise the customers",
        by="finance",
        object=line.row.object,
        days_late=exposed.days_late,
        components=penalty_components(context, exposed),
        currency=context.currency,
        effects=_effects(exposed),
        measures=late_measures(exposed),
        unknown=unknown,
        assumptions=("the new ready date holds", "the customers take the new date"),
        arrives=exposed.last_arrival,
        actions=tuple(_repromise(context, line, one) for one in exposed.late),
    )


def penalty_components(context: DelayContext, exposed: Exposure) -> tuple[CostComponent, ...]:
    """One component for all late customers, its formula naming each."""
    charged = [(one, _penalty(context, one)) for one in exposed.late if one.pct_per_week]
    if not charged:
        return ()
    formula = " + ".join(
        f"{one.peg.name}: {one.pct_per_week} % x {one.peg.line.text('value')}"
        f" x {-(-one.days // 7)} week(s)"
        for one, _ in charged
    )
    money = total((amount for _, amount in charged), context.currency)
    return (CostComponent(name="penalties to customers", money=money, formula=formula),)


def late_measures(exposed: Exposure) -> dict[str, int]:
    """Days late per trade-off tier when the goods come as late as stated."""
    return {
        "service": exposed.days_late,
        "key_customer_contract": max((one.days for one in exposed.late if one.is_key), default=0),
        "other_service": max((one.days for one in exposed.late if not one.is_key), default=0),
        "line_down": exposed.line_down,
    }


def _penalty(context: DelayContext, one: LatePeg) -> Money:
    value = context.money(one.peg.line.number("value") or Decimal(0))
    pct = one.pct_per_week
    assert pct is not None  # filtered by the caller
    return late_penalty(value, pct, one.days, one.cap_pct)


def _effects(exposed: Exposure) -> dict[str, str]:
    names = ", ".join(f"{one.peg.name} +{one.days} d" for one in exposed.late)
    late = f"{len(exposed.late)} customer line(s) late: {names}"
    return {
        "customer service": late if exposed.late else "no customer line is late",
        "planning": f"goods in on {exposed.last_arrival}",
        "logistics": "booking moves to a later sailing",
    }


def _repromise(context: DelayContext, line: LineContext, one: LatePeg) -> RepromiseCustomer:
    return RepromiseCustomer(
        case=context.case,
        function="customer service",
        objects=(one.peg.line.object,),
        option="accept",
        why=f"{one.days} day(s) late",
        so_id=cell(one.peg.line, "so_id"),
        line=cell(one.peg.line, "line"),
        planned_date=arrival_slot(context, line),
        seen=cell(one.peg.line, "version"),
    )
