"""Fly the whole lot, or only the pieces that bridge the gap."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from domain.costs.delay import days_late
from domain.costs.freight import chargeable_kg, pipeline_saving
from domain.delay.budget import budget_draw
from domain.delay.context import DelayContext, LineContext
from domain.delay.exposure import Exposure
from domain.delay.rates import cheapest, fees
from domain.options import CostComponent, Option
from domain.quantity import Quantity
from domain.record import Row


def full_air(context: DelayContext, line: LineContext, exposed: Exposure) -> Option | None:
    """All pieces by air; the base sea freight is avoided if the booking can be cancelled."""
    return _air(context, line, exposed, "full air", exposed.lots)


def split_air(context: DelayContext, line: LineContext, exposed: Exposure) -> Option | None:
    """Only the bridge by air, from the earliest lots; the sea box still sails, no saving there."""
    if exposed.bridge is None or not 0 < exposed.bridge < line.qty:
        return None
    flown, missing = [], exposed.bridge
    for qty, day in exposed.lots:
        taken = min(qty, missing)
        if taken > 0:
            flown.append((taken, day))
        missing -= taken
    return _air(context, line, exposed, "split air", tuple(flown))


def _air(
    context: DelayContext,
    line: LineContext,
    exposed: Exposure,
    name: str,
    lots: tuple[tuple[Decimal, date], ...],
) -> Option | None:
    if line.row.text("promised_event") == "delivered dock":
        return None  # the supplier carries; a faster mode is the supplier's to offer
    qty = sum((size for size, _ in lots), Decimal(0))
    weight = _chargeable(line, qty)
    unknown = () if weight is not None else ("weight and volume of the goods",)
    rate = None if weight is None else cheapest(line.air_rates, weight, lots[-1][1])
    if weight is not None and rate is None:
        unknown = (f"air rate for {weight:f} kg ready on {lots[-1][1]}",)
    parts = (
        ()
        if rate is None or weight is None
        else _components(context, line, exposed, rate, weight, qty, whole=name == "full air")
    )
    fast = 0 if rate is None else int(rate.number("transit_days") or 0)
    arrives = lots[-1][1] + timedelta(days=fast)
    late = days_late(arrives, exposed.need)
    return Option(
        name=name,
        title=f"fly {qty:f} {line.item.text('base_uom')}",
        by="logistics",
        object=line.row.object,
        days_late=late,
        components=parts,
        currency=context.currency,
        effects=_effects(line, rate, name),
        measures={"service": late, "key_customer_contract": late, "other_service": late},
        draws=budget_draw(context, "logistics", parts),
        unknown=unknown + _foreign(context, rate),
        violates=("dangerous_goods_by_air",) if line.item.text("dangerous_goods") == "yes" else (),
        assumptions=("the new ready date holds", "space at the quoted rate"),
        arrives=arrives,
        bridge=Quantity(n=qty, unit=line.item.text("base_uom") or "PCS"),
    )


def _chargeable(line: LineContext, qty: Decimal) -> Decimal | None:
    gross, volume = line.row.number("gross_kg"), line.row.number("m3")
    ordered = line.row.number("qty")
    if gross is None or volume is None or not ordered:
        return None
    share = qty / ordered
    return chargeable_kg(gross * share, volume * share)


def _foreign(context: DelayContext, rate: Row | None) -> tuple[str, ...]:
    if rate is None or rate.text("currency") == context.currency:
        return ()
    return (f"exchange rate {rate.text('currency')} to {context.currency}",)


def _components(
    context: DelayContext,
    line: LineContext,
    exposed: Exposure,
    rate: Row,
    weight: Decimal,
    qty: Decimal,
    *,
    whole: bool,
) -> tuple[CostComponent, ...]:
    per_kg = rate.number("rate") or Decimal(0)
    carriage = max(per_kg * weight, rate.number("min_charge") or Decimal(0))
    found = [
        _part(context, "air freight", carriage, f"{per_kg} x {weight.normalize():f} kg"),
        _part(context, "handling", rate.number("handling") or Decimal(0), f"rate {rate.key}"),
    ]
    found += [_part(context, name, amount, f"rate {rate.key}") for name, amount in fees(rate)]
    if whole and line.sea_rate is not None:
        base = line.sea_rate.number("rate") or Decimal(0)
        found.append(
            _part(context, "sea freight avoided", -base, f"base of {line.sea_rate.key} only")
        )
    found.append(_saving(context, exposed, rate, qty))
    if line.change.cost_share_pct:
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
    return _part(context, "supplier's share", -freight * pct / 100, f"{pct} % of {freight:.2f}")


def _part(context: DelayContext, name: str, amount: Decimal, formula: str) -> CostComponent:
    return CostComponent(name=name, money=context.money(amount), formula=formula)


def _effects(line: LineContext, rate: Row | None, name: str) -> dict[str, str]:
    shared = ", ".join(row.text("po_line") for row in line.co_loaded)
    box = f"; line(s) {shared} in the same box stay with it" if shared else ""
    kept = "sea booking cancelled" if name == "full air" else "sea box still sails"
    return {
        "logistics": f"{rate.key if rate else 'no rate'}: {kept}{box}",
        "trade compliance": "air freight changes the duty base outside FOB-type regimes",
        "finance": "freight at the air rate",
    }
