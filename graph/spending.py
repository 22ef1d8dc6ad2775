"""Cumulative spend: what earlier decisions on the same order committed, however they were split."""

from __future__ import annotations

from sqlalchemy import Connection

from domain.case import CaseState
from domain.fact import Fact
from graph.case_ids import cases_about


def spent_before(connection: Connection, state: CaseState, code: str) -> int | None:
    """Minor units that approved proposals of this workflow (by its code) and order commit so far.

    None when one of them was approved without a known amount: then nobody can say.
    """
    total = 0
    for fact in _decisions(connection, state, code):
        amount = fact.body.get("spend_minor", 0)
        if amount is None:
            return None
        total += int(amount)
    return total


def _decisions(connection: Connection, state: CaseState, code: str) -> list[Fact]:
    """Complete approvals of other proposals, in this case and in the others of its order."""
    open_now = state.proposal.hash if state.proposal else ""
    return [
        fact
        for about in state.abouts
        for _, facts in cases_about(connection, code, about, kinds=("decided",))
        for fact in facts
        if fact.kind == "decided"
        and fact.body["complete"]
        and fact.body["verb"] == "approve"
        and fact.body["proposal"] != open_now
    ]
