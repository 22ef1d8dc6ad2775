"""An index held against the exact one: what is missing, what is surplus, how near its hits are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from memory.case_index import Audit, Entry, Hit
from memory.exact_index import ExactIndex, rows_of

#: Cases whose neighbours are asked for, spread evenly over all.
ASKED = 50
NEAREST = 10
#: Near-duplicates are told apart by less than float16 holds: a hit as near as the tenth is right.
AS_NEAR = 0.001

Search = Callable[[Sequence[float], int], list[Hit]]


def held_against(search: Search, ids: set[str], entries: list[Entry], model_id: str) -> Audit:
    """The audit of an index with these ids and this search against the ledger's vectors."""
    wanted = {entry.case_id for entry in entries}
    oracle = ExactIndex(model_id)
    oracle.rebuild(entries, 0, "")
    asked = entries[:: max(1, len(entries) // ASKED)]
    shares = [_share(search, oracle, row) for row in rows_of(asked).tolist()] if asked else []
    return Audit(
        missing=tuple(sorted(wanted - ids)),
        surplus=tuple(sorted(ids - wanted)),
        recall_at_10=sum(shares) / len(shares) if shares else 1.0,
    )


def _share(search: Search, oracle: ExactIndex, vector: list[float]) -> float:
    exact = oracle.search(vector, NEAREST)
    bar = exact[-1].cosine - AS_NEAR
    return sum(hit.cosine >= bar for hit in search(vector, NEAREST)) / len(exact)
