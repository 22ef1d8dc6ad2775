"""Re-booking: what stays on the sea after a choice needs the next sailing, nothing else does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from domain.actions import RequestBooking
from domain.cells import cell
from domain.delay.context import DelayContext, LineContext
from domain.delay.correspondence import request_booking
from domain.delay.pricing import booking_missed
from domain.delay.slots import bridge_slot, derived, qty_slot, ready_slot
from domain.options import Option
from domain.provenance import Slot, fixed


def rebooked(context: DelayContext, chosen: Sequence[Option]) -> tuple[RequestBooking, ...]:
    """One request a booking that is missed, for the goods that no chosen option takes off it."""
    options = {option.object: option for option in chosen}
    if not options:
        return ()
    found = (_request(context, lines, options) for lines in _by_booking(context))
    return tuple(one for one in found if one is not None)


def _by_booking(context: DelayContext) -> Iterable[list[LineContext]]:
    """Lines that miss the booking they are planned on, by booking."""
    groups: dict[str, list[LineContext]] = {}
    for line in context.lines:
        if line.shipment is not None and _is_late(line) and booking_missed(line):
            groups.setdefault(line.shipment.key, []).append(line)
    return groups.values()


def _is_late(line: LineContext) -> bool:
    moved = line.change.kind in ("later", "earlier")
    return moved and all(lot.ready is not None for lot in line.change.lots)


def _request(
    context: DelayContext, lines: list[LineContext], options: Mapping[str, Option]
) -> RequestBooking | None:
    left = [(line, _left(context, line, options.get(line.row.object))) for line in lines]
    staying = [(line, qty) for line, qty in left if qty is not None]
    if not staying:
        return None
    staying.sort(key=lambda one: ready_slot(one[0]).value)
    last = staying[-1][0]
    asked = request_booking(context, last, "amend_booking", ready_slot(last), noted=_noted(staying))
    names = sorted(option.name for option in options.values())
    return None if asked is None else asked.model_copy(update={"option": names[0]})


def _left(context: DelayContext, line: LineContext, option: Option | None) -> Slot | None:
    """What of a line still goes by sea on a later sailing; None when nothing does."""
    name, whole = option.name if option else "", qty_slot(line)
    if name == "full air" or (option is not None and option.ends):
        return None  # it flies, or nothing more of it comes
    taken: Slot | None = None
    if name == "split air":
        taken = bridge_slot(context, line)
    if name == "take the part offered":
        taken = line.change.part_slot  # ready at the old date, it sails as booked
    return whole if taken is None else derived("remainder", whole=whole, taken=taken)


def _noted(staying: list[tuple[LineContext, Slot]]) -> Slot:
    inputs: dict[str, Slot] = {}
    for at, (line, qty) in enumerate(staying, 1):
        # a forwarder cannot know to which order a bare line belongs
        order = cell(line.row, "po_id")
        inputs[f"line{at}"] = derived("row_of", key1=order, key2=cell(line.row, "line"))
        inputs[f"qty{at}"] = qty
        if line.row.text("uom"):
            inputs[f"uom{at}"] = cell(line.row, "uom")
        inputs[f"day{at}"] = ready_slot(line)
    return derived("dates_noted", language=fixed("language", "en"), **inputs)
