"""References between rows: a key that stands nowhere stops a load, or is told as a loose end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, select

from domain.errors import BadInput
from tools.erp.embedded.entries import Entry
from tools.erp.embedded.report import LooseEnd
from tools.erp.embedded.schema import ROWS
from tools.erp.embedded.tables import TABLES, Reference, joined


def check_references(
    connection: Connection,
    load: Mapping[str, Sequence[Entry]],
    files: Mapping[str, str],
    *,
    first: bool,
) -> list[LooseEnd]:
    """Checks the entries against the record, which holds them already.

    A first export must be whole. Later ones may bring movements of orders that were placed
    elsewhere: the company acts too while the record is filled with the world's news only.
    """
    known: dict[tuple[str, str], set[str]] = {}
    loose: list[LooseEnd] = []
    for table, entries in load.items():
        for reference in TABLES[table].references:
            place = (reference.table, reference.column)
            if place not in known:
                known[place] = _keys(connection, *place)
            for entry, wanted in _dangling(entries, reference, known[place]):
                if first or not reference.late:
                    raise _nowhere(table, files[table], entry, reference, wanted)
                loose.append(
                    LooseEnd(
                        object=f"{table}:{entry.key}",
                        file=files[table],
                        line=entry.line,
                        missing=f"{reference.table}:{wanted}",
                    )
                )
    return loose


def _keys(connection: Connection, table: str, column: str) -> set[str]:
    rows = ROWS[table]
    return set(connection.execute(select(rows.c[column or "record_key"])).scalars())


def _dangling(
    entries: Sequence[Entry], reference: Reference, known: set[str]
) -> Iterator[tuple[Entry, str]]:
    for entry in entries:
        wanted = joined(entry.cells, reference.columns)
        if wanted is not None and wanted not in known:
            yield entry, wanted


def _nowhere(table: str, file: str, entry: Entry, reference: Reference, wanted: str) -> BadInput:
    return BadInput(
        f"{' and '.join(reference.columns)} {wanted} of {table} {entry.key} is not in "
        f"{reference.table}",
        file=file,
        line=entry.line,
        remedy=f"export {reference.table} with it, or correct the line",
    )
