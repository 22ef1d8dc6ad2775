"""Equipment: whether goods fit a box, and how many boxes weight, volume and floor ask for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

from domain.freight.chargeable import Package
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
    """A box by its inside measures (cm), payload (kg) and the volume loaded in practice (m³)."""

    length_cm: Decimal
    width_cm: Decimal
    height_cm: Decimal
    door_cm: Decimal
    payload_kg: Decimal
    usable_m3: Decimal


class BoxesNeeded(Value):
    """At least so many boxes, and what each measure asks for; no packing plan.

    `problems` says what does not go in at all; then `boxes` is None.
    """

    equipment: str
    boxes: int | None = None
    by: str = ""
    basis: str = ""
    problems: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def equipment(code: str) -> Equipment | None:
    """The box of that name, None for one not on file."""
    name = code.strip().upper().replace("'", "").replace(" ", "")
    known = {one.code: one for one in rules("domain.freight", "equipment", Equipment)}
    return known.get(_SAME.get(name, name))


def boxes_needed(
    code: str,
    gross_kg: Decimal | None,
    volume_m3: Decimal | None,
    packages: Sequence[Package] = (),
) -> BoxesNeeded:
    """The most that weight, volume, or the floor of packages that cannot be stacked ask for."""
    box = equipment(code)
    if box is None or gross_kg is None or volume_m3 is None:
        names = (f"measures of {code}", box), ("gross weight", gross_kg), ("volume", volume_m3)
        return BoxesNeeded(equipment=code, missing=tuple(n for n, v in names if v is None))
    problems = tuple(said for one in packages if (said := _outsize(one, box)))
    if problems:
        return BoxesNeeded(equipment=box.code, problems=problems)
    counted = [
        ("weight", gross_kg / box.payload_kg, f"{figure(gross_kg)} of {figure(box.payload_kg)} kg"),
        ("volume", volume_m3 / box.usable_m3, f"{figure(volume_m3)} of {figure(box.usable_m3)} m³"),
    ]
    floor = _floor_m2(packages)
    if floor:
        has = box.length_cm * box.width_cm / 10_000
        counted.append(("floor", floor / has, f"{floor:.2f} of {has:.2f} m²"))
    by, share, _ = max(counted, key=lambda one: one[1])
    boxes = max(1, int(share.to_integral_value(ROUND_CEILING)))
    return BoxesNeeded(
        equipment=box.code, boxes=boxes, by=by, basis=", ".join(said for _, _, said in counted)
    )


def _outsize(one: Package, box: Equipment) -> str:
    size = f"{figure(one.length_cm)} × {figure(one.width_cm)} × {figure(one.height_cm)} cm"
    longer, shorter = max(one.length_cm, one.width_cm), min(one.length_cm, one.width_cm)
    if one.height_cm > min(box.height_cm, box.door_cm):
        return f"{size} is higher than the door of {box.code}, {figure(box.door_cm)} cm"
    if longer > box.length_cm or shorter > box.width_cm:
        return f"{size} does not lie on the floor of {box.code}"
    if one.gross_kg > box.payload_kg:
        return f"{figure(one.gross_kg)} kg is more than {box.code} carries"
    return ""


def _floor_m2(packages: Sequence[Package]) -> Decimal:
    """Floor of what nothing may stand on; what can be stacked is counted by its volume."""
    flat = [one for one in packages if not one.stackable]
    cm2 = [one.length_cm * one.width_cm * one.count for one in flat]
    return sum(cm2, Decimal(0)) / 10_000
