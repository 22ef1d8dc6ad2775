"""Quantities: a Decimal with a unit of measure, and the units that mean the same."""

from __future__ import annotations

from decimal import Decimal

from domain.values import Value

# Names partners and UN/ECE Rec 20 use for the unit on the right.
#: Units that goods are sold and shared in, where they are sold by the carton.
CARTONS = ("CTN", "BOX", "CASE")

_SAME = {
    "EA": "PCS", "PC": "PCS", "PCE": "PCS", "C62": "PCS", "H87": "PCS", "STK": "PCS",
    "PIECES": "PCS", "PIECE": "PCS", "STÜCK": "PCS", "UN": "PCS", "UNIT": "PCS", "UNITS": "PCS",
    "KGM": "KG", "KGS": "KG", "GRM": "G", "TNE": "T", "MT": "T", "LBR": "LB", "LBS": "LB",
    "MTQ": "M3", "CBM": "M3", "CT": "CTN", "CARTON": "CTN", "CARTONS": "CTN", "PALLET": "PLT",
    "PALLETS": "PLT", "PF": "PLT", "SETS": "SET", "P1": "PCT", "%": "PCT",
}  # fmt: skip


def unit_name(unit: str) -> str:
    """The one name this product uses for a unit of measure."""
    name = unit.strip().upper()
    return _SAME.get(name, name)


class Quantity(Value):
    """So many of a unit (`n` and `unit`, as in exchanged readings)."""

    n: Decimal
    unit: str

    def __str__(self) -> str:
        return f"{self.n:,f} {self.unit}"
