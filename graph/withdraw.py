"""Withdrawing a proposal, visibly: its request, its timers and what it held go with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from domain.case import CaseState
from domain.fact import Fact, NewFact
from domain.ports import Receipt
from domain.proposal import Proposal
from memory import chain, inbox, outbox, reservations
from memory.folded import WHOLE

#: Timers that speak about an open proposal.
PROPOSAL_TIMERS = ("remind", "escalate", "freeze", "lapse", "expire")


def withdraw(
    connection: Connection,
    state: CaseState,
    *,
    now: datetime,
    because: str,
    actor: str = "intake",
    keep: bool = False,
) -> bool:
    """Supersedes the open proposal of a case; False when there is none.

    A decision that is already taken is not withdrawn: its effects run on and are verified. With
    `keep` the next proposal still is what people asked for and changed in this one.
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
            **(_kept(state.proposal) if keep else {}),
        },
    )
    (fell,) = chain.append(connection, [fact])
    _end_contest(connection, state, fell)
    reservations.let_go(connection, state.id, state.proposal.hash)
    inbox.cancel_timers(connection, stream, PROPOSAL_TIMERS)
    return True


def _kept(opened: Proposal) -> dict[str, Any]:
    pins = {name: one.model_dump() for name, one in opened.pins.items()}
    return {"requested_by": opened.requested_by, "kept": pins}


def _end_contest(connection: Connection, state: CaseState, fell: Fact) -> None:
    """A joint proposal falls as a whole: with either case's part both are void."""
    joint = state.proposal.joint if state.proposal else None
    if joint is not None:
        stream = f"case:{joint.other.case}"
        told = NewFact(
            stream=stream,
            kind="contest_ended",
            at=fell.at,
            actor=fell.actor,
            causes=(fell.id,),  # the same two may contest twice
            body={"by": state.id},
        )
        chain.append(connection, [told])
    void_contest(connection, state, now=fell.at, actor=fell.actor)


def void_contest(connection: Connection, state: CaseState, *, now: datetime, actor: str) -> None:
    """The joint proposal by which another case contests this one, because this one has moved."""
    if not state.contested:
        return
    stream = f"case:{state.contested}"
    other = WHOLE.of(connection, state.contested)
    if other.proposal is None or other.proposal.joint is None:
        return
    because = f"{state.id}, which it was decided with, has moved"
    if withdraw(connection, other, now=now, because=because, actor=actor):
        inbox.enqueue(connection, stream, "moved", {"through": other.through}, now)


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
