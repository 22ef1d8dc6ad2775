"""What of a delivery is lost: packages missing and damaged, their pieces and their worth."""

from __future__ import annotations

from decimal import Decimal

from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.invoice.goods import worth
from domain.invoice.packages import (
    as_pieces,
    good_count,
    line_counted,
    packed,
    told_count,
    unit_of,
)
from domain.money import Money
from domain.provenance import Slot
from domain.quantity import unit_name
from domain.record import Row
from domain.values import Value


class Loss(Value):
    """Packages lost (`packs` of `unit`), their `pieces` of the line, and their `worth` at the
    order's price. `damaged` are packages told damaged, valued only where they are counted in the
    same unit. None: not known."""

    line: Row
    packs: Slot
    unit: str
    pieces: Slot | None
    worth: Slot | None
    currency: str
    damaged: Slot | None = None
    missing: tuple[str, ...] = ()

    @property
    def money(self) -> Money | None:
        """What the lost pieces are worth."""
        if self.worth is None:
            return None
        return Money(amount=Decimal(self.worth.value), currency=self.currency)


def loss_of(dossier: Dossier) -> Loss | None:
    """What is lost; None where nothing is, or the delivery's line is not certain."""
    line, found = line_counted(dossier), _packs(dossier)
    if line is None or found is None:
        return None
    packs, unit = found
    order = dossier.row(f"purchase_orders:{line.text('po_id')}")
    pieces = as_pieces(dossier, line, packs, unit)
    damaged = told_count(dossier, "damaged_qty")
    return Loss(
        line=line,
        packs=packs,
        unit=unit,
        pieces=pieces,
        worth=None if pieces is None else worth(dossier, line, pieces),
        currency=order.text("currency") if order is not None else "",
        damaged=damaged.slot if damaged is not None else None,
        missing=() if pieces is not None else (f"how many pieces are in a {unit}",),
    )


def _packs(dossier: Dossier) -> tuple[Slot, str] | None:
    """Packages that are not there in good order.

    Once somebody has answered how many are, it is the rest; until then what is missing for sure.
    """
    line, good = line_counted(dossier), good_count(dossier)
    answered = dossier.answered("received_qty")
    missing = told_count(dossier, "missing_qty")
    if not answered and missing is not None and missing.slot is not None:
        return missing.slot, unit_of(missing)
    row = packed(dossier, line) if line is not None else None
    if row is None or good is None or row.number("packages") is None:
        return None
    left = derived("pieces_left", whole=cell(row, "packages"), less1=good[0])
    short = Decimal(left.value)
    if not short or _sure_unit(row, good[1]) is False:
        return None
    return left, good[1]


def _sure_unit(row: Row, unit: str) -> bool:
    """Whether the count is of the packages that the row counts, as far as it names them."""
    named = row.text("package_type")
    return not named or unit_name(named) == unit_name(unit)
