"""Rows of the system of record as read: typed values, their version, and what looks wrong."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from domain.values import Value

Cell = str | Decimal | date | datetime | bool | None


class Row(Value):
    """One row of `table`; `key` joins its key columns with `/`; `version` counts its changes.

    `flags` are plain sentences about what looks wrong in it; the row is used all the same.
    """

    table: str
    key: str
    version: int
    values: dict[str, Any]
    flags: tuple[str, ...] = ()

    @property
    def object(self) -> str:
        """`table:key`, the name under which statements and actions speak of it."""
        return f"{self.table}:{self.key}"

    def text(self, column: str) -> str:
        """The cell as text, empty when it has none."""
        value = self.values.get(column)
        return "" if value is None else str(value)

    def number(self, column: str) -> Decimal | None:
        """The cell as a decimal, None when empty."""
        value = self.values.get(column)
        return value if isinstance(value, Decimal) else None

    def day(self, column: str) -> date | None:
        """The cell as a date, None when empty."""
        value = self.values.get(column)
        return (
            value.date()
            if isinstance(value, datetime)
            else value
            if isinstance(value, date)
            else None
        )


class Query(Value):
    """A look-up that was made and how many rows it found; so that "none" can be shown."""

    table: str
    where: str
    found: int

    def said(self) -> str:
        """In words."""
        return f"{self.table} where {self.where}: {self.found or 'none'} found"
