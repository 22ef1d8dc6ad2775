"""Bridge the gap from stock, down into safety stock if it must be."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.costs.delay import stock_risk
from domain.delay.context import DelayContext, LineContext
from domain.delay.exposure import Exposure
from domain.delay.option_letters import release_stock
from domain.options import CostComponent, Draw, Held, Option
from domain.quantity import Quantity


def safety_stock(context: DelayContext, line: LineContext, exposed: Exposure) -> Option | None:
    """Risk of a stock-out while stock is rebuilt (domain.md 2.0.1); below the floor it is the
    planner's to allow, so policy may make the floor a hard constraint."""
    if not line.stock or exposed.bridge is None or exposed.bridge <= 0:
        return None
    left = _left(context, line, exposed)
    below = left is not None and exposed.floor is not None and left < exposed.floor
    component, unknown = _risk(context, line, exposed) if below else (None, ())
    return Option(
        name="use safety stock",
        title="bridge from stock" + (" below the safety floor" if below else ""),
        by="finance",
        object=line.row.object,
        components=() if component is None else (component,),
        currency=context.currency,
        effects={
            "planning": _effect(exposed, left, _others(context, line)),
            "logistics": line.booking("booking moves later"),
        },
        measures={"working_capital": 0},
        draws=(_draw(line, exposed, left),),
        unknown=_missing(exposed, left) + unknown,
        violates=_violated(context, left, below),
        assumptions=("the new ready date holds", "demand stays as planned"),
        arrives=exposed.last_arrival,
        bridge=Quantity(n=exposed.bridge, unit=line.item.text("base_uom") or "PCS"),
        actions=(release_stock(context, line),) if below and line.demand else (),
    )


def _left(context: DelayContext, line: LineContext, exposed: Exposure) -> Decimal | None:
    """Stock after the bridge, with what other cases hold taken off."""
    if exposed.stock_at_need is None or exposed.bridge is None:
        return None
    others = sum((one.qty for one in _others(context, line)), Decimal(0))
    return exposed.stock_at_need - others - exposed.bridge


def _others(context: DelayContext, line: LineContext) -> list[Held]:
    name = _object(line)
    return [one for one in context.held if one.object == name]


def _object(line: LineContext) -> str:
    row = line.stock[0]
    return f"stock:{row.text('site_id')}/{row.text('item_id')}"


def _draw(line: LineContext, exposed: Exposure, left: Decimal | None) -> Draw:
    unit, qty = line.stock[0].text("uom") or "PCS", exposed.bridge or Decimal(0)
    free = None if left is None or exposed.floor is None else left + qty - exposed.floor
    return Draw(kind="stock", object=_object(line), qty=qty, unit=unit, free=free)


def _risk(
    context: DelayContext, line: LineContext, exposed: Exposure
) -> tuple[CostComponent | None, tuple[str, ...]]:
    """The planner's estimate, which holds for the item its note names and for no other."""
    chance = context.figure("stockout_probability_during_rebuild")
    cost = context.figure("stockout_cost")
    noted = context.company.get("stockout_cost")
    item = line.item.text("item_id")
    if chance is None or cost is None or noted is None or item not in noted.text("note"):
        return None, (f"planner's estimate of a stock-out for {item}",)
    money = stock_risk(chance, context.money(cost))
    formula = f"{chance} x {cost}"
    return CostComponent(name="risk of a stock-out", money=money, formula=formula), ()


def _missing(exposed: Exposure, left: Decimal | None) -> tuple[str, ...]:
    if left is None:
        return ("stock on the day of need",)
    return () if exposed.floor is not None else ("safety stock of the item",)


def _violated(context: DelayContext, left: Decimal | None, below: bool) -> tuple[str, ...]:
    if left is not None and left < 0:
        return ("stock_available",)
    hard = below and "safety_stock_floor" in context.hard
    return ("safety_stock_floor",) if hard else ()


def _effect(exposed: Exposure, left: Decimal | None, others: Sequence[Held]) -> str:
    if left is None:
        return "stock on the day of need is not known"
    floor = "unknown" if exposed.floor is None else f"{exposed.floor:f}"
    held = "".join(f" - {one.qty:f} held by {one.case}" for one in others)
    return f"stock {exposed.stock_at_need:f}{held} - {exposed.bridge:f} = {left:f}, floor {floor}"
