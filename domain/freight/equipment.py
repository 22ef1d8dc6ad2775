"""Equipment: how many boxes goods ask for by weight and volume."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from domain.reckoning import figure
from domain.rulebook import Rule, rules
from domain.values import Value

#: Names partners use for the box on the right.
_SAME = {
    "20DV": "20GP", "20DC": "20GP", "20ST": "20GP", "40DV": "40GP", "40DC": "40GP", "40HQ": "40HC",
    "40HCRF": "40RH", "40RF": "40RH", "40RQ": "40RH", "53FT": "53DV", "53": "53DV",
    "FTL": "TRAILER",
}  # fmt: skip


class Equipment(Rule):
    """A box by its payload (kg) and the volume loaded in practice (m³)."""

    payload_kg: Decimal
    usable_m3: Decimal


class BoxesNeeded(Value):
    """At least so many boxes, and what each measure asks for; no packing plan."""

    equipment: str
    boxes: int | None = None
    by: str = ""
    basis: str = ""
    missing: tuple[str, ...] = ()


def equipment(code: str) -> Equipment | None:
    """The box of that name, None for one not on file."""
    name = code.strip().upper().replace("'", "").replace(" ", "")
    known = {one.code: one for one in rules("domain.freight", "equipment", Equipment)}
    return known.get(_SAME.get(name, name))


def boxes_needed(code: str, gross_kg: Decimal | None, volume_m3: Decimal | None) -> BoxesNeeded:
    """The most that weight or volume asks for."""
    box = equipment(code)
    if box is None or gross_kg is None or volume_m3 is None:
        names = (f"measures of {code}", box), ("gross weight", gross_kg), ("volume", volume_m3)
        return BoxesNeeded(equipment=code, missing=tuple(n for n, v in names if v is None))
    counted = [
        ("weight", gross_kg / box.payload_kg, f"{figure(gross_kg)} of {figure(box.payload_kg)} kg"),
        ("volume", volume_m3 / box.usable_m3, f"{figure(volume_m3)} of {figure(box.usable_m3)} m³"),
    ]
    by, share, _ = max(counted, key=lambda one: one[1])
    boxes = max(1, int(share.to_integral_value(ROUND_CEILING)))
    return BoxesNeeded(
        equipment=box.code, boxes=boxes, by=by, basis=", ".join(said for _, _, said in counted)
    )
