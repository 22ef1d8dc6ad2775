"""Documents: papers, filings and credits whose dates the delay touches, or that none are."""

from __future__ import annotations

from domain.actions import Action
from domain.cells import cell
from domain.contribution import Contribution, Finding
from domain.delay.context import DelayContext, LineContext
from domain.delay.correspondence import note, noted
from domain.delay.pricing import credit_missed, delayed
from domain.ports import Model
from domain.record import Row


def contribute(context: DelayContext, model: Model | None = None) -> Contribution:
    """Due papers and credits, each with its date; where there is none, the query that was made."""
    return Contribution(
        function="documents",
        findings=tuple(_findings(context)),
        actions=tuple(_actions(context)),
        queries=tuple(one for one in context.queries if one.table in _LOOKS_AT),
        constraints=("cash",) if _credits_hit(context) else (),
    )


_LOOKS_AT = ("documents", "letters_of_credit", "tariffs_and_deadlines")


def _findings(context: DelayContext) -> list[Finding]:
    found = []
    for row in _papers(context):
        text = (
            f"{row.text('doc_type')} for {row.text('shipment_id')} is due "
            f"{row.text('due_at')} ({row.text('required_by_rule')}), {row.text('state')}"
        )
        found.append(Finding(text=text, rests_on=(row.object,)))
    for row in context.credits:
        ends = f"latest shipment {row.text('latest_shipment')}, expiry {row.text('expiry')}"
        found.append(Finding(text=f"credit {row.key}: {ends}", rests_on=(row.object,)))
    for query in context.queries:
        if query.table in _LOOKS_AT and not query.found:
            found.append(Finding(text=f"none: {query.said()}"))
    return found


def _papers(context: DelayContext) -> list[Row]:
    rows = {row.key: row for line in context.lines for row in line.documents}
    return [rows[key] for key in sorted(rows)]


def _credits_hit(context: DelayContext) -> list[LineContext]:
    return [line for line in delayed(context) if credit_missed(context, line)]


def _actions(context: DelayContext) -> list[Action]:
    found: list[Action] = []
    papers = _papers(context)
    moved = [line for line in delayed(context) if line.documents and line.shipment is not None]
    if papers and moved:
        shipment = moved[0].shipment
        assert shipment is not None  # filtered above
        found.append(
            note(
                context,
                "trade compliance",
                "note_documents",
                shipment,
                "papers hang on the sailing",
                noted=noted(context),
                shipment_id=cell(shipment, "shipment_id"),
            )
        )
    hit = _credits_hit(context)
    if hit:
        credit = context.credits_of(hit[0])[0]
        found.append(
            note(
                context,
                "finance",
                "note_credit",
                credit,
                "the credit's latest shipment is missed",
                of=hit[0],
                noted=noted(context),
                lc_no=cell(credit, "lc_no"),
                latest_shipment=cell(credit, "latest_shipment"),
            )
        )
    return found
