"""Buy the bridge quantity from an approved alternate supplier."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from domain.actions import Action, IssueOrder
from domain.costs.delay import alternate_cost
from domain.dates import end_of_day
from domain.delay.budget import budget_draw
from domain.delay.context import DelayContext, LineContext
from domain.delay.exposure import Exposure, LatePeg, still_late
from domain.delay.option_letters import order_letter
from domain.delay.options.accept import repromise, unknown_penalties
from domain.delay.options.part import measures_left_open
from domain.delay.other_source import order_of, wanted_of
from domain.delay.terms import order_problems
from domain.editing import name_of
from domain.money import Money
from domain.options import CostComponent, Option
from domain.quantity import Quantity, unit_name
from domain.record import Row
from domain.room import Room, use_of

ALTERNATE = "alternate supplier"


def alternate_supplier(
    context: DelayContext, line: LineContext, exposed: Exposure
) -> Option | None:
    """(alternate price − price) × quantity + small-lot charge (domain.md 2.0.1).

    Needs an approved source with the same drawing revision and a lead time that meets the need;
    an unknown lead time or price makes it a question. Where the source's capacity is on record, it
    is less by what others hold of it, or not possible where too little is left.
    """
    supplier = line.alternate
    if supplier is None or not exposed.bridge or not line.demand:
        return None
    wanted, rooms, untold = wanted_of(context, line)
    order = order_of(context, line, supplier, wanted, ALTERNATE)
    less = context.less.get(name_of(order, "qty")) if context.less else None
    qty = Decimal(less or order.qty.value)
    lead, price = line.item.number("alternate_lead_time_days"), line.item.number("alternate_price")
    unit = unit_name(line.item.text("base_uom") or "PCS")
    use = use_of(rooms, {unit: qty}, untold, exposed.bridge)
    unknown = (*lacks(context, line, lead, price), *order_problems(context, line, qty))
    unknown = (*unknown, *use.missing)
    days = timedelta(days=int(lead or 0))
    arrives = None if lead is None else context.today + days
    components = () if price is None else dearer(context, line, exposed, qty, price)
    covers = qty >= exposed.bridge
    return Option(
        name=ALTERNATE,
        title=f"buy {qty:f} {line.item.text('base_uom')} from {supplier.text('name')}",
        by="sourcing",
        object=line.row.object,
        days_late=0 if covers else exposed.days_late,
        components=components,
        currency=context.currency,
        effects={
            "procurement": f"order to {supplier.text('name')}, lead time {lead or 'unknown'} days"
            + _left(rooms, qty, exposed),
            "planning": _covered(exposed, qty),
            "finance": "the dearer pieces are on top of the open order",
        },
        measures={} if covers else measures_left_open(exposed, qty),
        draws=(*use.draws, *budget_draw(context, "sourcing", components)),
        unknown=(*unknown, *(() if covers else unknown_penalties(context, exposed))),
        violates=(
            *source_problems(line, supplier, exposed, arrives),
            *(("capacity_available",) if use.short else ()),
        ),
        assumptions=(f"{supplier.text('name')} confirms quantity and lead time",),
        arrives=arrives,
        bridge=Quantity(n=qty, unit=line.item.text("base_uom") or "PCS"),
        until=None if lead is None else end_of_day(exposed.need - days, "UTC"),
        until_why="" if lead is None else f"lead time of {supplier.text('name')}",
        actions=()
        if unknown or arrives is None
        else _actions(
            context,
            line,
            order,
            exposed,
            () if covers else still_late(context, line, exposed, (qty, arrives)),
        ),
    )


def _covered(exposed: Exposure, qty: Decimal) -> str:
    if exposed.bridge is None or qty >= exposed.bridge:
        return f"{qty:f} pieces cover the gap; the delayed lot still comes"
    return f"{qty:f} of a gap of {exposed.bridge:f} pieces; the rest comes with the delayed lot"


def lacks(
    context: DelayContext, line: LineContext, lead: Decimal | None, price: Decimal | None
) -> tuple[str, ...]:
    """What nobody knows of the other source: lead time, price, the rate to its currency."""
    name = line.alternate.text("name") if line.alternate else ""
    found = [] if lead is not None else [f"lead time of {name}"]
    found += [] if price is not None else [f"price of {name}"]
    if line.item.text("currency") != context.currency:
        found.append(f"exchange rate {line.item.text('currency')} to {context.currency}")
    return tuple(found)


def source_problems(
    line: LineContext, supplier: Row, exposed: Exposure, arrives: date | None
) -> tuple[str, ...]:
    """Constraints that buying from the other source breaks: approval, drawing, day of need."""
    found = [] if supplier.text("status") == "active" else ["approved_source"]
    wanted, approved = line.row.text("drawing_rev"), line.item.text("drawing_rev")
    if wanted and wanted != approved:
        found.append("drawing_revision")  # the source is approved for the item's revision
    if arrives is not None and arrives > exposed.need:
        found.append("need_date")
    return tuple(found)


def dearer(
    context: DelayContext, line: LineContext, exposed: Exposure, qty: Decimal, price: Decimal
) -> tuple[CostComponent, ...]:
    """What so many pieces cost more there than on the order, and its small-lot charge."""
    charge = context.money(line.item.number("alternate_small_lot_charge") or Decimal(0))
    dear = context.money(price)
    nothing = context.money(Decimal(0))
    extra = alternate_cost(exposed.unit_value, dear, qty, nothing, nothing)
    formula = f"({price} - {exposed.unit_value.amount.normalize():f}) x {qty:f}"
    found = [CostComponent(name="dearer pieces", money=extra, formula=formula)]
    if charge.amount:
        found.append(_small_lot(charge))
    return tuple(found)


def _small_lot(charge: Money) -> CostComponent:
    name = "small-lot charge"
    return CostComponent(name=name, money=charge, formula=f"{charge}", payee="supplier")


def _actions(
    context: DelayContext,
    line: LineContext,
    order: IssueOrder,
    exposed: Exposure,
    late: Sequence[LatePeg],
) -> tuple[Action, ...]:
    """The order, the letter that brings it to the supplier, new days for whom it leaves late."""
    letter = order_letter(context, line, order)
    told = [repromise(context, line, exposed, one) for one in late]
    promised = [one.model_copy(update={"option": order.option}) for one in told]
    return (order, *([] if letter is None else [letter]), *promised)


def _left(rooms: Sequence[Room], qty: Decimal, exposed: Exposure) -> str:
    """What its capacity leaves, where that is too little."""
    short = [one for one in rooms if qty > one.left or qty < (exposed.bridge or qty)]
    return "".join(f"; {one.said()}" for one in short)
