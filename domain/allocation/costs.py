"""Joint costs over the lines they were for: by value, weight, volume or quantity."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from domain.allocation.shares import shared
from domain.money import Money
from domain.options import CostComponent
from domain.reckoning import figure
from domain.values import Value

By = Literal["value", "gross_kg", "m3", "qty"]
_SAID = {"value": "value", "gross_kg": "gross weight", "m3": "volume", "qty": "quantity"}


class Bearer(Value):
    """A line that bears a share, by whatever is known of it; values in one currency."""

    object: str
    value: Decimal | None = None
    gross_kg: Decimal | None = None
    m3: Decimal | None = None
    qty: Decimal | None = None


class Spread(Value):
    """The share of each line in order, adding up to the cost exactly, or what is missing."""

    by: By
    shares: tuple[tuple[str, CostComponent], ...] = ()
    missing: tuple[str, ...] = ()


def spread(name: str, cost: Money, bearers: Sequence[Bearer], by: By) -> Spread:
    """Spreads a joint cost; a line without the key is named, and nothing is spread then.

    Freight usually goes by weight or volume, insurance and duty by value.
    """
    keys = [getattr(one, by) for one in bearers]
    lacking = [one.object for one, key in zip(bearers, keys, strict=True) if key is None]
    missing = [f"{_SAID[by]} of {one}" for one in lacking]
    weights = [key for key in keys if key is not None]
    if not missing and sum(weights, Decimal(0)) <= 0:
        missing = [f"any {_SAID[by]} to spread {name} by"]
    missing += [f"a {_SAID[by]} of {figure(key)} is none" for key in weights if key < 0]
    if missing:
        return Spread(by=by, missing=tuple(missing))
    everything = sum(weights, Decimal(0))
    parts = [
        CostComponent(
            name=name, money=money, formula=f"{cost} × {figure(key)} / {figure(everything)}"
        )
        for key, money in zip(weights, shared(cost, weights), strict=True)
    ]
    return Spread(
        by=by,
        shares=tuple((one.object, share) for one, share in zip(bearers, parts, strict=True)),
    )
