"""Cumulative spend: what earlier decisions on the same order committed, however they were split."""

from __future__ import annotations

from sqlalchemy import Connection

from domain.case import CaseState
from domain.fact import Fact
from memory import chain


def spent_before(connection: Connection, state: CaseState) -> int | None:
    """Minor units that approved proposals of this workflow and order commit so far.

    None when one of them was approved without a known amount: then nobody can say.
    """
    total = 0
    for fact in _decisions(connection, state):
        amount = fact.body.get("spend_minor", 0)
        if amount is None:
            return None
        total += int(amount)
    return total


def _decisions(connection: Connection, state: CaseState) -> list[Fact]:
    """Complete approvals of other proposals, in this case and in those of its order before it."""
    open_now = state.proposal.hash if state.proposal else ""
    base = "-".join(state.id.split("-")[:2])
    found: list[Fact] = []
    number, case_id = 1, base
    while chain.last_number(connection, f"case:{case_id}"):
        found += [
            fact
            for fact in chain.of_stream(connection, f"case:{case_id}", kinds=("decided",))
            if fact.body["complete"]
            and fact.body["verb"] == "approve"
            and fact.body["proposal"] != open_now
        ]
        number += 1
        case_id = f"{base}-{number}"
    return found
