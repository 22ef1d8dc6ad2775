"""The sample company's opening export as a record to read, typed by the endings of its columns."""

import csv
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from domain.record import Cell, Row

OPENING = Path(str(files("seamline"))) / "demo" / "harlow" / "opening"

_DAYS = re.compile(r"(_date|_on|_from|_to|^day|^as_of|^expiry|^latest_shipment|_until)$")
_MOMENTS = re.compile(r"(_at|^etd|^eta|_cutoff)$")
_NUMBERS = re.compile(
    r"(qty|_days|_price|_charge|_pct|_kg|_kg_per_base|m3|m3_per_base|^price_per|^price|^rate|moq|"
    r"^handling|^amount|^committed|^on_hand|^safety_stock|^blocked|_usd|packages)$"
)
#: Key columns where the first is not enough.
_KEYS = {
    "purchase_order_lines": 2,
    "sales_order_lines": 2,
    "pegging": 4,
    "stock": 3,
    "demand": 3,
    "contracts": ("contract_id", "clause"),
    "item_uom": 2,
    "bom": ("parent_item_id", "component_item_id", "site_id"),
    "shipment_units": ("shipment_id", "unit_no", "po_id", "po_line"),
    "fx": 3,
}


def typed(table: str, column: str, text: str) -> Cell:
    """The cell by its column's ending; empty is None."""
    if not text:
        return None
    if _DAYS.search(column):
        return date.fromisoformat(text)
    if _MOMENTS.search(column):
        return datetime.fromisoformat(text)
    if _NUMBERS.search(column) or (table, column) == ("sales_order_lines", "value"):
        return Decimal(text)
    return text


class CsvRecord:
    """Read-only view of the folder's tables."""

    def row(self, table: str, key: str) -> Row | None:
        return next((one for one in _table(table) if one.key == key), None)

    def rows(self, table: str, **equals: str) -> Sequence[Row]:
        return [
            one
            for one in _table(table)
            if all(one.text(name) == value for name, value in equals.items())
        ]


@lru_cache(maxsize=64)
def _table(table: str) -> tuple[Row, ...]:
    path = OPENING / f"{table}.csv"
    if not path.is_file():
        return ()  # the company's export has no rows of it
    with path.open(encoding="utf-8", newline="") as handle:
        lines = list(csv.DictReader(handle))
    found = [_row(table, line) for line in lines]
    return tuple(sorted(found, key=lambda row: row.key))


def _row(table: str, line: dict[str, str]) -> Row:
    columns = _KEYS.get(table, 1)
    names = list(line)[:columns] if isinstance(columns, int) else columns
    key = "/".join(line[name] for name in names)
    values = {name: typed(table, name, text) for name, text in line.items()}
    return Row(table=table, key=key, version=1, values=values)
