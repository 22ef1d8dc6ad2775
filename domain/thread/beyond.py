"""What lies one step from a row of a thread: by its cells, in its words, or missing on record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from domain.dossier.links import Link, NotedReads, linked
from domain.record import Row
from domain.thread.steps import HEADS, QUOTED, Quoted, names_key

#: A number as people write it among words.
_NUMBER = re.compile(r"\w+(?:[-/.]\w+)*")


def beyond(reads: NotedReads, row: Row, links: Sequence[Link]) -> Iterator[Row]:
    """Rows that these links lead to, and those whose words name it or that its words name."""
    for link in links:
        if link.of == row.table:
            yield from linked(reads, row, link) or _missing(row, link)


def quoted(reads: NotedReads, row: Row) -> Iterator[Row]:
    """Rows of the same partner that a row names in words."""
    for one in QUOTED:
        if one.of == row.table and not row.text(one.unless):
            named = (reads.row(one.table, number) for number in numbers(row.text(one.column)))
            yield from (it for it in named if it is not None and _is_theirs(one, row, it))


def quoting(reads: NotedReads, row: Row) -> Iterator[Row]:
    """Rows of the same partner whose words name a row."""
    for one in QUOTED:
        if one.table == row.table and row.text(one.whose):
            theirs = reads.rows(one.of, partner_id=row.text(one.whose))
            yield from (
                it
                for it in theirs
                if not it.text(one.unless) and row.key in numbers(it.text(one.column))
            )


def numbers(words: str) -> list[str]:
    """What may be a reference among words: whatever has a digit in it."""
    return [one for one in _NUMBER.findall(words) if any(char.isdigit() for char in one)]


def _is_theirs(link: Quoted, row: Row, named: Row) -> bool:
    return row.text("partner_id") == named.text(link.whose) != ""


def stand_in(table: str, key: str) -> Row | None:
    """A row for a thing that others name by its key, where its own is missing on record.

    Its version is 0; its cells are those of the key.
    """
    columns, cells = HEADS.get(table, "").split(), key.split("/")
    if len(columns) != len(cells) or not all(cells):
        return None
    return Row(table=table, key=key, version=0, values=dict(zip(columns, cells, strict=True)))


def is_missing(row: Row) -> bool:
    """Whether it only stands for a row that is missing on record."""
    return row.version == 0


def _missing(row: Row, link: Link) -> Iterable[Row]:
    """What stands for the one row that a link leads to where it is missing."""
    if not names_key(link):
        return ()
    made = stand_in(link.table, "/".join(row.text(name) for name in link.column.split()))
    return () if made is None else (made,)
