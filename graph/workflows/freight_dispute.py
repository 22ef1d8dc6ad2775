"""P3, freight-invoice dispute: each charge by contract, events and time; the rest is paid."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from agents.specialist import specialist
from domain.actions import Action
from domain.awaited import Awaited
from domain.case import CaseState
from domain.contribution import Contribution
from domain.dossier.context import Dossier
from domain.gate import Grant
from domain.invoice import credit_notes, findings, recovery, settle
from domain.outstanding import Outstanding
from domain.policy import Policy
from graph.workflows import bills, dossiers, outcome

CODE = "P3"
NAME = "freight_dispute"
SUBJECTS = ("invoices",)
TITLE = "Freight-invoice dispute"
NOTED = "the bill is on record; no charge of it is contested"

#: What each function brings: finance the bill and its charges, logistics the events, procurement
#: the contract, documents who owed the paper that is said to have caused it.
SPECIALISTS: Mapping[str, Callable[..., Contribution]] = {
    "finance": bills.FINANCE,
    "logistics": bills.LOGISTICS,
    "sourcing": specialist(
        "sourcing",
        findings=findings.of_approvers,
        looks_at=("past_cases", "approvals", "contracts"),
    ),
    "documents": specialist(
        "documents",
        findings=recovery.of_documents,
        actions=recovery.notes,
        looks_at=("documents",),
    ),
}

#: What a case of this workflow may do at all: another shipment that is held is in none of it.
KINDS: Sequence[str] = bills.KINDS

#: Whose word it waits for before it closes.
AWAITS: Mapping[str, Awaited] = bills.AWAITS

seeds = dossiers.subjects(CODE, *SUBJECTS)
seeds_of_rows = bills.held(freight=True)
partner, news = dossiers.partner_of, dossiers.news
title = dossiers.titled(TITLE)
assemble = dossiers.assembler(*bills.BEHIND, credit_notes.LINK)
price, reprice = dossiers.price, dossiers.repricer(settle.options)
until, terms = bills.until, dossiers.no_terms
commitments, missing_outcome = dossiers.commitments, outcome.missing_outcome
counted_on, shown_by = credit_notes.counted_on, credit_notes.shown_by
situation = dossiers.situations(CODE, "freight dispute")
record = dossiers.recorder(CODE, "freight dispute", "charge_amount", "cause")


def constraint(context: Dossier) -> str:
    """Logistics owns fact and answer, whatever the charge (domain_presets.md 2.14)."""
    found = bills.constraint(context)
    return found if found == "bank" else "freight"


def outstanding(context: Dossier, state: CaseState) -> Iterator[Outstanding]:
    """Contested lines that the record does not show as ended."""
    return credit_notes.contested_still(context)


def measures(context: Dossier, action: Action, spend_minor: int | None) -> dict[str, Any]:
    """What conditions may look at: the difference, days payable, a threat."""
    return bills.measures(NAME, context, action, spend_minor)


def grant(context: Dossier, state: CaseState, policy: Policy) -> Grant:
    """The bill and what stands behind it; never more than the bill is for."""
    return dossiers.granted(context, state, KINDS, bills.cap(context))
