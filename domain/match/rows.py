"""Rows of the record as what a line match takes: the order line, its receipts and its units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from domain.match.lines import Agreed
from domain.quantity import unit_name
from domain.record import Row


def agreed_of(
    line: Row,
    order: Row,
    received: Decimal | None,
    *,
    invoiced: Decimal | None = None,
    ways: Literal[2, 3, 4] = 3,
    accepted: Decimal | None = None,
) -> Agreed:
    """A `purchase_order_lines` row with the currency of its order; `received` in its unit.

    `invoiced`: what other invoices took; the row's own figure where it is not given.
    """
    billed = line.number("invoiced_qty") if invoiced is None else invoiced
    return Agreed(
        object=line.object,
        unit=unit_name(line.text("uom")) or "PCS",
        price=line.number("unit_price"),
        per=line.number("price_per") or Decimal(1),
        price_unit=unit_name(line.text("price_uom")),
        currency=order.text("currency"),
        ordered=line.number("qty"),
        received=received,
        accepted=accepted,
        invoiced=billed or Decimal(0),
        over_pct=line.number("over_tolerance_pct") or Decimal(0),
        ways=ways,
    )


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


def sizes_of(rows: Sequence[Row], base_uom: str) -> dict[str, Decimal]:
    """Base pieces by unit of one item (`item_uom`), its base unit with them."""
    sizes = {unit_name(base_uom): Decimal(1)}
    for row in rows:
        size = row.number("base_qty")
        if size is not None and size > 0:
            sizes[unit_name(row.text("uom"))] = size
    return sizes
