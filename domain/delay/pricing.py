"""Prices every option of a delay and finds the binding constraint: the same code for all planes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from domain.dates import start_of_day
from domain.delay.context import DelayContext, LineContext
from domain.delay.exposure import Exposure, exposure, late_by, reply_deadline
from domain.delay.options import PRICERS
from domain.delay.options.accept import penalty_components
from domain.escalation import soonest_useful
from domain.options import Charge, Option


def options_of(context: DelayContext, function: str) -> tuple[Option, ...]:
    """The options one function brings, for every delayed line whose dates are known."""
    found = []
    for line in delayed(context):
        exposed = exposure(context, line)
        if exposed is not None:
            found += [
                option
                for owner, price in PRICERS.values()
                if owner == function and (option := price(context, line, exposed)) is not None
            ]
    return tuple(found)


def delayed(context: DelayContext) -> tuple[LineContext, ...]:
    """Lines that come later than confirmed."""
    return tuple(line for line in context.lines if line.change.kind == "later")


def merged(options: Iterable[Option], charges: Iterable[Charge]) -> tuple[Option, ...]:
    """Options with the charges of other functions added, in one order whoever was first."""
    added = {(one.object, one.option): one for one in charges}
    found = [_charged(option, added.get((option.object, option.name))) for option in options]
    return tuple(sorted(found, key=lambda one: (one.object, one.name)))


def _charged(option: Option, charge: Charge | None) -> Option:
    parts = (*option.components, *(charge.components if charge else ()))
    return option.model_copy(update={"components": parts})


def late_charges(context: DelayContext) -> tuple[Charge, ...]:
    """Finance's part in the options of others: what customers charge where one is late too."""
    found = []
    for line in delayed(context):
        exposed = exposure(context, line)
        if exposed is None:
            continue
        for option in _of_others(context, line, exposed):
            if option.days_late > 0:
                parts = penalty_components(context, late_by(exposed, option.days_late))
                found.append(Charge(object=option.object, option=option.name, components=parts))
    return tuple(found)


def _of_others(context: DelayContext, line: LineContext, exposed: Exposure) -> Iterable[Option]:
    for owner, price in PRICERS.values():
        option = price(context, line, exposed) if owner != "finance" else None
        if option is not None:
            yield option


def price_all(context: DelayContext) -> tuple[Option, ...]:
    """Every option with every charge, whoever brings it: what the authority computes again."""
    owners = sorted({owner for owner, _ in PRICERS.values()})
    options = [option for owner in owners for option in options_of(context, owner)]
    return merged(options, late_charges(context))


def binding_constraint(context: DelayContext) -> str:
    """Which constraint binds, and so which function owns the decision (domain.md 2.0).

    drawing (we are late) → cash (a credit's latest shipment) → material (stock floor or
    customers) → transport (the booking held is missed) → none.
    """
    kinds = {line.change.kind for line in context.lines}
    if "waits for us" in kinds:
        return "drawing"
    if "no date" in kinds or "withdrawn" in kinds:
        return "material"
    lines = [(line, exposure(context, line)) for line in delayed(context)]
    known = [(line, exposed) for line, exposed in lines if exposed is not None]
    if any(credit_missed(context, line) for line, _ in known):
        return "cash"
    if any(touches_supply(context, line, exposed) for line, exposed in known):
        return "material"
    return "transport" if any(booking_missed(line) for line, _ in known) else "none"


def touches_supply(context: DelayContext, line: LineContext, exposed: Exposure) -> bool:
    """Whether customers are late, production stops, or stock falls below its floor."""
    if exposed.late or exposed.line_down:
        return True
    if exposed.bridge is None or exposed.bridge <= 0:
        return False
    if exposed.stock_at_need is None or exposed.floor is None:
        return True  # nobody knows: a person decides
    return exposed.stock_at_need - exposed.bridge < exposed.floor


def booking_missed(line: LineContext) -> bool:
    """Whether the goods are ready after the cut-off of the booking they are planned on."""
    if line.shipment is None or line.shipment.day("cy_cutoff") is None:
        return False
    last = [lot.ready.latest for lot in line.change.lots if lot.ready is not None]
    cutoff = line.shipment.day("cy_cutoff")
    return bool(last) and cutoff is not None and max(last) > cutoff


def credit_missed(context: DelayContext, line: LineContext) -> bool:
    """Whether a letter of credit's latest shipment comes before the goods are ready."""
    last = [lot.ready.latest for lot in line.change.lots if lot.ready is not None]
    limits = [row.day("latest_shipment") for row in context.credits_of(line)]
    return bool(last) and any(limit is not None and max(last) > limit for limit in limits)


def downstream_effect(context: DelayContext) -> bool:
    """Whether anything beyond the date itself is touched."""
    return binding_constraint(context) != "none" or any(
        line.change.kind in ("withdrawn", "no date", "waits for us", "asked")
        for line in context.lines
    )


def latest_useful_time(
    context: DelayContext, chosen: Sequence[Option], hours: int
) -> tuple[datetime, str]:
    """Latest useful decision time: the soonest of the supplier's reply-by, the end of what it
    keeps for us, the cut-off of the booking held, and each live option's own last moment
    (domain.md 2.0)."""

    deadlines = [(one.until, one.until_why) for one in chosen if one.until is not None]
    for line in context.lines:
        reply = reply_deadline(line.change)
        if reply is not None:
            deadlines.append((reply, "supplier's reply-by"))
        if line.change.kept is not None:
            deadlines.append((line.change.kept.end, "what the supplier keeps for us"))
        if line.shipment is not None and line.shipment.day("cy_cutoff") is not None:
            zone = line.shipment.text("place_tz_cutoffs") or "UTC"
            day = line.shipment.day("cy_cutoff")
            if day is not None and booking_missed(line):
                deadlines.append((start_of_day(day, zone), "cut-off of the booking held"))
    otherwise = (context.now + timedelta(hours=hours), "life of a proposal")
    return soonest_useful(deadlines, context.now, otherwise)
