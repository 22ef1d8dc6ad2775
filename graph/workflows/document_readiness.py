"""W5, document readiness → customs clearance: triggers, functions, options, writes and outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from agents.specialist import specialist
from domain.actions import Action
from domain.awaited import Awaited
from domain.case import CaseState
from domain.contribution import Contribution
from domain.dossier.context import Dossier
from domain.dossier.links import Link
from domain.gate import Grant
from domain.options import Option
from domain.outstanding import Outstanding, papers_owed, touched_by
from domain.papers import findings, mending
from domain.papers.checklist import checklist, is_owed
from domain.papers.clocks import soonest
from domain.policy import Policy
from domain.ports import Reads
from domain.reading import Question
from graph.workflows import dossiers, of_transport, outcome

CODE = "W5"
NAME = "document_readiness"
SUBJECTS = ("shipments", "documents")
TITLE = "Document readiness → customs clearance"
NOTED = "the papers are recorded as reported, and whoever owes an answer is asked"

#: What each function brings: the checklist, filings and port costs, letters of credit.
SPECIALISTS: Mapping[str, Callable[..., Contribution]] = {
    "documents": specialist(
        "documents",
        findings=findings.of_documents,
        options=mending.options,
        actions=mending.actions,
        questions=mending.questions,
        looks_at=("documents", "items", "people"),
        weighs=True,
    ),
    "logistics": specialist(
        "logistics", findings=findings.of_logistics, looks_at=("shipments", "rates", "sites")
    ),
    "finance": specialist(
        "finance", findings=findings.of_finance, looks_at=("letters_of_credit", "holidays")
    ),
}

#: What a case of this workflow may do at all.
KINDS: Sequence[str] = ("SendMessage", "NotifyFunction", "RequestDocument", "RecordDocument")

#: Whose word it waits for before it closes.
AWAITS: Mapping[str, Awaited] = {"SendMessage": of_transport.ANSWER}

#: Evidence it looks at: a shipment with all its papers, goods, credits, and who owes what.
LINKS = (
    Link(of="documents", column="shipment_id", table="shipments"),
    Link(of="purchase_orders", column="po_id", table="shipment_units", by="po_id"),
    Link(of="shipment_units", column="shipment_id", table="shipments"),
    Link(of="shipments", column="shipment_id", table="documents", by="shipment_id"),
    Link(of="shipments", column="shipment_id", table="shipment_units", by="shipment_id"),
    Link(of="shipments", column="shipment_id", table="letters_of_credit", by="shipment_id"),
    Link(of="shipments", column="pod", table="rates", by="origin"),
    Link(of="shipment_units", column="po_id po_line", table="purchase_order_lines"),
    Link(of="shipment_units", column="po_id", table="purchase_orders"),
    Link(of="purchase_order_lines", column="item_id", table="items"),
    Link(of="documents", column="owner", table="people"),
    Link(of="documents", column="owner", table="partners"),
)


def _tariffs(reads: Reads, names: Sequence[str]) -> Iterator[str]:
    """What customs adds, takes and fines, and what fees are, by the company's own rows."""
    for row in reads.rows("tariffs_and_deadlines"):
        if any(word in row.text("rule") for word in ("duty", "insurance", "penalty", "fee")):
            yield row.object


seeds = of_transport.folded(CODE, *SUBJECTS)
news = of_transport.news
title = dossiers.titled(TITLE)
assemble = dossiers.assembler(*LINKS, also=_tariffs)
partner = dossiers.partner_of
price, reprice = dossiers.price, dossiers.repricer(mending.options)
terms = dossiers.no_terms
commitments, missing_outcome = dossiers.commitments, outcome.missing_outcome
situation = dossiers.situations(CODE, "documents and customs")
record = dossiers.recorder(CODE, "documents and customs", "document_state", "customs_state")

#: Topics that only trade compliance settles.
_CUSTOMS = frozenset({"hs_code", "customs_value", "manufacturer", "origin", "customs_state"})


def asks_first(reads: Reads, subject: str) -> Sequence[Question]:
    """Each paper of a shipment that a partner still owes: its owner is asked for it."""
    table, _, key = subject.partition(":")
    rows = reads.rows("documents", shipment_id=key) if table == "shipments" else ()
    return tuple(
        Question(
            about="document_request",
            object=row.object,
            of=f"partners:{row.text('owner')}",
            text=f"please send the {row.text('doc_type')}",
            slot=f"document_request_{row.key}",
            holds=False,
        )
        for row in rows
        if is_owed(row) and reads.row("partners", row.text("owner")) is not None
    )


def constraint(context: Dossier) -> str:
    """Who owns it: customs questions before money at a bank before papers alone."""
    asked = {one.about for one in context.questions} | {one.field for one in context.told}
    if asked & _CUSTOMS:
        return "customs"
    if context.of("letters_of_credit"):
        return "cash"
    return "papers" if any(one.is_owed for one in checklist(context)) else "none"


def until(context: Dossier, chosen: Sequence[Option], hours: int) -> tuple[datetime, str]:
    """The soonest filing, free day or reply-by, in the time of its place."""
    return dossiers.until(context, chosen, hours, soonest(context))


def outstanding(context: Dossier, state: CaseState) -> Iterator[Outstanding]:
    """Papers that it told of or asked for and that the record does not show as there."""
    partners = {row.key for row in context.of("partners")}
    for row in papers_owed(context.of("documents"), touched_by(state.effects)):
        owner, name = row.text("owner"), f"{row.text('doc_type')} ({row.key})"
        what = f"{name} is {row.text('state')}, owed by {owner or 'nobody on record'}"
        yield Outstanding(object=row.object, what=what, who=owner if owner in partners else "")


def measures(context: Dossier, action: Action, spend_minor: int | None) -> dict[str, Any]:
    """What conditions may look at: whether a filing is released by it."""
    filing = getattr(getattr(action, "template", None), "value", "") == "file_now"
    return {
        **dossiers.common_measures(NAME, context, action),
        "case_spend_minor": spend_minor,
        "customs_filing": filing,
    }


def grant(context: Dossier, state: CaseState, policy: Policy) -> Grant:
    """The shipment and its papers; it commits no money."""
    return dossiers.granted(context, state, KINDS, 0)
