"""A full box or a share of one: which is cheaper for a cargo, and from what volume on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.booking.cargo import Cargo
from domain.booking.lanes import Lane, lanes
from domain.contribution import Finding
from domain.dossier.context import Dossier
from domain.freight.box_or_lcl import BoxOrLcl, box_or_lcl
from domain.freight.chargeable import chargeable
from domain.freight.contract import Contracted, contracted
from domain.money import Money, total


def findings(dossier: Dossier, cargo: Cargo) -> Iterator[Finding]:
    """The cheapest box of the lane against its cheapest rate by the revenue ton (domain.md 2.3)."""
    known = [one for one in lanes(dossier, cargo) if one.parts and not one.missing]
    boxes = [one for one in known if one.boxes]
    loose = [one for one in known if _by_ton(one)]
    if not boxes or not loose:
        return
    box, lot = (min(some, key=lambda one: (one.cost, one.rate.key)) for some in (boxes, loose))
    found = _held(cargo, box, lot)
    if found.missing or found.lcl_cost is None:
        return
    cheaper = "the box is no dearer" if found.box else "less than a box is cheaper"
    text = f"{box.name} {found.box_cost.money}, {lot.name} {found.lcl_cost.money} "
    text += f"({found.lcl_cost.formula}): {cheaper}"
    text += f", a box from {found.from_tons} RT on" if found.from_tons is not None else ""
    yield Finding(text=text, rests_on=(box.rate.object, lot.rate.object))


def _held(cargo: Cargo, box: Lane, lot: Lane) -> BoxOrLcl:
    tons = chargeable("sea", cargo.gross_kg, cargo.m3)
    currency = lot.rate.text("currency")
    each = total((one.money for one in box.parts), box.rate.text("currency"))
    return box_or_lcl(
        tons,
        box.boxes,
        each.times(1)
        if box.boxes == 1
        else Money(amount=each.amount / box.boxes, currency=each.currency),
        _sum(_by_ton(lot), currency),
        _sum([one for one in contracted(lot.rate) if one.per != "revenue ton"], currency),
    )


def _by_ton(lane: Lane) -> list[Contracted]:
    return [one for one in contracted(lane.rate) if one.per == "revenue ton"]


def _sum(charges: Sequence[Contracted], currency: str) -> Money:
    return total((one.rate for one in charges), currency)
