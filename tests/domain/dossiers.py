"""A small dossier for tests of the domain: rows as texts, typed as the record types them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal as D
from typing import Any

from domain.dossier.context import Dossier
from domain.record import Row
from tests.domain.csv_record import typed

_NUMBERS = {"value", "freight_should_cost", "billed", "expected"}
NOW = datetime(2026, 3, 16, 9, tzinfo=UTC)


def row(table: str, key: str, **cells: str) -> Row:
    """A row with typed cells."""
    values = {
        name: D(text) if name in _NUMBERS and text else typed(table, name, text)
        for name, text in cells.items()
    }
    return Row(table=table, key=key, version=1, values=values)


def dossier(subject: str, rows: Sequence[Row], **more: Any) -> Dossier:
    """The snapshot of a case about `subject` with these rows."""
    tables: dict[str, list[Row]] = {}
    for one in rows:
        tables.setdefault(one.table, []).append(one)
    partner = next((one for one in rows if one.table == "partners"), None)
    known: Mapping[str, Any] = {"policy_currency": "USD", **more}
    return Dossier(
        case="W0-1",
        now=NOW,
        subject=subject,
        partner=partner,
        rows={name: tuple(found) for name, found in tables.items()},
        **known,
    )
