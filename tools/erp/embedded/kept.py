"""The record as read before, kept for as long as nothing in it has changed."""

from __future__ import annotations

from collections.abc import Sequence

from domain.record import Row
from tools.erp.embedded.reads import EmbeddedReads


class KeptReads:
    """Look-ups made once each on one state of the record.

    For whoever looks much of it up again and again, such as a reader that knows all open orders
    of a partner. What decides or acts reads the record itself.
    """

    def __init__(self, reads: EmbeddedReads) -> None:
        self._reads = reads
        self._rows: dict[tuple[str, tuple[tuple[str, str], ...]], Sequence[Row]] = {}
        self._row: dict[tuple[str, str], Row | None] = {}

    def row(self, table: str, key: str) -> Row | None:
        """The row with this key, or None."""
        if (table, key) not in self._row:
            self._row[table, key] = self._reads.row(table, key)
        return self._row[table, key]

    def rows(self, table: str, **equals: str) -> Sequence[Row]:
        """All rows whose columns equal the given text, in key order."""
        wanted = (table, tuple(sorted(equals.items())))
        if wanted not in self._rows:
            self._rows[wanted] = self._reads.rows(table, **equals)
        return self._rows[wanted]


class Keeper:
    """Hands out kept look-ups, and new ones as soon as a row was changed or an export loaded."""

    def __init__(self, reads: EmbeddedReads) -> None:
        self._reads = reads
        self._kept = (reads.position(), KeptReads(reads))

    def now(self) -> KeptReads:
        """Look-ups on the record as it is now."""
        position, kept = self._reads.position(), self._kept
        if kept[0] != position:
            kept = self._kept = (position, KeptReads(self._reads))
        return kept[1]
