"""Withdrawing a proposal, visibly: its request, its timers and what it held go with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from domain.case import CaseState
from domain.fact import NewFact
from domain.ports import Receipt
from memory import chain, inbox, outbox, reservations

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


def call_off(
    connection: Connection, state: CaseState, *, now: datetime, because: str, actor: str
) -> None:
    """Effects that were decided and have not begun do not happen any more: what they rested on is
    gone. What has begun is seen through."""
    for effect in outbox.effects(connection, case_id=state.id, states=("pending", "held")):
        receipt = Receipt(outcome="rejected", detail=because[:300])
        if outbox.move(connection, effect.key, (effect.state,), "failed", receipt):
            body = {"key": effect.key, "attempts": effect.attempts, **receipt.model_dump()}
            fact = NewFact(
                stream=f"case:{state.id}",
                kind="effect_failed",
                at=now,
                actor=actor,
                causes=(effect.fact_id,),
                body=body,
            )
            chain.append(connection, [fact])
