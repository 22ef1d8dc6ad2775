"""Free stock: what a proposal may still reserve, and whose holds bind the rest."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from domain.reckoning import figure
from domain.values import Value


class Hold(Value):
    """A reservation of another case: soft by a proposal, firm by an approval."""

    case: str
    qty: Decimal
    state: Literal["soft", "firm"]


class FreeStock(Value):
    """What is free, how it came about, and whose holds take from it; None: a person says.

    `over` is what is promised beyond what is there, which must never be.
    """

    free: Decimal | None = None
    over: Decimal = Decimal(0)
    basis: str = ""
    holds: tuple[Hold, ...] = ()
    missing: tuple[str, ...] = ()

    def grants(self, wanted: Decimal) -> Decimal:
        """How much of a need may be reserved; the rest is priced by another option."""
        return max(Decimal(0), min(wanted, self.free or Decimal(0)))


def free_stock(
    on_hand: Decimal | None,
    *,
    blocked: Decimal = Decimal(0),
    floor: Decimal = Decimal(0),
    inbound: Decimal = Decimal(0),
    demand: Decimal = Decimal(0),
    holds: Sequence[Hold] = (),
) -> FreeStock:
    """On hand − blocked − floor + inbound in time − firm − soft of others − demand not carried by
    these orders (domain_presets.md 2.17). Unknown or negative stock goes to a person."""
    if on_hand is None or on_hand < 0:
        return FreeStock(missing=("what stock there is",), holds=tuple(holds))
    held = sum((one.qty for one in holds), Decimal(0))
    free = on_hand - blocked - floor + inbound - held - demand
    parts = [("on hand", on_hand), ("blocked", -blocked), ("floor", -floor), ("inbound", inbound)]
    parts += [("held by others", -held), ("planned demand", -demand)]
    basis = ", ".join(f"{name} {figure(n)}" for name, n in parts if n)
    return FreeStock(
        free=max(Decimal(0), free),
        over=max(Decimal(0), -free),
        basis=basis,
        holds=tuple(holds),
    )
