"""Ways to carry a cargo: rates of its lane as options, priced by the charges they agree to."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from domain.booking.cargo import Cargo, worth
from domain.costs.freight import pipeline_saving
from domain.dossier.context import Dossier
from domain.freight.chargeable import chargeable
from domain.freight.contract import Contracted, contracted
from domain.freight.equipment import boxes_needed, equipment
from domain.freight.rates import applies
from domain.money import Money
from domain.options import CostComponent
from domain.reckoning import part
from domain.record import Row
from domain.room import Use, of_rate, use_of
from domain.values import Value

_BOXES = re.compile(r"(?<!\d)(\d{1,2})\s?x\s?'?(\d{2}[A-Z]{2,4})\b", re.IGNORECASE)
_PRICED = re.compile(r"(\d{1,2})x(\d{2}[A-Z]{2,4})\s+(\d+(?:\.\d{1,2})?)")
#: Modes of carriage; rows of storage and of days at the port are none.
MODES = frozenset({"sea", "air", "road", "truck", "rail", "lcl", "courier"})


class Lane(Value):
    """A rate for the cargo: so many boxes, its parts of cost, or what is missing to price it; what
    it takes of the space that the partner gives us."""

    rate: Row
    boxes: int = 0
    box: str = ""
    parts: tuple[CostComponent, ...] = ()
    missing: tuple[str, ...] = ()
    use: Use = Use()

    @property
    def name(self) -> str:
        """`sea 1x40HC F3001`, `air F3001`."""
        size = f" {self.boxes}x{self.box}" if self.boxes and self.box else ""
        return f"{self.rate.text('mode')}{size} {self.rate.text('partner_id')}"

    @property
    def cost(self) -> Decimal:
        """Freight alone, in the rate's currency."""
        return sum((one.money.amount for one in self.parts), Decimal(0))

    @property
    def is_spot(self) -> bool:
        """Whether no contract stands behind it."""
        return not self.rate.text("contract_id")

    def arrives(self, ready: date | None) -> date | None:
        """At our dock, door to door; None where the days under way are not on file."""
        days = self.rate.number("transit_days")
        return None if ready is None or days is None else ready + timedelta(days=int(days))


def lanes(dossier: Dossier, cargo: Cargo) -> list[Lane]:
    """Every way on file, for the same mode and boxes the cheapest rate that has room for it; where
    none has, the cheapest."""
    found: dict[str, Lane] = {}
    for rate in dossier.of("rates"):
        if rate.text("mode") not in MODES or not _fits(dossier, rate, cargo):
            continue
        for bare in (priced(rate, cargo.gross_kg, cargo.m3), *_noted(rate)):
            lane = bare.model_copy(update={"use": _use(dossier, cargo, bare)})
            known = found.get(lane.name)
            if known is None or _order(lane) < _order(known):
                found[lane.name] = lane
    return list(found.values())


def _order(lane: Lane) -> tuple[bool, Decimal, str]:
    return not lane.use.fits, lane.cost, lane.rate.key


def _use(dossier: Dossier, cargo: Cargo, lane: Lane) -> Use:
    """What it takes of the space given on the lane on the day the cargo is ready."""
    rooms, missing = of_rate(
        lane.rate, dossier.of("capacities"), dossier.held, cargo.ready or dossier.today
    )
    sizes = {lane.box: Decimal(lane.boxes)} if lane.box and lane.boxes else {}
    by_air = lane.rate.text("mode") == "air"
    charged = chargeable("air", cargo.gross_kg, cargo.m3).n if by_air else None
    if kg := charged or cargo.gross_kg:
        sizes["KG"] = kg
    if cargo.m3 is not None:
        sizes["M3"] = cargo.m3
    return use_of(rooms, sizes, missing)


def _fits(dossier: Dossier, rate: Row, cargo: Cargo) -> bool:
    weight = cargo.gross_kg or Decimal(0)
    return applies(rate, weight, cargo.ready or dossier.today)


def asked_boxes(text: str) -> tuple[int, str] | None:
    """`2x20DV` as so many boxes of a kind on file; None for other words."""
    found = _BOXES.search(text)
    box = equipment(found[2]) if found else None
    return None if found is None or box is None else (int(found[1]), box.code)


def priced(rate: Row, gross_kg: Decimal | None, m3: Decimal | None) -> Lane:
    """What a rate makes of a weight and a volume."""
    counts: dict[str, tuple[Decimal, str]] = {"shipment": (Decimal(1), "a shipment")}
    boxes, box, missing = 0, "", list[str]()
    if rate.text("equipment") and rate.text("mode") == "sea":
        needed = boxes_needed(rate.text("equipment"), gross_kg, m3)
        missing += needed.missing
        boxes, box = needed.boxes or 0, needed.equipment
        counts["container"] = (Decimal(boxes), needed.basis)
    if any(one.per == "revenue ton" for one in contracted(rate)):
        tons = chargeable("sea", gross_kg, m3)
        missing += tons.missing
        counts["revenue ton"] = (tons.n, tons.basis)
    if rate.text("mode") == "air" or "kg" in rate.text("basis"):
        weight = chargeable("air", gross_kg, m3)
        missing += weight.missing
        counts["kg"] = (weight.n, weight.basis)
    parts = [_part(one, counts) for one in contracted(rate)]
    unknown = [one.name for one, made in zip(contracted(rate), parts, strict=True) if made is None]
    known = tuple(one for one in parts if one is not None)
    return Lane(
        rate=rate,
        boxes=boxes,
        box=box,
        parts=() if missing else known,
        missing=(*dict.fromkeys(missing), *(f"how {one} is charged" for one in unknown)),
    )


def _part(charge: Contracted, counts: dict[str, tuple[Decimal, str]]) -> CostComponent | None:
    counted = counts.get(charge.per)
    if counted is None and charge.per in ("load", "trip"):
        counted = counts["shipment"]
    if counted is None:
        return None
    n, basis = counted
    money = charge.rate.times(n)
    if charge.least is not None and money.amount < charge.least.amount:
        money, basis = charge.least, f"minimum, {basis}"
    return _billed(part(charge.name, money, f"{n:f} × {charge.rate} ({basis}; {charge.source})"))


def _billed(one: CostComponent) -> CostComponent:
    return one.model_copy(update={"payee": "carrier"})


def _noted(rate: Row) -> list[Lane]:
    """Boxes that a rate prices in its note: `2x20GP 4460.00`."""
    found = []
    for match in _PRICED.finditer(rate.text("note")):
        box = equipment(match[2])
        if box is not None:
            money = Money(amount=Decimal(match[3]), currency=rate.text("currency"))
            made = _billed(part("freight", money, f"{match[0]} (rate {rate.key}, note)"))
            found.append(Lane(rate=rate, boxes=int(match[1]), box=box.code, parts=(made,)))
    return found


def under_way(dossier: Dossier, cargo: Cargo, lane: Lane) -> CostComponent | None:
    """What the goods cost in stock while they travel: value × carrying rate × days / 365."""
    days = lane.rate.number("transit_days")
    if days is None:
        return None
    return carried_for(dossier, cargo, int(days), lane.rate.text("currency"))


def carried_for(dossier: Dossier, cargo: Cargo, days: int, currency: str) -> CostComponent | None:
    """What so many days cost in stock; None where the record has no value or rate for it."""
    goods, rate = worth(cargo), dossier.figure("carrying_cost_rate")
    if goods is None or rate is None or goods.currency != currency:
        return None
    money = pipeline_saving(goods, rate, days, 0).rounded()
    return part("goods under way", money, f"{goods} × {rate} × {days} / 365")
