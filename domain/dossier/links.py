"""Which rows belong to a case: links from row to row, followed from what the case is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.errors import Unknown
from domain.ports import Reads
from domain.record import Query, Row
from domain.values import Value


class Link(Value):
    """Rows of `table` that belong to a row of `of`.

    With `by` they are those whose column `by` equals the cell `column` of that row; without, the
    one row whose key that cell is. Several columns, joined by blanks, make a key of several parts.
    """

    of: str
    column: str
    table: str
    by: str = ""


class NotedReads:
    """Reads the record, each look-up once, and keeps which were made and what they found."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._found: dict[tuple[str, str], tuple[Row, ...]] = {}

    @property
    def queries(self) -> tuple[Query, ...]:
        """Every look-up that was made, once each, in order."""
        return tuple(
            Query(table=table, where=where, found=len(rows))
            for (table, where), rows in self._found.items()
        )

    def rows(self, table: str, **equals: str) -> tuple[Row, ...]:
        """Rows by equal columns; noted."""
        where = " and ".join(f"{name} = {value}" for name, value in equals.items()) or "all"
        known = self._found.get((table, where))
        if known is None:
            known = self._found[table, where] = tuple(self._reads.rows(table, **equals))
        return known

    def row(self, table: str, key: str) -> Row | None:
        """One row by key; noted."""
        where = f"key = {key or 'empty'}"
        known = self._found.get((table, where))
        if known is None:
            found = self._reads.row(table, key) if key else None
            known = self._found[table, where] = () if found is None else (found,)
        return known[0] if known else None

    def need(self, table: str, key: str) -> Row:
        """One row that must be there."""
        found = self.row(table, key)
        if found is None:
            raise Unknown(f"{table} has no row {key!r}; load the export that holds it")
        return found


def collected(
    reads: NotedReads, names: Iterable[str], links: Sequence[Link]
) -> dict[str, tuple[Row, ...]]:
    """Rows by table: those named (`table:key`) and, link by link, those that belong to them.

    Links are followed once each, in their order: a later link starts from what an earlier found.
    """
    found: dict[str, dict[str, Row]] = {}
    for name in names:
        table, _, key = name.partition(":")
        row = reads.row(table, key) if key and table not in _NO_TABLES else None
        for one in _of_name(reads, table, key) if row is None and key else (row,):
            if one is not None:
                found.setdefault(table, {})[one.key] = one
    for link in links:
        for row in tuple(found.get(link.of, {}).values()):
            for other in linked(reads, row, link):
                found.setdefault(link.table, {})[other.key] = other
    return {table: tuple(rows.values()) for table, rows in found.items()}


#: Things that are several rows, by the column that names them: a payment by its lines.
_SEVERAL = {"payments": "payment_id", "shipment_units": "unit_no", "contracts": "contract_id"}


def _of_name(reads: NotedReads, table: str, key: str) -> tuple[Row, ...]:
    """The rows of a thing that is named by the first part of their key, or by another number."""
    return reads.rows(table, **{_SEVERAL[table]: key}) if table in _SEVERAL else ()


#: Names that statements use for what no table holds.
_NO_TABLES = frozenset({"mail", "unresolved", "functions", "owed"})


def linked(reads: NotedReads, row: Row, link: Link) -> tuple[Row, ...]:
    """The rows that one link leads to from a row; none where its cells are empty."""
    cells = [row.text(name) for name in link.column.split()]
    if not all(cells):
        return ()
    if link.by:
        return reads.rows(link.table, **dict(zip(link.by.split(), cells, strict=True)))
    one = reads.row(link.table, "/".join(cells))
    return () if one is None else (one,)
