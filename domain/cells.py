"""Cells of the record as slots hold them: one text form each, with where they stand."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from domain.provenance import MasterRef, Slot
from domain.record import Row


def cell(row: Row, field: str) -> Slot:
    """A cell of the record as a slot."""
    source = MasterRef(table=row.table, key=row.key, field=field, version=row.version)
    return Slot(value=cell_text(row, field), source=source)


def cell_text(row: Row, field: str) -> str:
    """The one text form of a cell, as slots hold it: plain decimals, ISO days; `version` too."""
    value = str(row.version) if field == "version" else row.values.get(field)
    if isinstance(value, Decimal):
        return format(value.normalize() if value == value.to_integral() else value, "f")
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return "" if value is None else str(value)
