"""What a closed case leaves to execution memory, derived from its facts and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from domain.case import CaseState
from domain.effect_state import in_one_line, is_only_told
from domain.fact import Fact
from domain.precedent import OptionTried, Precedent, actual_cost
from domain.reading import stated_text


def remembered(
    state: CaseState,
    facts: Sequence[Fact],
    now: datetime,
    *,
    code: str,
    situation: str,
    item: str = "",
) -> Precedent:
    """The record of a case: what was tried, decided, promised and done, and how it ended."""
    priced = [fact for fact in facts if fact.kind == "options_priced"]
    tried = _options(priced)
    opened = state.opened_at or now
    proposal, decision = state.proposal, state.decision or {}
    winner = next((one.winner for one in proposal.rankings if one.winner), "") if proposal else ""
    rejected = decision.get("verb") == "reject"
    cause, party = _cause(state)
    measured = next((fact.body for fact in facts[::-1] if fact.kind == "outcome_measured"), None)
    currency = priced[-1].body["options"][0]["currency"] if priced else ""
    promised = [fact.body["what"] for fact in facts if fact.kind == "commitment_made"]
    return Precedent(
        case_id=state.id,
        workflow=code,
        opened_on=opened.date(),
        closed_on=now.date(),
        partner_id=state.partner,
        item_id=item,
        situation=situation,
        cause_party=party,
        cause=cause,
        options=tried,
        decision="rejected" if rejected else winner or "noted",
        approver_id=", ".join(decision.get("approvers", []) or [decision.get("person", "")]),
        commitments="; ".join(promised),
        outcome=_outcome(state, rejected=rejected),
        days=(now - opened).days,
        forecast_cost=_forecast(tried, winner) if not rejected else None,
        actual_cost=actual_cost(measured, currency) if measured else None,
        currency=currency,
        resolved_by="rejected: " + decision.get("reason", "") if rejected else _acts(state, winner),
        verified=bool(state.effects) and all(one.is_as_decided for one in state.effects),
        source="case",
    )


def _outcome(state: CaseState, *, rejected: bool) -> str:
    """How it ended; what had no effect at all is never called resolved, and what somebody said need
    not be waited for was not as planned."""
    waived = [one for one in state.outstanding if one.key in state.acknowledged]
    if rejected or waived or _overrides(state):
        return "resolved otherwise"
    return "resolved as planned" if _did(state) else "nothing was done"


def quoted(state: CaseState, fields: Sequence[str]) -> str:
    """The partners' own words for these fields, each once."""
    quotes = [
        one.span.quote
        for news in state.news
        for one in news.statements
        if one.span is not None and one.field in fields
    ]
    return "; ".join(dict.fromkeys(quotes))


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


def _did(state: CaseState) -> list[str]:
    return [in_one_line(one.said) for one in state.effects if one.verified]


def _acts(state: CaseState, winner: str) -> str:
    """What was done to end it; where nothing was, what was decided instead, or who was told."""
    done = [one for one in state.effects if one.verified]
    told = [one for one in done if is_only_told(one.kind, one.wanted.get("template", ""))]
    ended = [in_one_line(one.said) for one in done if one not in told]
    acts = "; ".join([*ended, *_overrides(state)])
    return acts or winner or "; ".join(in_one_line(one.said) for one in told) or "only recorded"


def _overrides(state: CaseState) -> list[str]:
    """What was accepted although it is not what was decided, and what was done beside it."""
    accepted = [one for one in state.effects if one.state == "accepted"]
    found = [f"override: not {in_one_line(one.said)} ({one.detail})" for one in accepted]
    return [*found, *(f"override: {in_one_line(one)}" for one in state.overrides)]
