"""Freight: chargeable weight, air against sea, and the saving of goods that travel less long."""

from __future__ import annotations

from decimal import Decimal

from domain.money import Money

#: IATA: 6,000 cm³ to the kilogram, that is 166.667 kg to the cubic metre.
KG_PER_M3_AIR = Decimal("166.667")
DAYS_A_YEAR = Decimal(365)


def chargeable_kg(gross_kg: Decimal, volume_m3: Decimal) -> Decimal:
    """The weight that air freight is charged for: the larger of gross and volume weight (IATA)."""
    return max(gross_kg, volume_m3 * KG_PER_M3_AIR)


def pipeline_saving(value: Money, carrying_rate: Decimal, slow_days: int, fast_days: int) -> Money:
    """What is saved on carrying cost when goods travel `fast_days` instead of `slow_days`.

    value × rate × difference / 365, divided last so that no digit is lost.
    """
    amount = value.amount * carrying_rate * (slow_days - fast_days) / DAYS_A_YEAR
    return Money(amount=amount, currency=value.currency)
