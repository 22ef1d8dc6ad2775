"""Shares by the largest remainder: whole cents, or whole pieces, that add up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from domain.errors import Refused
from domain.money import Money


def shared(total: Money, weights: Sequence[Decimal]) -> tuple[Money, ...]:
    """An amount over weights, in whole minor units that add up to it (largest remainder).

    Ties go to the earlier. Weights are not negative and not all nothing; Refused otherwise.
    """
    whole = total.rounded()
    cents = abs(whole.minor)
    parts = apportioned(cents, weights)
    sign = -1 if whole.amount < 0 else 1
    return tuple(
        Money(amount=Decimal(sign * part).scaleb(-total.minor_digits), currency=total.currency)
        for part in parts
    )


def apportioned(total: int, weights: Sequence[Decimal]) -> tuple[int, ...]:
    """A whole number over weights, by the largest remainder (Hamilton's method)."""
    everything = sum(weights, Decimal(0))
    if everything <= 0 or any(weight < 0 for weight in weights):
        raise Refused("shares need weights that are not negative and not all nothing")
    exact = [total * weight / everything for weight in weights]
    parts = [int(one.to_integral_value(ROUND_FLOOR)) for one in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: total - sum(parts)]:
        parts[at] += 1
    return tuple(parts)
