"""A shipment of the record as the facts a freight bill is audited by."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.freight.bill import Facts
from domain.freight.chargeable import Chargeable, chargeable
from domain.record import Row


def facts_of(shipment: Row, units: Sequence[Row]) -> Facts:
    """Boxes and chargeable weight of a `shipments` row by its `shipment_units`.

    Containers count by their number, lines in one box once. The caller adds what days decide,
    and the evidence of events and approvals (`Facts.model_copy`).
    """
    known: dict[str, Decimal] = {}
    mode = shipment.text("mode")
    boxes = {row.text("unit_no") for row in units if row.text("unit_no")}
    if boxes and mode not in ("air", "courier"):
        known["container"] = Decimal(len(boxes))
    weight = charged_for(shipment, units)
    if not weight.missing:
        known["revenue ton" if weight.unit == "RT" else "kg"] = weight.n
    return Facts(shipped_on=shipment.day("etd"), units=known)


def charged_for(shipment: Row, units: Sequence[Row]) -> Chargeable:
    """The chargeable weight of all that is on board; a line without weight or volume is missing."""
    kilos = [row.number("gross_kg") for row in units]
    cubes = [row.number("m3") for row in units]
    return chargeable(shipment.text("mode"), _sum(kilos), _sum(cubes))


def _sum(numbers: Sequence[Decimal | None]) -> Decimal | None:
    known = [one for one in numbers if one is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(numbers) else None
