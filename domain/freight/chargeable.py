"""Chargeable weight: what a mode charges for, by weight, volume or loading metres."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

from domain.reckoning import figure
from domain.rulebook import Rule, rules
from domain.values import Value


class Factor(Rule):
    """A mode's factors; `step` rounds up, `least` is the smallest quantity charged."""

    unit: str
    kg_per_m3: Decimal
    kg_per_ldm: Decimal | None = None
    step: Decimal | None = None
    least: Decimal = Decimal(0)


class Chargeable(Value):
    """So many units (KG, or RT: revenue tons) and how they came about, or what is missing.

    `by` says what decides: weight, volume, floor or the minimum.
    """

    n: Decimal = Decimal(0)
    unit: str
    by: str = ""
    basis: str = ""
    source: str = ""
    missing: tuple[str, ...] = ()


def factor(mode: str) -> Factor | None:
    """The usual factors of a mode (`air`, `courier`, `sea`, `road`); None for another.

    A contract with its own passes `Factor.model_copy(update=…)` instead.
    """
    known = {one.code: one for one in rules("domain.freight", "factors", Factor)}
    return known.get({"truck": "road", "ocean": "sea", "lcl": "sea"}.get(mode, mode))


def chargeable(
    mode: str,
    gross_kg: Decimal | None,
    volume_m3: Decimal | None,
    ldm: Decimal | None = None,
    terms: Factor | None = None,
) -> Chargeable:
    """The largest of what weight, volume and (by road) loading metres count as."""
    used = terms or factor(mode)
    if used is None or gross_kg is None or volume_m3 is None:
        names = ("gross weight", gross_kg), ("volume", volume_m3), (f"factors for {mode}", used)
        missing = tuple(name for name, value in names if value is None)
        return Chargeable(unit=used.unit if used else "KG", missing=missing)
    per_unit = Decimal(1000) if used.unit == "RT" else Decimal(1)
    counted = [
        ("weight", gross_kg / per_unit, f"{figure(gross_kg)} kg"),
        (
            "volume",
            volume_m3 * used.kg_per_m3 / per_unit,
            f"{figure(volume_m3)} m³ × {figure(used.kg_per_m3)} kg",
        ),
    ]
    if ldm is not None and used.kg_per_ldm is not None:
        basis = f"{figure(ldm)} ldm × {figure(used.kg_per_ldm)} kg"
        counted.append(("floor", ldm * used.kg_per_ldm, basis))
    return _largest(counted, used)


def _largest(counted: Sequence[tuple[str, Decimal, str]], used: Factor) -> Chargeable:
    by, n, _ = max(counted, key=lambda one: one[1])
    basis = "larger of " + ", ".join(said for _, _, said in counted)
    if used.step:
        n = (n / used.step).to_integral_value(ROUND_CEILING) * used.step
        basis += f", up to the next {figure(used.step)}"
    if n < used.least:
        by, n, basis = "minimum", used.least, f"{basis}, at least {figure(used.least)}"
    return Chargeable(n=n, unit=used.unit, by=by, basis=basis, source=used.cited)
