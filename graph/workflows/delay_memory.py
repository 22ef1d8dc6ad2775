"""What execution memory is asked about a delay, and what a closed delay leaves to remember."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from domain.case import CaseState
from domain.delay.context import DelayContext
from domain.fact import Fact
from domain.ports import Reads
from domain.precedent import OptionTried, Precedent
from domain.reading import stated_text
from domain.vocabulary import DELAY
from memory.evidence_table import Asked


def situation(context: DelayContext) -> Asked:
    """The situation of a case in words and codes, as known now."""
    line = next((one for one in context.lines if one.change.cause), None)
    line = line or (context.lines[0] if context.lines else None)
    change = line.change if line else None
    return Asked(
        situation=_words(context),
        as_of=context.today,
        workflow=DELAY,
        partner_id=context.supplier.key,
        item_id=line.item.key if line else "",
        lane=_lane(context),
        cause=change.cause if change else "",
        cause_party=change.cause_party if change else "",
    )


def _words(context: DelayContext) -> str:
    """What happened, in a sentence of the trade."""
    words = [
        f"{context.supplier.text('name')} supplier delay: {line.item.text('description')}"
        f" {line.change.kind} {line.change.cause} {line.change.cause_quote}"
        for line in context.lines
    ]
    return "; ".join(words)


def _lane(context: DelayContext) -> str:
    ships = [line.shipment for line in context.lines if line.shipment is not None]
    return f"{ships[0].text('pol')}-{ships[0].text('pod')}" if ships else ""


def record(state: CaseState, facts: Sequence[Fact], now: datetime, reads: Reads) -> Precedent:
    """The record of a case, derived from its facts and nothing else."""
    priced = [fact for fact in facts if fact.kind == "options_priced"]
    tried = _options(priced)
    opened = state.opened_at or now
    proposal, decision = state.proposal, state.decision or {}
    winner = next((one.winner for one in proposal.rankings if one.winner), "") if proposal else ""
    rejected = decision.get("verb") == "reject"
    taken = "rejected" if rejected else winner or "noted"
    cause, party = _cause(state)
    promised = [fact.body["what"] for fact in facts if fact.kind == "commitment_made"]
    lines = [one.object for news in state.news for one in news.statements]
    return Precedent(
        case_id=state.id,
        workflow=DELAY,
        opened_on=opened.date(),
        closed_on=now.date(),
        partner_id=state.partner,
        item_id=_item(reads, next((one for one in lines if "/" in one), "")),
        situation=_situation(state),
        cause_party=party,
        cause=cause,
        options=tried,
        decision=taken,
        approver_id=", ".join(decision.get("approvers", []) or [decision.get("person", "")]),
        commitments="; ".join(promised),
        outcome="resolved otherwise" if rejected or _overrides(state) else "resolved as planned",
        days=(now - opened).days,
        forecast_cost=_forecast(tried, winner) if not rejected else None,
        currency=priced[-1].body["options"][0]["currency"] if priced else "",
        resolved_by="rejected: " + decision.get("reason", "") if rejected else _acts(state),
        verified=bool(state.effects) and all(one.is_as_decided for one in state.effects),
        source="case",
    )


def _item(reads: Reads, line: str) -> str:
    row = reads.row("purchase_order_lines", line.split(":", 1)[-1]) if line else None
    return row.text("item_id") if row else ""


def _options(priced: list[Fact]) -> tuple[OptionTried, ...]:
    newest = {fact.body["object"]: fact for fact in priced}
    return tuple(
        OptionTried(name=one["name"], cost=Decimal(one["cost"]["amount"]))
        for fact in newest.values()
        for one in fact.body["options"]
    )


def _forecast(tried: tuple[OptionTried, ...], winner: str) -> Decimal | None:
    return next((one.cost for one in tried if one.name == winner), None)


def _cause(state: CaseState) -> tuple[str, str]:
    found = {"cause": "", "cause_party": ""}
    for news in state.news:
        for one in news.statements:
            if one.field in found:
                found[one.field] = stated_text(one.value)
    return found["cause"], found["cause_party"]


def _situation(state: CaseState) -> str:
    quotes = [
        one.span.quote
        for news in state.news
        for one in news.statements
        if one.span is not None and one.field in ("cause", "promised_date")
    ]
    return f"supplier delay {state.title}: " + "; ".join(dict.fromkeys(quotes))


def _acts(state: CaseState) -> str:
    done = [one.said.splitlines()[0][:120] for one in state.effects if one.verified]
    return "; ".join([*done, *_overrides(state)])


def _overrides(state: CaseState) -> list[str]:
    """What was accepted although it is not what was decided."""
    accepted = [one for one in state.effects if one.state == "accepted"]
    return [f"override: not {one.said.splitlines()[0][:80]} ({one.detail})" for one in accepted]
