"""X9, originals of a shipment: what the broker still owes is asked of it, once somebody says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from agents import documents
from domain.actions import Action
from domain.case import CaseState
from domain.contribution import Contribution
from domain.delay.context import DelayContext
from domain.errors import Unknown
from domain.fact import Fact
from domain.gate import Grant
from domain.news import Incoming, News, news_about
from domain.options import Held, Option
from domain.policy import OwnerRule, Policy, Rung, WorkflowPolicy
from domain.ports import Reads
from domain.precedent import Precedent
from domain.reading import Reading
from domain.record import Query, Row
from domain.tradeoffs import Tier
from memory.evidence_table import Asked

CODE, NAME, TITLE = "X9", "shipment_papers", "Papers of a shipment"
NOTED = "papers are asked for"
#: Mails that are its own, and who owns its decisions: all that is needed of words and policy.
WORDS = ("pouch", "courier pouch", "couriered originals")
RULES = WorkflowPolicy(
    flow_owner="VP supply chain",
    owners=(
        OwnerRule(
            constraint="papers", function="trade compliance", role="trade compliance specialist"
        ),
    ),
    trade_offs=(Tier(measure="cost", bound=0),),
    escalation=(Rung(at_pct=50, do="remind"), Rung(at_pct=100, do="lapse")),
)
SUBJECTS = ("shipments",)
SPECIALISTS = {
    "documents": documents.contribute,
    "customs": import_module("agents.customs").contribute,
}
KINDS = ("RequestDocument",)


class Papers(DelayContext):
    """The shipment stands where an order does, its broker where a supplier does."""

    papers: tuple[Row, ...] = ()


def seeds(reading: Reading) -> dict[str, list[str]]:
    """Each shipment that a mail about papers names."""
    named = [one.object or "" for one in reading.references if CODE in reading.workflows]
    return {name: [] for name in named if name.startswith("shipments:")}


def partner(reads: Reads, subject: str) -> str:
    """The broker."""
    return _row(reads, "shipments", subject.split(":", 1)[1]).text("broker_id")


def title(subject: str) -> str:
    """By the shipment's number."""
    return f"{TITLE} {subject.split(':', 1)[1]}"


def news(incoming: Incoming, subject: str) -> News:
    """What is said of the shipment, and when it was said."""
    told = news_about(incoming, lambda name: name == subject)
    return told.model_copy(update={"kept": {"heard of": incoming.message.subject}})


def assemble(
    reads: Reads, state: CaseState, *, now: datetime, held: Sequence[Held], policy: Policy
) -> Papers:
    """The shipment with its papers and its broker."""
    shipment = _row(reads, *state.order.split(":", 1))
    papers = tuple(reads.rows("documents", shipment_id=shipment.key))
    where = f"shipment_id = {shipment.key}"
    return Papers(
        case=state.id,
        now=now,
        order=shipment,
        supplier=_row(reads, "partners", state.partner),
        site=None,
        contacts=tuple(reads.rows("contacts", partner_id=state.partner)),
        lines=(),
        company={"legal_name": _row(reads, "company", "legal_name")},
        held=tuple(held),
        queries=(Query(table="documents", where=where, found=len(papers)),),
        papers=papers,
        policy_currency=policy.currency,
    )


def _row(reads: Reads, table: str, key: str) -> Row:
    found = reads.row(table, key)
    if found is None:
        raise Unknown(f"{table} has no row {key!r}")
    return found


def price(contributions: Sequence[Contribution]) -> tuple[Option, ...]:
    """There is nothing to choose between."""
    return ()


def reprice(context: Papers) -> tuple[Option, ...]:
    """Nor when it is priced again."""
    return ()


def constraint(context: Papers) -> str:
    """Papers are the only one."""
    return "papers"


def until(context: Papers, chosen: Sequence[Option], hours: int) -> tuple[datetime, str]:
    """So long as any proposal waits."""
    return context.now + timedelta(hours=hours), "proposals wait so long"


def measures(context: Papers, action: Action, spend_minor: int | None) -> dict[str, Any]:
    """What conditions may look at."""
    return {"workflow": NAME, "recipient_on_file": True}


def terms(context: Any, action: Action) -> tuple[str, ...]:
    """Terms of an order that an action would break: it orders nothing."""
    return ()


def grant(context: Papers, state: CaseState, policy: Policy) -> Grant:
    """The papers of the shipment, and the broker's contacts."""
    rows = [context.order, context.supplier, *context.papers, *context.contacts]
    return Grant(
        case=state.id,
        kinds=KINDS,
        objects=frozenset(row.object for row in rows),
        reads=frozenset(row.object for row in context.company.values()),
        contacts=frozenset(row.key for row in context.contacts),
        cap_minor=0,
        expires_at=context.now + timedelta(days=30),
    )


def commitments(context: Papers) -> list[dict[str, Any]]:
    """Nobody promised anything."""
    return []


def missing_outcome(state: CaseState) -> list[str]:
    """Every request was read back."""
    waiting = [one.kind for one in state.effects if not one.is_over]
    return waiting if state.decision else ["a decision"]


def situation(context: Papers) -> Asked:
    """Papers of this broker."""
    words = f"papers of a shipment handled by {context.supplier.text('name')} are missing"
    return Asked(
        situation=words, as_of=context.today, workflow=CODE, partner_id=context.supplier.key
    )


def record(state: CaseState, facts: Sequence[Fact], now: datetime, reads: Reads) -> Precedent:
    """Which papers were asked for."""
    opened = state.opened_at or now
    broker = _row(reads, "partners", state.partner)
    return Precedent(
        case_id=state.id,
        workflow=CODE,
        opened_on=opened.date(),
        closed_on=now.date(),
        partner_id=state.partner,
        situation=f"papers of a shipment handled by {broker.text('name')} are missing",
        decision="asked",
        outcome="resolved as planned",
        resolved_by="; ".join(one.said for one in state.effects if one.verified),
        verified=all(one.verified for one in state.effects),
        source="case",
    )
