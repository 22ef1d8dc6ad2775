"""Buy the bridge quantity from an approved alternate supplier."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from domain.actions import IssueOrder
from domain.costs.delay import alternate_cost
from domain.delay.context import DelayContext, LineContext, cell
from domain.delay.exposure import Exposure
from domain.delay.slots import bridge_slot, derived
from domain.options import CostComponent, Draw, Option
from domain.provenance import Slot, fixed
from domain.quantity import Quantity


def alternate_supplier(
    context: DelayContext, line: LineContext, exposed: Exposure
) -> Option | None:
    """(alternate price − price) × quantity + small-lot charge (domain.md 2.0.1).

    Needs an approved source with the same drawing revision and a lead time that meets the need;
    an unknown lead time or price makes it a question.
    """
    supplier = line.alternate
    if supplier is None or not exposed.bridge or not line.demand:
        return None
    qty_slot = derived("at_least", qty=bridge_slot(context, line), minimum=cell(line.item, "moq"))
    qty = Decimal(qty_slot.value)
    lead, price = line.item.number("alternate_lead_time_days"), line.item.number("alternate_price")
    unknown = _unknown(context, line, lead, price)
    arrives = None if lead is None else context.today + timedelta(days=int(lead))
    components = () if price is None else _components(context, line, exposed, qty, price)
    return Option(
        name="alternate supplier",
        title=f"buy {qty:f} {line.item.text('base_uom')} from {supplier.text('name')}",
        by="sourcing",
        object=line.row.object,
        components=components,
        currency=context.currency,
        effects={
            "procurement": f"order to {supplier.text('name')}, lead time {lead or 'unknown'} days",
            "planning": f"{qty:f} pieces cover the gap; the delayed lot still comes",
            "finance": "the dearer pieces are on top of the open order",
        },
        draws=_draws(context, components),
        unknown=unknown,
        violates=_violated(supplier.text("status"), exposed, arrives),
        assumptions=(f"{supplier.text('name')} confirms quantity and lead time",),
        arrives=arrives,
        bridge=Quantity(n=qty, unit=line.item.text("base_uom") or "PCS"),
        until=None,
        actions=() if unknown else (_order(context, line, qty_slot),),
    )


def _unknown(
    context: DelayContext, line: LineContext, lead: Decimal | None, price: Decimal | None
) -> tuple[str, ...]:
    name = line.alternate.text("name") if line.alternate else ""
    found = [] if lead is not None else [f"lead time of {name}"]
    found += [] if price is not None else [f"price of {name}"]
    if line.item.text("currency") != context.currency:
        found.append(f"exchange rate {line.item.text('currency')} to {context.currency}")
    return tuple(found)


def _violated(status: str, exposed: Exposure, arrives: object) -> tuple[str, ...]:
    found = [] if status == "active" else ["approved_source"]
    late = arrives is not None and arrives > exposed.need  # type: ignore[operator]
    return tuple(found + (["need_date"] if late else []))


def _components(
    context: DelayContext, line: LineContext, exposed: Exposure, qty: Decimal, price: Decimal
) -> tuple[CostComponent, ...]:
    charge = context.money(line.item.number("alternate_small_lot_charge") or Decimal(0))
    dear = context.money(price)
    nothing = context.money(Decimal(0))
    extra = alternate_cost(exposed.unit_value, dear, qty, nothing, nothing)
    formula = f"({price} - {exposed.unit_value.amount.normalize():f}) x {qty:f}"
    found = [CostComponent(name="dearer pieces", money=extra, formula=formula)]
    if charge.amount:
        found.append(CostComponent(name="small-lot charge", money=charge, formula=f"{charge}"))
    return tuple(found)


def _draws(context: DelayContext, components: tuple[CostComponent, ...]) -> tuple[Draw, ...]:
    from domain.delay.budget import budget_draw

    return budget_draw(context, "sourcing", components)


def _order(context: DelayContext, line: LineContext, qty: Slot) -> IssueOrder:
    supplier = line.alternate
    assert supplier is not None  # the caller checked
    number = derived(
        "order_number",
        po=cell(line.row, "po_id"),
        line=cell(line.row, "line"),
        supplier=cell(line.item, "alternate_supplier_id"),
        option=fixed("option", "alternate supplier"),
    )
    return IssueOrder(
        case=context.case,
        function="procurement",
        objects=(supplier.object, line.item.object, line.row.object),
        option="alternate supplier",
        why=f"bridges the gap until {line.name} arrives",
        po_id=number,
        supplier_id=cell(line.item, "alternate_supplier_id"),
        site_id=cell(context.order, "site_id"),
        buyer_id=cell(context.order, "buyer_id"),
        item_id=cell(line.row, "item_id"),
        qty=qty,
        uom=cell(line.item, "base_uom"),
        unit_price=cell(line.item, "alternate_price"),
        currency=cell(line.item, "currency"),
        need_date=cell(line.row, "need_date"),
        promised_date=cell(line.row, "need_date"),
    )
