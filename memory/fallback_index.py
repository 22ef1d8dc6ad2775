"""Two indexes as one: the owned one while its lock is ours, the exact one while it is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from memory.case_index import Audit, CaseIndex, Entry, Hit, IndexLocked, Stamp


class FallbackIndex:
    """Asks for the first index anew at every `stamp`, so that it takes over when its owner ends."""

    def __init__(self, first: CaseIndex, spare: CaseIndex) -> None:
        self._first, self._spare, self._now = first, spare, first

    @property
    def name(self) -> str:
        """The name of the index in use."""
        return self._now.name

    def stamp(self) -> Stamp | None:
        try:
            stamp = self._first.stamp()
            self._now = self._first
        except IndexLocked:
            self._now = self._spare
            stamp = self._spare.stamp()
        return stamp

    def upsert(self, entries: Sequence[Entry]) -> None:
        self._now.upsert(entries)

    def delete(self, case_ids: Sequence[str]) -> None:
        self._now.delete(case_ids)

    def mark(self, seq: int, digest: str) -> None:
        self._now.mark(seq, digest)

    def search(self, vector: Sequence[float], limit: int) -> list[Hit]:
        return self._now.search(vector, limit)

    def compare(self, vector: Sequence[float], case_ids: Sequence[str]) -> list[Hit]:
        return self._now.compare(vector, case_ids)

    def count(self) -> int:
        return self._now.count()

    def audit(self, entries: Iterable[Entry]) -> Audit:
        return self._now.audit(entries)

    def rebuild(self, entries: Iterable[Entry], seq: int, digest: str) -> None:
        self.stamp()
        self._now.rebuild(entries, seq, digest)

    def close(self) -> None:
        self._first.close()
        self._spare.close()
