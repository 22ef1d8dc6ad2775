"""Fly the whole lot, or only the pieces that bridge the gap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from domain.costs.delay import days_late
from domain.costs.freight import chargeable_kg, pipeline_saving
from domain.dates import start_of_day
from domain.delay.budget import budget_draw
from domain.delay.context import DelayContext, LineContext
from domain.delay.exposure import Exposure, exposure
from domain.delay.flown import already
from domain.delay.offers import share_offered
from domain.delay.option_letters import book_air, take_share
from domain.delay.options.accept import late_measures, unknown_penalties
from domain.freight.rates import cheapest, fees
from domain.options import CostComponent, Draw, Held, Option
from domain.quantity import Quantity
from domain.record import Row
from domain.room import Use, of_rate, use_of
from domain.values import Value

#: Pieces with the day on which they are ready, earliest first.
Lots = tuple[tuple[Decimal, date], ...]


class Flight(Value):
    """What would fly: lots with their ready days, the weight charged for, the rate, and the space
    it takes; `full` is what it would take of a cheaper rate that has no room for it."""

    name: str
    lots: Lots
    weight: Decimal | None
    rate: Row | None
    use: Use = Use()
    full: Use = Use()

    @property
    def qty(self) -> Decimal:
        """Pieces that fly."""
        return sum((size for size, _ in self.lots), Decimal(0))

    @property
    def ready(self) -> date:
        """When the last of them is ready."""
        return self.lots[-1][1]

    @property
    def arrives(self) -> date:
        """When they are at the dock."""
        days = self.rate.number("transit_days") if self.rate else None
        return self.ready + timedelta(days=int(days or 0))


def full_air(context: DelayContext, line: LineContext, exposed: Exposure) -> Option | None:
    """All pieces by air; the base sea freight is avoided if the booking can be cancelled."""
    return _air(context, line, exposed, _flight(context, line, "full air", exposed.lots))


def split_air(context: DelayContext, line: LineContext, exposed: Exposure) -> Option | None:
    """Only the bridge by air, from the earliest lots; the sea box still sails, no saving there."""
    flown = _flown(line, exposed)
    if not flown:
        return None
    return _air(context, line, exposed, _flight(context, line, "split air", flown))


def _flown(line: LineContext, exposed: Exposure) -> Lots:
    """What bridges the gap, from the earliest lots; nothing where that is none or all of it."""
    if exposed.bridge is None or not 0 < exposed.bridge < line.qty:
        return ()
    flown, missing = [], exposed.bridge
    for qty, day in exposed.lots:
        taken = min(qty, missing)
        if taken > 0:
            flown.append((taken, day))
        missing -= taken
    return tuple(flown)


def _flight(context: DelayContext, line: LineContext, name: str, lots: Lots) -> Flight:
    return _with_room(context, line, name, lots, _held_before(context, line))


def _with_room(
    context: DelayContext, line: LineContext, name: str, lots: Lots, held: Sequence[Held]
) -> Flight:
    """At the cheapest rate that has room for it; where none has, at the cheapest."""
    weight, day = _chargeable(line, sum((size for size, _ in lots), Decimal(0))), lots[-1][1]
    if weight is None:
        return Flight(name=name, lots=lots, weight=None, rate=None)
    uses = {one.key: _use(context, one, held, line, lots, weight) for one in line.air_rates}
    first = cheapest(line.air_rates, weight, day)
    open_ = cheapest([one for one in line.air_rates if uses[one.key].fits], weight, day)
    rate = open_ or first
    return Flight(
        name=name,
        lots=lots,
        weight=weight,
        rate=rate,
        use=Use() if rate is None else uses[rate.key],
        full=Use() if first is None or first is rate else uses[first.key],
    )


def _use(
    context: DelayContext,
    rate: Row,
    held: Sequence[Held],
    line: LineContext,
    lots: Lots,
    weight: Decimal,
) -> Use:
    rooms, missing = of_rate(rate, context.capacities, held, lots[-1][1])
    sizes, ordered, cube = {"KG": weight}, line.row.number("qty"), line.row.number("m3")
    if cube is not None and ordered:
        sizes["M3"] = cube * sum((size for size, _ in lots), Decimal(0)) / ordered
    return use_of(rooms, sizes, missing)


def _held_before(context: DelayContext, line: LineContext) -> Sequence[Held]:
    """What others hold, and the most that lines of this case before this one may take: two lines
    of one case never count on the same space."""
    held: tuple[Held, ...] = context.held
    if not context.rooms:
        return held
    for one in context.lines:
        if one.row.object == line.row.object:
            break
        exposed = exposure(context, one)
        if one.change.kind == "later" and exposed is not None:
            ways = [lots for lots in (exposed.lots, _flown(one, exposed)) if lots]
            uses = [_with_room(context, one, "", lots, held).use for lots in ways]
            held = (*held, *_most(context.case, [draw for use in uses for draw in use.draws]))
    return held


def _most(case: str, draws: Sequence[Draw]) -> list[Held]:
    """Of each thing the largest of these draws: only one of them will be."""
    found: dict[str, Draw] = {}
    for one in draws:
        known = found.get(one.object)
        found[one.object] = one if known is None or one.qty > known.qty else known
    return [
        Held(case=case, object=one.object, qty=one.qty, unit=one.unit) for one in found.values()
    ]


def _air(
    context: DelayContext, line: LineContext, exposed: Exposure, flight: Flight
) -> Option | None:
    if line.row.text("promised_event") == "delivered dock":
        return None  # the supplier carries; a faster mode is the supplier's to offer
    late = days_late(flight.arrives, exposed.need)
    parts = _components(context, line, exposed, flight)
    letters = (
        book_air(context, line, flight.name, flight.ready),
        take_share(context, line, flight.name) if share_offered(context, line) else None,
    )
    return Option(
        name=flight.name,
        title=_title(line, flight),
        by="logistics",
        object=line.row.object,
        days_late=late,
        components=parts,
        currency=context.currency,
        effects=_effects(line, flight),
        measures=_measures(exposed, flight, late),
        draws=(*flight.use.draws, *budget_draw(context, "logistics", parts)),
        unknown=_unknown(context, line, exposed, flight),
        violates=_violated(line, flight),
        assumptions=_assumptions(context, line),
        until=start_of_day(flight.ready, context.supplier.text("time_zone") or "UTC"),
        until_why="the goods are ready to fly",
        arrives=flight.arrives,
        carried="air",
        bridges_to=exposed.last_arrival,
        bridge=Quantity(n=flight.qty, unit=line.item.text("base_uom") or "PCS"),
        actions=tuple(letter for letter in letters if letter is not None),
    )


def _title(line: LineContext, flight: Flight) -> str:
    """What flies, and that the rest goes by sea."""
    pieces = f"{flight.qty:,f} {line.item.text('base_uom')}"
    if flight.name == "split air":
        return f"split: fly {pieces}, the rest by sea"
    return f"fly all {pieces}"


def _violated(line: LineContext, flight: Flight) -> tuple[str, ...]:
    dangerous = line.item.text("dangerous_goods") == "yes"
    full = ("space_available",) if flight.use.short else ()
    return (*(("dangerous_goods_by_air",) if dangerous else ()), *full)


def _assumptions(context: DelayContext, line: LineContext) -> tuple[str, ...]:
    share = share_offered(context, line)
    offer = (f"the supplier bears {share:f} % as offered",) if share else ()
    return ("the new ready date holds", "space at the quoted rate", *offer)


def _unknown(
    context: DelayContext, line: LineContext, exposed: Exposure, flight: Flight
) -> tuple[str, ...]:
    """Inputs nobody knows: weight, rates, whom to book with, what customers charge."""
    found = []
    if flight.weight is None:
        found.append("weight and volume of the goods")
    elif flight.rate is None:
        found.append(f"air rate for {flight.weight.normalize():f} kg ready on {flight.ready}")
    elif flight.rate.text("currency") != context.currency:
        found.append(f"exchange rate {flight.rate.text('currency')} to {context.currency}")
    if line.shipment is None or not line.forwarder_contacts:
        found.append("a forwarder on file to book with")
    found += flight.use.missing
    late = days_late(flight.arrives, exposed.need)
    return (*found, *(unknown_penalties(context, exposed) if late else ()))


def _measures(exposed: Exposure, flight: Flight, late: int) -> dict[str, int]:
    """Days late by tier; a line that stands is relieved by the days the flight is sooner."""
    sooner = max(0, (exposed.arrivals[0][1] - flight.arrives).days)
    down = max(0, exposed.line_down - sooner)
    return {**late_measures(exposed, late), "line_down": down}


def _chargeable(line: LineContext, qty: Decimal) -> Decimal | None:
    gross, volume = line.row.number("gross_kg"), line.row.number("m3")
    ordered = line.row.number("qty")
    if gross is None or volume is None or not ordered:
        return None
    # Divided last and held to the gram, so that a lot of 900 kg is not found above a 900 kg band.
    weight = chargeable_kg(gross * qty, volume * qty) / ordered
    return weight.quantize(Decimal("0.001"), ROUND_HALF_UP)


def _components(
    context: DelayContext, line: LineContext, exposed: Exposure, flight: Flight
) -> tuple[CostComponent, ...]:
    rate, weight = flight.rate, flight.weight
    if rate is None or weight is None:
        return ()
    per_kg = rate.number("rate") or Decimal(0)
    carriage = max(per_kg * weight, rate.number("min_charge") or Decimal(0))
    found = [
        _part(context, "air freight", carriage, f"{per_kg} x {weight.normalize():f} kg"),
        _part(context, "handling", rate.number("handling") or Decimal(0), f"rate {rate.key}"),
    ]
    found += [_part(context, name, amount, f"rate {rate.key}") for name, amount in fees(rate)]
    found = [one.model_copy(update={"payee": "carrier"}) for one in found]
    if flight.name == "full air" and line.sea_rate is not None:
        base = line.sea_rate.number("rate") or Decimal(0)
        found.append(
            _part(context, "sea freight avoided", -base, f"base of {line.sea_rate.key} only")
        )
    found.append(_saving(context, exposed, rate, flight.qty))
    if share_offered(context, line):
        found.append(_share(context, line, found))
    return tuple(part for part in found if part.money.amount)


def _saving(context: DelayContext, exposed: Exposure, rate: Row, qty: Decimal) -> CostComponent:
    carrying = context.figure("carrying_cost_rate") or Decimal(0)
    fast = int(rate.number("transit_days") or 0)
    value = exposed.unit_value.times(qty)
    saving = pipeline_saving(value, carrying, exposed.transit, fast)
    formula = f"{value.rounded().amount} x {carrying} x {exposed.transit - fast} d / 365"
    return CostComponent(name="less capital under way", money=-saving, formula=formula)


def _share(context: DelayContext, line: LineContext, parts: list[CostComponent]) -> CostComponent:
    """The supplier's offer to bear a share of the air cost; an offer, so also an assumption."""
    pct = line.change.cost_share_pct or Decimal(0)
    freight = sum(
        (part.money.amount for part in parts if part.name != "less capital under way"), Decimal(0)
    )
    part = _part(context, "supplier's share", -freight * pct / 100, f"{pct} % of {freight:.2f}")
    return part.model_copy(update={"offered": True})


def _part(context: DelayContext, name: str, amount: Decimal, formula: str) -> CostComponent:
    return CostComponent(name=name, money=context.money(amount), formula=formula)


def _in_all(line: LineContext) -> str:
    """That pieces which fly already are among those priced here: a booking is for the rest."""
    said = already(line.flown)
    return f"; {said}: they are counted in here, book only what is beyond them" if said else ""


def _effects(line: LineContext, flight: Flight) -> dict[str, str]:
    shared = ", ".join(row.text("po_line") for row in line.co_loaded)
    box = f"; line(s) {shared} in the same box stay with it" if shared else ""
    kept = "sea booking cancelled" if flight.name == "full air" else "sea box still sails"
    kept = line.booking(kept)
    rate, room = flight.rate, flight.use.said() + flight.full.said()
    return {
        "logistics": f"{rate.key if rate else 'no rate'}: {kept}{box}{room}{_in_all(line)}",
        "trade compliance": "air freight changes the duty base outside FOB-type regimes",
        "finance": "freight at the air rate",
    }
