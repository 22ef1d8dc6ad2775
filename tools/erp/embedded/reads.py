"""Reads the embedded record: rows with typed values and flags, and the feed of changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from sqlalchemy import RowMapping, Select, select

from domain.errors import Unknown
from domain.record import Row
from tools.erp.embedded.cells import typed
from tools.erp.embedded.database import Database
from tools.erp.embedded.feed import Change, Load
from tools.erp.embedded.schema import changes, sources
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
        query = _query(_known(table), ("record_key",))
        found = self._database.found(query, (key,), fresh=self._fresh)
        return _row(table, found[0]) if found else None

    def rows(self, table: str, **equals: str) -> Sequence[Row]:
        """All rows whose columns equal the given text, in key order; numbers equal by value."""
        kinds = TABLES[_known(table)].kinds
        strange = [column for column in equals if column not in kinds]
        if strange:
            raise Unknown(f"{table} has no column {strange[0]}")
        texts = {name: text for name, text in equals.items() if kinds[name] != "number"}
        numbers = {name: _number(equals[name]) for name in equals if name not in texts}
        query = _query(table, tuple(texts))
        found = self._database.found(query, tuple(texts.values()), fresh=self._fresh)
        read = (_row(table, one) for one in found)
        return [row for row in read if all(row.number(name) == n for name, n in numbers.items())]

    def position(self) -> tuple[int, int]:
        """How far the record has come: its newest change and its newest load."""
        query = "SELECT (SELECT max(seq) FROM changes), (SELECT max(id) FROM sources)"
        change, load = self._database.found(query, (), fresh=self._fresh)[0]
        return change or 0, load or 0

    def loads(self, after: int = 0) -> Sequence[Load]:
        """Files that were loaded after the load `after`, in their order."""
        query = select(sources).where(sources.c.id > after).order_by(sources.c.id)
        return [
            Load(
                id=one["id"],
                table=one["table_name"],
                file=one["file"],
                as_of=one["as_of"],
                rows=one["row_count"],
            )
            for one in self._found(query)
        ]

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


@cache
def _query(table: str, equals: tuple[str, ...]) -> str:
    """A SELECT of known names only, in key order; values are bound."""
    names = ", ".join(f'"{name}"' for name in (*_OWN, *TABLES[table].kinds))
    where = " AND ".join(f'"{name}" = ?' for name in equals) or "1"
    return f'SELECT {names} FROM "{table}" WHERE {where} ORDER BY record_key'


#: What the record adds to the columns of an export, first in every SELECT.
_OWN = ("record_key", "record_version", "flags")


def _known(table: str) -> str:
    if table not in TABLES:
        raise Unknown(f"the system of record has no table {table}")
    return table


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _row(table: str, found: Sequence[Any]) -> Row:
    key, version, flags, *cells = found
    kinds = TABLES[table].kinds
    return Row(
        table=table,
        key=key,
        version=version,
        values={name: typed(kinds[name], cell) for name, cell in zip(kinds, cells, strict=True)},
        flags=() if flags == "[]" else tuple(json.loads(flags)),
    )
