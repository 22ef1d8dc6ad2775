"""Logistics: bookings the delay touches, faster ways, cut-offs, and who shares the box."""

from __future__ import annotations

from collections.abc import Sequence

from agents.concerns import concerns
from domain.actions import Action
from domain.cells import cell
from domain.contribution import Contribution, Finding
from domain.delay.context import DelayContext, LineContext
from domain.delay.correspondence import note, noted
from domain.delay.flown import already
from domain.delay.pricing import booking_missed, options_of
from domain.delay.rebooking import rebooked
from domain.options import Option
from domain.ports import Model


def contribute(context: DelayContext, model: Model | None = None) -> Contribution:
    """Bookings touched, air options with their rates, and the change asked of the forwarder."""
    return Contribution(
        function="logistics",
        findings=tuple(_findings(context)) + concerns(context, "logistics", model),
        options=options_of(context, "logistics"),
        actions=tuple(_actions(context)),
        queries=tuple(one for one in context.queries if one.table in _LOOKS_AT),
        constraints=("transport",) if any(map(booking_missed, context.lines)) else (),
    )


def complete(context: DelayContext, chosen: Sequence[Option]) -> tuple[Action, ...]:
    """What follows from all that was chosen: the next sailing for what stays on the sea."""
    return rebooked(context, chosen)


_LOOKS_AT = ("shipments", "shipment_units", "rates")


def _findings(context: DelayContext) -> list[Finding]:
    found = []
    for line in context.lines:
        if said := already(line.flown):
            text = f"{line.name}: {said}; what is priced to fly counts these in"
            found.append(Finding(text=text, rests_on=(line.row.object,)))
        if line.shipment is None:
            continue
        ship = line.shipment
        name = ship.text("booking_no") or ship.key
        cutoff = f"{ship.text('cy_cutoff')} {ship.text('place_tz_cutoffs')}"
        state = "missed" if booking_missed(line) else "kept"
        text = (
            f"booking {name} on {ship.text('vessel')} {ship.text('voyage')}: CY {cutoff}, {state}"
        )
        found.append(Finding(text=text, rests_on=(ship.object,)))
        if line.co_loaded:
            others = ", ".join(f"{r.text('po_id')}/{r.text('po_line')}" for r in line.co_loaded)
            found.append(
                Finding(
                    text=f"in the same box: {others}; rolling it moves them too",
                    rests_on=tuple(row.object for row in line.co_loaded),
                )
            )
    return found


def _actions(context: DelayContext) -> list[Action]:
    found: list[Action] = []
    for line in _one_a_booking(context):
        if line.shipment is not None:
            found.append(
                note(
                    context,
                    "logistics",
                    "note_logistics",
                    line.shipment,
                    "a booking holds these goods",
                    noted=noted(context),
                    booking_no=cell(line.shipment, "booking_no"),
                    cutoff=cell(line.shipment, "cy_cutoff"),
                )
            )
    return found


def _one_a_booking(context: DelayContext) -> list[LineContext]:
    """Lines whose dates are known, one for each booking: the latest decides."""
    known = [line for line in context.lines if line.shipment is not None and _dated(line)]
    known.sort(key=_last_ready)
    return list({line.shipment.key: line for line in known if line.shipment}.values())


def _dated(line: LineContext) -> bool:
    moved = line.change.kind in ("later", "earlier")
    return moved and all(lot.ready is not None for lot in line.change.lots)


def _last_ready(line: LineContext) -> str:
    return max(str(lot.ready.latest) for lot in line.change.lots if lot.ready is not None)
