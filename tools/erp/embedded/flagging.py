"""Flags of the record's rows: asks the rules of plausibility and writes down what they say."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, select, update

from domain.plausibility.book import Book, Cells
from domain.plausibility.review import review
from tools.erp.embedded.cells import typed
from tools.erp.embedded.report import FlaggedRow
from tools.erp.embedded.schema import ROWS, sources
from tools.erp.embedded.tables import TABLES


def book_of(connection: Connection) -> Book:
    """Every row of the record, typed, by table and key in the order in which it was filed."""
    return {name: _rows(connection, name) for name in TABLES}


def _rows(connection: Connection, table: str) -> Mapping[str, Cells]:
    rows = ROWS[table]
    kinds = list(TABLES[table].kinds.items())
    found = connection.execute(select(rows.c.record_key, *(rows.c[name] for name, _ in kinds)))
    return {
        key: {name: typed(kind, text) for (name, kind), text in zip(kinds, cells, strict=True)}
        for key, *cells in found
    }


def reflag(connection: Connection) -> set[tuple[str, str]]:
    """Reviews the whole record; returns the rows, as (table, key), whose flags grew or changed."""
    flags = review(book_of(connection))
    news: set[tuple[str, str]] = set()
    for table, rows in ROWS.items():
        held = select(rows.c.record_key, rows.c.flags).where(rows.c.flags != "[]")
        before = {row.record_key: row.flags for row in connection.execute(held)}
        after = {key: json.dumps(said) for (name, key), said in flags.items() if name == table}
        differing = {
            key: after.get(key, "[]")
            for key in before.keys() | after.keys()
            if before.get(key) != after.get(key)
        }
        if differing:
            connection.execute(
                update(rows)
                .where(rows.c.record_key == bindparam("at"))
                .values(flags=bindparam("said")),
                [{"at": key, "said": said} for key, said in differing.items()],
            )
        news |= {(table, key) for key in differing if key in after}
    return news


def flagged_rows(connection: Connection, table: str) -> dict[str, FlaggedRow]:
    """The table's flagged rows by key, with the file and line they came from."""
    rows = ROWS[table]
    found = connection.execute(
        select(rows.c.record_key, rows.c.flags, sources.c.file, rows.c.source_line)
        .join_from(rows, sources, rows.c.source_id == sources.c.id, isouter=True)
        .where(rows.c.flags != "[]")
        .order_by(rows.c.source_line)
    )
    return {
        key: FlaggedRow(
            object=f"{table}:{key}", file=file or "", line=line, sentences=tuple(json.loads(said))
        )
        for key, said, file, line in found
    }
