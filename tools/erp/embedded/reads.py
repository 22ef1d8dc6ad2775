"""Reads the embedded record: rows with typed values and flags, and the feed of changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from sqlalchemy import RowMapping, Select, select

from domain.errors import Unknown
from domain.record import Row
from tools.erp.embedded.cells import typed
from tools.erp.embedded.database import Database
from tools.erp.embedded.feed import Change
from tools.erp.embedded.schema import ROWS, changes
from tools.erp.embedded.tables import TABLES


class EmbeddedReads:
    """Read-only view of the record. Each call sees what was committed before it."""

    def __init__(self, database: Database, *, fresh: bool = False) -> None:
        self._database = database
        self._fresh = fresh

    def fresh(self) -> EmbeddedReads:
        """The same view, over a new connection for each call: what a verification rests on."""
        return EmbeddedReads(self._database, fresh=True)

    def row(self, table: str, key: str) -> Row | None:
        """The row with this key (key columns joined by `/`), or None; Unknown for no table."""
        rows = ROWS[_known(table)]
        found = self._found(select(rows).where(rows.c.record_key == key))
        return _row(table, found[0]) if found else None

    def rows(self, table: str, **equals: str) -> Sequence[Row]:
        """All rows whose columns equal the given text, in key order; numbers equal by value."""
        rows = ROWS[_known(table)]
        query = select(rows).order_by(rows.c.record_key)
        numbers: dict[str, Decimal | None] = {}
        for column, text in equals.items():
            kind = TABLES[table].kinds.get(column)
            if kind is None:
                raise Unknown(f"{table} has no column {column}")
            if kind == "number":
                numbers[column] = _number(text)
            else:
                query = query.where(rows.c[column] == text)
        read = (_row(table, found) for found in self._found(query))
        return [row for row in read if all(row.number(name) == n for name, n in numbers.items())]

    def changes(self, cursor: int = 0, limit: int = 1000) -> Sequence[Change]:
        """What happened to rows after the entry `cursor`, oldest first, at most `limit` of it."""
        query = select(changes).where(changes.c.seq > cursor).order_by(changes.c.seq).limit(limit)
        return [
            Change(
                seq=one["seq"],
                table=one["table_name"],
                key=one["record_key"],
                op=one["op"],
                before=json.loads(one["before"]) if one["before"] else None,
                after=json.loads(one["after"]) if one["after"] else None,
            )
            for one in self._found(query)
        ]

    def _found(self, query: Select[tuple[object, ...]]) -> Sequence[RowMapping]:
        with self._database.reading(fresh=self._fresh) as connection:
            return connection.execute(query).mappings().all()


def _known(table: str) -> str:
    if table not in TABLES:
        raise Unknown(f"the system of record has no table {table}")
    return table


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _row(table: str, found: RowMapping) -> Row:
    return Row(
        table=table,
        key=found["record_key"],
        version=found["record_version"],
        values={name: typed(kind, found[name]) for name, kind in TABLES[table].kinds.items()},
        flags=tuple(json.loads(found["flags"])),
    )
