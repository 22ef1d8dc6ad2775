"""Receipts of the record as what came in for an order line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.quantity import unit_name
from domain.record import Row


def received_of(
    line: Row, receipts: Sequence[Row], sizes: dict[str, Decimal], as_of: date | None = None
) -> Decimal | None:
    """What came in for a line, in its unit: the row's own figure up to the export's day `as_of`,
    and the receipts after it; without that day all receipts alone. None where a receipt's unit
    cannot be turned."""
    unit = unit_name(line.text("uom"))
    found = (line.number("received_qty") or Decimal(0)) if as_of else Decimal(0)
    for row in receipts:
        posted = row.day("posted_on")
        if as_of is not None and posted is not None and posted <= as_of:
            continue
        other = unit_name(row.text("uom"))
        qty = row.number("qty")
        if qty is None or (other != unit and (other not in sizes or unit not in sizes)):
            return None
        found += qty if other == unit else qty * sizes[other] / sizes[unit]
    return found
