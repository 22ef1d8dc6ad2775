"""Loads an export into the record: all of it in one transaction, or nothing and one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, select

from tools.erp.embedded.age import age_of
from tools.erp.embedded.database import Database
from tools.erp.embedded.entries import Entry, entries_of
from tools.erp.embedded.filing import file_entries, was_loaded
from tools.erp.embedded.flagging import flagged_rows, reflag
from tools.erp.embedded.reads import EmbeddedReads
from tools.erp.embedded.references import check_references
from tools.erp.embedded.report import FlaggedRow, LoadReport, TableCount
from tools.erp.embedded.schema import sources
from tools.erp.embedded.sheets import Sheet, sheets_of
from tools.erp.embedded.tables import TABLES


def load(
    folder_or_files: Path | Sequence[Path],
    database: Database,
    *,
    as_of: datetime | None = None,
    decimal_mark: str = "",
) -> LoadReport:
    """Files every CSV and XLSX given; `as_of` (with its zone) overrides the age the export tells,
    `decimal_mark` how its numbers are written where that is known.

    A file loaded before under the same or a later date is skipped; rows are added or changed by
    their key and never deleted. Raises BadInput, and leaves the record as it was, when a file,
    column, value or key is wrong; what is readable and looks wrong is loaded and flagged.
    """
    sheets = sheets_of(folder_or_files)
    reads = EmbeddedReads(database)
    entries = {
        one.table: entries_of(one, decimal_mark, partial(_held, reads, one.table)) for one in sheets
    }
    places = [folder_or_files] if isinstance(folder_or_files, Path) else list(folder_or_files)
    with database.writing() as connection:
        made = as_of.astimezone(UTC) if as_of else age_of(connection, entries, places)
        return _filed(connection, sheets, entries, made)


def _held(reads: EmbeddedReads, table: str, key: str, column: str) -> str | None:
    """A number on record, as text."""
    row = reads.row(table, key)
    number = row.number(column) if row is not None else None
    return None if number is None else str(number)


def _filed(
    connection: Connection, sheets: list[Sheet], entries: Mapping[str, list[Entry]], made: datetime
) -> LoadReport:
    first = connection.execute(select(sources.c.id).limit(1)).first() is None
    stamp = made.isoformat()
    counts: list[TableCount] = []
    for sheet in sorted(sheets, key=lambda one: list(TABLES).index(one.table)):
        rows = entries[sheet.table]
        if was_loaded(connection, sheet, stamp):
            known = TableCount(
                table=sheet.table,
                file=sheet.file,
                read=len(rows),
                unchanged=len(rows),
                known=True,
            )
            counts.append(known)
        else:
            counts.append(file_entries(connection, sheet, rows, stamp))
    files = {sheet.table: sheet.file for sheet in sheets}
    loose = check_references(connection, entries, files, first=first)
    news = reflag(connection) if any(one.new or one.changed for one in counts) else set()
    return LoadReport(
        as_of=made,
        tables=tuple(counts),
        flagged=tuple(_flagged(connection, entries, news)),
        loose=tuple(loose),
    )


def _flagged(
    connection: Connection, entries: Mapping[str, list[Entry]], news: set[tuple[str, str]]
) -> list[FlaggedRow]:
    """Rows of this load that are flagged, and rows elsewhere that it made look wrong."""
    read = {(table, entry.key) for table, rows in entries.items() for entry in rows}
    told = read | news
    tables = {table for table, _ in told}
    return [
        row
        for table in TABLES
        if table in tables
        for key, row in flagged_rows(connection, table).items()
        if (table, key) in told
    ]
