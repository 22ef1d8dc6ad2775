"""Weights of order lines against the item's: who stands alone is wrong, ten times is a unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from domain.plausibility.book import (
    Book,
    Cells,
    Suspicion,
    grouped,
    number,
    order_line,
    plain,
    rows,
    text,
)
from domain.plausibility.units import in_base_units

#: From here on two weights of one thing differ by a unit or a point, not by their packing.
_LARGE = Decimal(5)
#: Packing and rounding explain this much between an item's weight and a line's.
_SMALL = Decimal("1.2")
#: A shipment that weighs this much more or less than its order line, in the same quantity.
_PACKED = Decimal("1.03")


def apart(one: Decimal, other: Decimal) -> Decimal:
    """How many times the larger is the smaller; both above zero."""
    return max(one, other) / min(one, other)


def item_weights(book: Book) -> Iterator[Suspicion]:
    """An item's gross weight against its order lines; whichever stands alone is told.

    All lines together against the item by five times and more speak against the item, single
    lines against an item that other lines agree with speak against themselves. Of an item and
    its only line, the one is told whose goods are less as dense as the company's usually are.
    """
    usual = _usual_density(book)
    lines = grouped(rows(book, "purchase_order_lines"), "item_id")
    for key, item in rows(book, "items").items():
        weight = number(item, "gross_kg_per_base")
        if weight is None or weight <= 0:
            continue
        shown = _per_base(book, lines.get((key,), {}))
        far = {line: each for line, each in shown.items() if apart(each, weight) >= _LARGE}
        rare = len(far) == 1 and _rarer(
            item, rows(book, "purchase_order_lines")[next(iter(far))], usual
        )
        if far and len(far) == len(shown) and not rare:
            yield Suspicion("items", key, _item_said(weight, far))
            continue
        for line, each in shown.items():
            if apart(each, weight) > _SMALL:
                yield Suspicion("purchase_order_lines", line, _line_said(each, weight, key))


def _per_base(book: Book, lines: dict[str, Cells]) -> dict[str, Decimal]:
    """Weight of one base unit as each line has it."""
    shown: dict[str, Decimal] = {}
    for key, row in lines.items():
        gross, qty = number(row, "gross_kg"), in_base_units(book, row, number(row, "qty"))
        if gross and qty and gross > 0 and qty > 0:
            shown[key] = gross / qty
    return shown


def _density(row: Cells, kg: str, m3: str) -> Decimal | None:
    weight, volume = number(row, kg), number(row, m3)
    return weight / volume if weight and volume and min(weight, volume) > 0 else None


def _usual_density(book: Book) -> Decimal | None:
    """The middle of what a cubic metre of the company's items weighs."""
    items = rows(book, "items").values()
    known = [_density(item, "gross_kg_per_base", "m3_per_base") for item in items]
    dense = [one for one in known if one]
    return median(dense) if dense else None


def _rarer(item: Cells, line: Cells, usual: Decimal | None) -> bool:
    """Whether the line is farther from the usual density than its item."""
    filed, told = (
        _density(item, "gross_kg_per_base", "m3_per_base"),
        _density(line, "gross_kg", "m3"),
    )
    return bool(filed and told and usual and apart(told, usual) > apart(filed, usual))


def _item_said(weight: Decimal, far: dict[str, Decimal]) -> str:
    line, each = next(iter(far.items()))
    return (
        f"gross weight {plain(weight)} kg, but order line {line} counts with "
        f"{plain(round(each, 3))} kg: {plain(round(apart(each, weight), 1))} times apart"
    )


def _line_said(each: Decimal, weight: Decimal, item: str) -> str:
    return f"gross_kg makes {plain(round(each, 3))} kg a unit, but {item} weighs {plain(weight)} kg"


def packed_weights(book: Book) -> Iterator[Suspicion]:
    """An order line against what a shipment of the whole line weighs once it is packed."""
    for row in rows(book, "shipment_units").values():
        line = order_line(book, row)
        if line is None or number(row, "qty") != number(line, "qty"):
            continue
        packed, told = number(row, "gross_kg"), number(line, "gross_kg")
        if packed and told and min(packed, told) > 0 and apart(packed, told) > _PACKED:
            yield Suspicion(
                "purchase_order_lines",
                f"{text(row, 'po_id')}/{text(row, 'po_line')}",
                f"gross_kg {plain(told)}, but packed in {text(row, 'unit_no')} it weighs "
                f"{plain(packed)} kg",
            )


RULES = (item_weights, packed_weights)
