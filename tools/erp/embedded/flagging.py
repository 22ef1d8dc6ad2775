"""Flags of the record's rows: asks the rules of plausibility and writes down what they say."""

from __future__ import annotations

import json

from sqlalchemy import Connection, bindparam, select, update

from domain.plausibility.book import Book, Cells
from domain.plausibility.review import review
from tools.erp.embedded.cells import typed
from tools.erp.embedded.report import FlaggedRow
from tools.erp.embedded.schema import ROWS, sources
from tools.erp.embedded.tables import TABLES

#: Of each table the question for all its rows, and its columns with their kinds.
_EVERY = {
    name: (
        select(ROWS[name].c.record_key, ROWS[name].c.flags, *(ROWS[name].c[one] for one in kinds)),
        tuple(kinds.items()),
    )
    for name, kinds in ((name, table.kinds) for name, table in TABLES.items())
}


def _book_of(connection: Connection) -> tuple[Book, dict[str, dict[str, str]]]:
    """Every row of the record, typed, by table and key in the order in which it was filed; and of
    each table the flags that stand, by key."""
    book: dict[str, dict[str, Cells]] = {}
    flags: dict[str, dict[str, str]] = {}
    for table, (every, columns) in _EVERY.items():
        rows, told = book.setdefault(table, {}), flags.setdefault(table, {})
        for key, said, *cells in connection.execute(every):
            rows[key] = {
                name: typed(kind, text) for (name, kind), text in zip(columns, cells, strict=True)
            }
            if said != "[]":
                told[key] = said
    return book, flags


def reflag(connection: Connection) -> set[tuple[str, str]]:
    """Reviews the whole record; returns the rows, as (table, key), whose flags grew or changed."""
    book, held = _book_of(connection)
    flags = review(book)
    news: set[tuple[str, str]] = set()
    for table, rows in ROWS.items():
        before = held[table]
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
