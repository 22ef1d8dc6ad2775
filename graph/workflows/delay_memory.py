"""What execution memory is asked about a delay, and what a closed delay leaves to remember."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.case import CaseState
from domain.delay.context import DelayContext
from domain.fact import Fact
from domain.ports import Reads
from domain.precedent import Precedent
from domain.vocabulary import DELAY
from graph.workflows.case_memory import quoted, remembered
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
    lines = [one.object for news in state.news for one in news.statements]
    words = quoted(state, ("cause", "promised_date"))
    return remembered(
        state,
        facts,
        now,
        code=DELAY,
        situation=f"supplier delay {state.title}: {words}",
        item=_item(reads, next((one for one in lines if "/" in one), "")),
    )


def _item(reads: Reads, line: str) -> str:
    row = reads.row("purchase_order_lines", line.split(":", 1)[-1]) if line else None
    return row.text("item_id") if row else ""
