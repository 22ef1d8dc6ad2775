"""The port of every index over the precedents' vectors, and what goes through it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from domain.errors import OutsideFailed
from domain.values import Value


class IndexLocked(OutsideFailed):
    """Another process owns this index; search with the exact one meanwhile."""


class Stamp(Value):
    """How far an index has followed the outbox, in whose space, and with how many cases."""

    model_id: str
    seq: int
    digest: str
    count: int


class Entry(NamedTuple):
    """A case and its vector: float16, little-endian, as the ledger keeps it."""

    case_id: str
    vector: bytes


class Hit(NamedTuple):
    """A case that was found, and the cosine of its vector with the one asked for."""

    case_id: str
    cosine: float


class Audit(Value):
    """An index held against the ledger's vectors.

    `recall_at_10` is the share of hits that are as near as the exact ten nearest.
    """

    missing: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()
    recall_at_10: float = 1.0

    @property
    def passed(self) -> bool:
        """Whether the index may be kept (goal in docs: 0.95)."""
        return not self.missing and not self.surplus and self.recall_at_10 >= 0.95


class CaseIndex(Protocol):
    """A disposable picture of the ledger's vectors; all that it holds can be made again."""

    @property
    def name(self) -> str:
        """What it is called in an evidence table."""
        ...

    def stamp(self) -> Stamp | None:
        """How far it is; None when it is new, broken or of another model. Opens it at first use."""
        ...

    def upsert(self, entries: Sequence[Entry]) -> None:
        """Adds cases or replaces their vectors; a repeat changes nothing."""
        ...

    def delete(self, case_ids: Sequence[str]) -> None:
        """Takes cases out; those it does not have are no error."""
        ...

    def mark(self, seq: int, digest: str) -> None:
        """Notes that everything up to this row of the outbox is in; called after the rows are."""
        ...

    def search(self, vector: Sequence[float], limit: int) -> list[Hit]:
        """The nearest cases, nearest first, equals by case id."""
        ...

    def compare(self, vector: Sequence[float], case_ids: Sequence[str]) -> list[Hit]:
        """The cosines of these cases, for those that it holds, in no order."""
        ...

    def count(self) -> int:
        """How many cases it holds."""
        ...

    def audit(self, entries: Iterable[Entry]) -> Audit:
        """Holds it against the ledger's vectors."""
        ...

    def rebuild(self, entries: Iterable[Entry], seq: int, digest: str) -> None:
        """Drops everything and takes these entries instead."""
        ...

    def close(self) -> None:
        """Lets go of files and locks; it opens again at the next use."""
        ...
