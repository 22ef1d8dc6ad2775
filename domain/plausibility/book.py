"""What the rules look at: typed rows by table and key; and what they say about a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from domain.record import Cell

Cells = Mapping[str, Cell]
Rows = Mapping[str, Cells]
#: Rows by key in each table's order; a table may be missing.
Book = Mapping[str, Rows]


class Suspicion(NamedTuple):
    """One sentence about what looks wrong in the row `key` of `table`."""

    table: str
    key: str
    says: str


def rows(book: Book, table: str) -> Rows:
    """The table's rows, none when it was never exported."""
    return book.get(table, {})


def text(row: Cells, column: str) -> str:
    """The cell as text, empty when it has none."""
    value = row.get(column)
    return "" if value is None else str(value)


def number(row: Cells, column: str) -> Decimal | None:
    """The cell as a number, None when it is empty or no number."""
    value = row.get(column)
    return value if isinstance(value, Decimal) else None


def day(row: Cells, column: str) -> date | None:
    """The cell's day, None when it is empty or no date."""
    value = row.get(column)
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def plain(value: Decimal) -> str:
    """A number as people write it: no exponent, no zeros at the end."""
    said = format(value, "f")
    return said.rstrip("0").rstrip(".") if "." in said else said


def grouped(table: Rows, *columns: str) -> dict[tuple[str, ...], dict[str, Cells]]:
    """The rows by the text of some columns."""
    groups: dict[tuple[str, ...], dict[str, Cells]] = defaultdict(dict)
    for key, row in table.items():
        groups[tuple(text(row, column) for column in columns)][key] = row
    return groups


def order_line(book: Book, row: Cells, line: str = "po_line") -> Cells | None:
    """The purchase order line that a movement names, None when it is not on record."""
    return rows(book, "purchase_order_lines").get(f"{text(row, 'po_id')}/{text(row, line)}")


def created(book: Book, row: Cells, table: str, column: str) -> date | None:
    """The day on which the order that `column` names was created."""
    head = rows(book, table).get(text(row, column))
    return None if head is None else day(head, "created_on")


def each(book: Book, *tables: str) -> Iterator[tuple[str, str, Cells]]:
    """Table, key and row of every row of the tables."""
    for table in tables:
        for key, row in rows(book, table).items():
            yield table, key, row
