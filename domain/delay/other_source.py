"""What is ordered from another source: what bridges the gap, as far as its capacity goes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.actions import IssueOrder
from domain.cells import cell
from domain.delay.context import DelayContext, LineContext
from domain.delay.exposure import exposure
from domain.delay.slots import bridge_slot, derived, qty_slot
from domain.delay.terms import capacity_of, order_problems
from domain.options import Held
from domain.provenance import Reserved, Slot, fixed
from domain.quantity import unit_name
from domain.record import Row
from domain.room import Room


def wanted_of(context: DelayContext, line: LineContext) -> tuple[Slot, list[Room], list[str]]:
    """What is ordered for a line: all that bridges the gap or the least that can be had, and no
    more than its source's capacity leaves; with the rooms it draws on, and what nobody knows.

    Lines of a case are served one after the other: none counts on what one before it takes.
    """
    before: dict[str, list[Slot]] = {}
    for one in context.lines:
        own = one.row.object == line.row.object
        if not own and not _may_order(context, one):
            continue
        least = cell(one.item, "moq")
        whole = derived("at_least", qty=bridge_slot(context, one), minimum=least)
        found, missing = capacity_of(context, one)
        rooms = [_less(context, room, before.get(room.object, [])) for room in found]
        qty = _cut(context, one, whole, rooms, before)
        if own:
            return qty, rooms, missing
        for room in rooms:
            if Decimal(qty.value) <= room.left:
                before.setdefault(room.object, []).append(qty)
    raise ValueError(f"{line.name} is no line of {context.case}")


def whole_of(context: DelayContext, line: LineContext) -> tuple[Slot, list[Room], list[str]]:
    """All that is still to come of a line, or the least that can be had; with the rooms it draws
    on, less what lines of the case before it may take of them whole, and what nobody knows."""
    least = cell(line.item, "moq")
    before: list[Slot] = []
    for one in context.lines:
        if one.row.object == line.row.object:
            break
        if one.change.kind == "later" and one.alternate is not None:
            before.append(derived("at_least", qty=qty_slot(one), minimum=cell(one.item, "moq")))
    found, missing = capacity_of(context, line)
    rooms = [_less(context, room, before) for room in found]
    return derived("at_least", qty=qty_slot(line), minimum=least), rooms, missing


def _may_order(context: DelayContext, line: LineContext) -> bool:
    exposed = exposure(context, line) if line.change.kind == "later" else None
    return bool(exposed and exposed.bridge and line.demand and line.alternate)


def _less(context: DelayContext, room: Room, before: Sequence[Slot]) -> Room:
    """The room with what lines before this one take."""
    own = [
        Held(case=context.case, object=room.object, qty=Decimal(one.value), unit=room.unit)
        for one in before
    ]
    return room.model_copy(update={"held": (*room.held, *own)})


def _cut(
    context: DelayContext,
    line: LineContext,
    whole: Slot,
    rooms: Sequence[Room],
    before: dict[str, list[Slot]],
) -> Slot:
    """What is left where that is less and may still be ordered; else the whole."""
    unit, qty = unit_name(line.item.text("base_uom") or "PCS"), Decimal(whole.value)
    short = [one for one in rooms if one.unit == unit and one.left < qty]
    left = min((one.left for one in short), default=Decimal(0))
    if left <= 0 or order_problems(context, line, left):
        return whole
    parts = [_left_slot(context, one, before.get(one.object, [])) for one in short]
    named = {f"part{at}": one for at, one in enumerate((whole, *parts), 1)}
    return derived("least_of", **named)


def _left_slot(context: DelayContext, room: Room, before: Sequence[Slot]) -> Slot:
    """What is left of a room, with where it comes from."""
    others = sum((one.qty for one in room.held if one.case != context.case), Decimal(0))
    held = Slot(value=f"{others:f}", source=Reserved(object=room.object))
    committed = [cell(room.row, "committed")] if room.taken else []
    less = [*committed, *before, *([held] if others else [])]
    named = {f"less{at}": one for at, one in enumerate(less, 1)}
    return derived("pieces_left", whole=cell(room.row, "amount"), **named)


def order_of(
    context: DelayContext, line: LineContext, supplier: Row, qty: Slot, option: str
) -> IssueOrder:
    """The order of so many, for the option by that name."""
    number = derived(
        "order_number",
        po=cell(line.row, "po_id"),
        line=cell(line.row, "line"),
        supplier=cell(line.item, "alternate_supplier_id"),
        option=fixed("option", option),
    )
    return IssueOrder(
        case=context.case,
        function="procurement",
        objects=(context.order_of(line).object, supplier.object, line.item.object, line.row.object),
        option=option,
        why=f"stands in for {line.name}",
        po_id=number,
        supplier_id=cell(line.item, "alternate_supplier_id"),
        site_id=cell(context.order_of(line), "site_id"),
        buyer_id=cell(context.order_of(line), "buyer_id"),
        item_id=cell(line.row, "item_id"),
        qty=qty,
        uom=cell(line.item, "base_uom"),
        unit_price=cell(line.item, "alternate_price"),
        currency=cell(line.item, "currency"),
        need_date=cell(line.row, "need_date"),
        promised_date=cell(line.row, "need_date"),
    )
