"""The exact index: the ledger's vectors in memory, every cosine computed. Fallback and oracle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import numpy as np

from memory.case_index import Audit, Entry, Hit, Stamp

Rows = np.ndarray[Any, np.dtype[np.float32]]

#: Entries turned into rows at a time while rebuilding.
BATCH = 4096


def rows_of(entries: Sequence[Entry]) -> Rows:
    """The entries' vectors as float32 rows of length one (a vector of nothing stays nothing)."""
    flat = np.frombuffer(b"".join(entry.vector for entry in entries), dtype="<f2")
    rows = flat.reshape(len(entries), -1).astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    whole: Rows = (rows / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return whole


class ExactIndex:
    """Lives in memory only: a new process fills it from the ledger at its first use."""

    name = "exact"

    def __init__(self, model_id: str) -> None:
        self._model_id = model_id
        self._followed: tuple[int, str] | None = None
        self._clear()

    def stamp(self) -> Stamp | None:
        if self._followed is None:
            return None
        seq, digest = self._followed
        return Stamp(model_id=self._model_id, seq=seq, digest=digest, count=self.count())

    def upsert(self, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        for entry, row in zip(entries, rows_of(entries), strict=True):
            place = self._places.setdefault(entry.case_id, len(self._ids))
            if place == len(self._ids):
                self._ids.append(entry.case_id)
            self._at(place, row)

    def delete(self, case_ids: Sequence[str]) -> None:
        for case_id in case_ids:
            place = self._places.pop(case_id, None)
            if place is None:
                continue
            moved = self._ids.pop()  # the last row fills the gap
            if moved != case_id:
                self._rows[place] = self._rows[len(self._ids)]
                self._ids[place], self._places[moved] = moved, place

    def mark(self, seq: int, digest: str) -> None:
        self._followed = (seq, digest)

    def search(self, vector: Sequence[float], limit: int) -> list[Hit]:
        if not self._ids:
            return []
        cosines = self._cosines(vector, self._rows[: len(self._ids)])
        bar = np.partition(cosines, -limit)[-limit] if limit < len(cosines) else -1.0
        places = np.flatnonzero(cosines >= bar - 1e-4).tolist()  # equals of the last are not lost
        return nearest([Hit(self._ids[each], float(cosines[each])) for each in places], limit)

    def compare(self, vector: Sequence[float], case_ids: Sequence[str]) -> list[Hit]:
        known = [case_id for case_id in case_ids if case_id in self._places]
        if not known:
            return []
        rows = self._rows[[self._places[case_id] for case_id in known]]
        return [
            Hit(*pair) for pair in zip(known, self._cosines(vector, rows).tolist(), strict=True)
        ]

    def count(self) -> int:
        return len(self._ids)

    def audit(self, entries: Iterable[Entry]) -> Audit:
        wanted = {entry.case_id for entry in entries}
        return Audit(
            missing=tuple(sorted(wanted - self._places.keys())),
            surplus=tuple(sorted(self._places.keys() - wanted)),
        )

    def rebuild(self, entries: Iterable[Entry], seq: int, digest: str) -> None:
        self._clear()
        waiting = iter(entries)
        while batch := list(islice(waiting, BATCH)):
            self.upsert(batch)
        self.mark(seq, digest)

    def close(self) -> None:
        self._followed = None
        self._clear()

    def _clear(self) -> None:
        self._ids: list[str] = []
        self._places: dict[str, int] = {}
        self._rows: Rows = np.zeros((0, 0), dtype=np.float32)

    def _at(self, place: int, row: Rows) -> None:
        if place >= len(self._rows):
            grown = np.zeros((max(64, 2 * place), len(row)), dtype=np.float32)
            if place:
                grown[:place] = self._rows[:place]
            self._rows = grown
        self._rows[place] = row

    def _cosines(self, vector: Sequence[float], rows: Rows) -> Rows:
        asked = np.asarray(vector, dtype=np.float32)
        cosines: Rows = rows @ (asked / (float(np.linalg.norm(asked)) or 1.0))
        return cosines


def nearest(hits: list[Hit], limit: int) -> list[Hit]:
    """The nearest first; a difference that float16 cannot hold does not decide, the id does."""
    return sorted(hits, key=lambda hit: (-round(hit.cosine, 4), hit.case_id))[:limit]
