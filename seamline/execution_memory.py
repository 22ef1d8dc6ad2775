"""Execution memory as the desk needs it: the situation of a case out, its record in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from domain.case import CaseState
from domain.delay.context import DelayContext
from domain.fact import Fact
from domain.ports import Embedder
from domain.precedent import OptionTried, Precedent
from domain.reading import stated_text
from memory.case_index import CaseIndex
from memory.evidence_table import Asked, EvidenceTable
from memory.index_feed import rebuild_index
from memory.ledger import Ledger
from memory.precedents import remember
from memory.recall import log_recall, recall


class ExecutionMemory:
    """Recalls precedents for a case and remembers it when it closes."""

    def __init__(
        self,
        ledger: Ledger,
        index: CaseIndex,
        embedder: Embedder,
        now: Callable[[], datetime],
        item_of: Callable[[str], str],
    ) -> None:
        self._ledger, self._index, self._embedder = ledger, index, embedder
        self._now, self._item_of = now, item_of
        self._tables: dict[str, EvidenceTable] = {}

    def recall(self, context: DelayContext) -> dict[str, Any]:
        """The evidence table as plain JSON, scores as text; an empty memory says so."""
        table = self._look(asked(context))
        self._tables[context.case] = table
        return shown(table)

    def look(self, question: Asked) -> dict[str, Any]:
        """The evidence table for any situation."""
        return shown(self._look(question))

    def log(self, connection: Connection, case_id: str) -> None:
        """Notes what was asked and shown for a case, in the caller's transaction."""
        table = self._tables.pop(case_id, None)
        if table is not None:
            stream = f"case:{case_id}"
            log_recall(connection, table, at=self._now(), case_id=case_id, stream=stream)

    def rebuild(self) -> int:
        """Drops the index and makes it again; returns how many cases it holds."""
        with self._ledger.transaction() as connection:
            return rebuild_index(connection, self._index, self._embedder)

    def close(self) -> None:
        """Gives the index and its lock back."""
        self._index.close()

    def _look(self, question: Asked) -> EvidenceTable:
        with self._ledger.transaction() as connection:
            return recall(connection, self._index, self._embedder, question)

    def remember(
        self, connection: Connection, state: CaseState, facts: list[Fact]
    ) -> dict[str, Any]:
        """The closed case's record, kept in this transaction; its plain form for the ledger."""
        record = precedent_of(state, facts, self._now(), self._item_of)
        remember(connection, record)
        return record.model_dump(mode="json")


def asked(context: DelayContext) -> Asked:
    """The situation of a case in words and codes, as known now."""
    line = next((one for one in context.lines if one.change.cause), None)
    line = line or (context.lines[0] if context.lines else None)
    change = line.change if line else None
    return Asked(
        situation=situation(context),
        as_of=context.today,
        workflow="W1",
        partner_id=context.supplier.key,
        item_id=line.item.key if line else "",
        lane=_lane(context),
        cause=change.cause if change else "",
        cause_party=change.cause_party if change else "",
    )


def situation(context: DelayContext) -> str:
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


def shown(table: EvidenceTable) -> dict[str, Any]:
    """What goes on record of a recall: counts, cases and reasons; figures as text."""
    return {
        "says": table.says,
        "index": table.index,
        "model_id": table.model_id,
        "n_eff": f"{table.n_eff:.0f}",
        "actions": [
            {**one.model_dump(mode="json"), "success": f"{one.success:.2f}"}
            for one in table.actions
        ],
        "cases": [
            {
                "case_id": one.case_id,
                "score": f"{one.score:.2f}",
                "why": list(one.why),
                "decision": one.decision,
                "outcome": one.outcome,
                "resolved_by": one.resolved_by,
                "closed_on": one.closed_on.isoformat(),
            }
            for one in table.cases
        ],
    }


def precedent_of(
    state: CaseState, facts: list[Fact], now: datetime, item_of: Callable[[str], str]
) -> Precedent:
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
        workflow="W1",
        opened_on=opened.date(),
        closed_on=now.date(),
        partner_id=state.partner,
        item_id=item_of(next((one for one in lines if "/" in one), "")),
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
