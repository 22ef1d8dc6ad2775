"""Withdrawing a proposal, visibly: its request, its timers and what it held go with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from domain.case import CaseState
from domain.fact import NewFact
from memory import chain, inbox, reservations

#: Timers that speak about an open proposal.
PROPOSAL_TIMERS = ("remind", "escalate", "freeze", "lapse", "expire")


def withdraw(
    connection: Connection, state: CaseState, *, now: datetime, because: str, actor: str = "intake"
) -> bool:
    """Supersedes the open proposal of a case; False when there is none.

    A decision that is already taken is not withdrawn: its effects run on and are verified.
    """
    if state.proposal is None or state.decision is not None or state.proposal_fact is None:
        return False
    stream = f"case:{state.id}"
    fact = NewFact(
        stream=stream,
        kind="superseded",
        at=now,
        actor=actor,
        causes=(state.proposal_fact.id,),
        body={
            "proposal": state.proposal.hash,
            "summary": state.proposal.summary,
            "because": because,
        },
    )
    chain.append(connection, [fact])
    reservations.let_go(connection, state.id, state.proposal.hash)
    inbox.cancel_timers(connection, stream, PROPOSAL_TIMERS)
    return True
