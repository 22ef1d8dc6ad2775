"""Packages against quantities: what an item's carton or pallet holds, by file and by delivery."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from domain.plausibility.book import (
    Book,
    Cells,
    Suspicion,
    number,
    order_line,
    plain,
    rows,
    text,
)


class _Count(NamedTuple):
    """A row that tells packages: whose goods they are, how many, and who counted them."""

    table: str
    key: str
    item: str
    qty: Decimal
    packages: Decimal
    by_supplier: bool


def packages(book: Book) -> Iterator[Suspicion]:
    """Rows whose number of packages does not fit what a package holds.

    If every count contradicts the file, the file is wrong; so too when the one count there is
    comes from the supplier, who packed. Otherwise the row is wrong that stands against others.
    """
    for pack, counts in _by_packing(book).items():
        holds = number(rows(book, "item_uom")[pack], "base_qty")
        if holds is None or holds <= 0:
            continue
        odd = [count for count in counts if _needed(count.qty, holds) != count.packages]
        alone = len(odd) == len(counts) and (len(odd) > 1 or any(one.by_supplier for one in odd))
        if odd and alone:
            yield Suspicion("item_uom", pack, _file_said(holds, odd[0]))
            continue
        for count in odd:
            yield Suspicion(count.table, count.key, _row_said(count, pack, holds))


def _needed(qty: Decimal, holds: Decimal) -> Decimal:
    return (qty / holds).to_integral_value(ROUND_CEILING)


def _file_said(holds: Decimal, count: _Count) -> str:
    each = plain((count.qty / count.packages).to_integral_value(ROUND_CEILING))
    return (
        f"holds {plain(holds)}, but {count.table} {count.key} has {plain(count.qty)} in "
        f"{plain(count.packages)} packages: {each} each"
    )


def _row_said(count: _Count, pack: str, holds: Decimal) -> str:
    item, _, unit = pack.rpartition("/")
    return (
        f"{plain(count.packages)} packages for {plain(count.qty)} of {item}, but "
        f"{plain(holds)} to a {unit} make {plain(_needed(count.qty, holds))}"
    )


def _by_packing(book: Book) -> dict[str, list[_Count]]:
    """Counts by the row of item_uom they should agree with."""
    found: dict[str, list[_Count]] = defaultdict(list)
    lines = rows(book, "purchase_order_lines")
    for key, row in rows(book, "shipment_units").items():
        line = order_line(book, row)
        _add(book, found, "shipment_units", key, row, line, text(row, "package_type"))
    for key, row in rows(book, "deliveries").items():
        line = lines.get(f"{text(row, 'po_id')}/{text(row, 'line')}")
        for unit in _only_packing(book, line, row):
            _add(book, found, "deliveries", key, row, line, unit)
    for key, row in rows(book, "customer_deliveries").items():
        sold = rows(book, "sales_order_lines").get(f"{text(row, 'so_id')}/{text(row, 'so_line')}")
        _add(book, found, "customer_deliveries", key, row, sold, text(row, "package_type"))
    return found


def _add(
    book: Book,
    found: dict[str, list[_Count]],
    table: str,
    key: str,
    row: Cells,
    line: Cells | None,
    unit: str,
) -> None:
    item = text(line or {}, "item_id")
    pack = f"{item}/{unit}"
    qty, packed = number(row, "qty"), number(row, "packages")
    base = text(rows(book, "items").get(item, {}), "base_uom")
    if pack in rows(book, "item_uom") and qty and packed and text(row, "uom") == base:
        found[pack].append(_Count(table, key, item, qty, packed, table == "deliveries"))


def _only_packing(book: Book, line: Cells | None, row: Cells) -> list[str]:
    """The unit a delivery note that names none is packed in: the one that fits, or the only one."""
    item = text(line or {}, "item_id")
    packings = {
        text(one, "uom"): number(one, "base_qty")
        for one in rows(book, "item_uom").values()
        if text(one, "item_id") == item
    }
    qty, packed = number(row, "qty"), number(row, "packages")
    if not qty or not packed:
        return []
    fitting = [unit for unit, holds in packings.items() if holds and _needed(qty, holds) == packed]
    return fitting[:1] or (list(packings) if len(packings) == 1 else [])


RULES = (packages,)
