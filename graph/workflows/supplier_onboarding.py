"""P1, supplier onboarding: papers, account, screening; nothing here releases a partner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from agents.specialist import specialist
from domain.actions import Action
from domain.awaited import Awaited
from domain.case import CaseState
from domain.contribution import Contribution
from domain.dossier.context import Dossier
from domain.dossier.links import Link
from domain.gate import Grant
from domain.onboarding import findings, letters, release
from domain.onboarding.papers import papers_of
from domain.onboarding.screening import screened
from domain.onboarding.unreleased import unreleased
from domain.outstanding import Outstanding
from domain.policy import Policy
from graph.workflows import dossiers, outcome

CODE = "P1"
NAME = "supplier_onboarding"
SUBJECTS = ("onboarding",)
TITLE = "Supplier onboarding"
NOTED = "the papers are on record; nothing is lacking and nothing has to be decided"

#: What each function brings. Sourcing gathers, finance looks at account and terms, compliance
#: (documents) at the screening; people verify, clear, approve and release.
SPECIALISTS: Mapping[str, Callable[..., Contribution]] = {
    "sourcing": specialist(
        "sourcing",
        findings=findings.of_sourcing,
        options=release.options,
        actions=letters.records,
        questions=findings.open_points,
        looks_at=("onboarding", "onboarding_documents"),
        weighs=True,
    ),
    "finance": specialist(
        "finance", findings=findings.of_finance, looks_at=("purchase_orders", "company")
    ),
    "documents": specialist("documents", findings=findings.of_compliance, looks_at=("screenings",)),
}

#: What a case of this workflow may do at all: no order, no release, no clearing of a hit.
KINDS: Sequence[str] = ("SendMessage", "NotifyFunction", "RecordPaper")

#: A letter that asks for papers is over when the partner has answered it.
AWAITS: Mapping[str, Awaited] = {
    "SendMessage": Awaited(
        yes=frozenset({"onboarding_papers", "document_pending"}), letters=frozenset({"ask_papers"})
    ),
}

LINKS = (
    Link(of="onboarding", column="onboarding_id", table="onboarding_documents", by="onboarding_id"),
    Link(of="onboarding", column="partner_id", table="screenings", by="partner_id"),
    Link(of="onboarding", column="partner_id", table="purchase_orders", by="supplier_id"),
    Link(of="purchase_orders", column="po_id", table="purchase_order_lines", by="po_id"),
)

seeds = dossiers.subjects(CODE, *SUBJECTS)
partner, news = dossiers.partner_of, dossiers.news
title = dossiers.titled(TITLE)
assemble = dossiers.assembler(*LINKS)
price, reprice = dossiers.price, dossiers.repricer(release.options)
until, terms = dossiers.until, dossiers.no_terms
commitments, missing_outcome = dossiers.commitments, outcome.missing_outcome
situation = dossiers.situations(CODE, "supplier onboarding")
record = dossiers.recorder(CODE, "supplier onboarding", "document_state", "approval_claimed")


def constraint(context: Dossier) -> str:
    """Compliance has a veto, then the account; then whoever gathers the papers."""
    papers = papers_of(context)
    if not screened(context).is_clear:
        return "compliance"
    if context.stated("bank_account") or any(one.calls_back and one.to_check for one in papers):
        return "bank"
    return "papers" if any(not one.is_settled for one in papers) else "none"


def outstanding(context: Dossier, state: CaseState) -> Iterator[Outstanding]:
    """Its release or refusal on record, which people enter in the ERP."""
    yield from unreleased(context)


def measures(context: Dossier, action: Action, spend_minor: int | None) -> dict[str, Any]:
    """What conditions may look at: an open hit, an account, a partner nobody has released."""
    return {
        **dossiers.common_measures(NAME, context, action),
        "case_spend_minor": spend_minor,
        "sanctions_hit": bool(screened(context).hits),
        "new_supplier": True,
        "customs_filing": False,
        "contract_change": False,
    }


def grant(context: Dossier, state: CaseState, policy: Policy) -> Grant:
    """The papers, the partner and its contacts; it may commit nothing."""
    return dossiers.granted(context, state, KINDS, 0)
