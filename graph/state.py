"""The state of a case graph run: plain values only, and how parallel parts merge."""

from __future__ import annotations

from typing import Annotated, Any, TypedDict


def merge(
    kept: list[dict[str, Any]] | None, new: list[dict[str, Any]] | None
) -> list[dict[str, Any]]:
    """Contributions in one order whatever order they finish in; None empties the list."""
    if new is None:
        return []
    return sorted([*(kept or []), *new], key=lambda one: str(one["function"]))


class CaseGraphState(TypedDict, total=False):
    """What a checkpoint holds: plain values only, and little of it.

    `through` is the last ledger number the run had seen, `run` its id: both are compared with
    the ledger before every run, because a checkpoint can be ahead of it after a crash.
    """

    case: str
    run: str
    through: int
    phase: str
    contributions: Annotated[list[dict[str, Any]], merge]
    options: list[dict[str, Any]]
    rankings: list[dict[str, Any]]
    proposal: str
    decision: str
    settled: bool
    complete: bool
