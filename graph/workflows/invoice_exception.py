"""W7, invoice exception → finance approval: triggers, functions, options, writes and outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from agents.specialist import specialist
from domain.actions import Action
from domain.awaited import Awaited
from domain.case import CaseState
from domain.contribution import Contribution
from domain.dossier.context import Dossier
from domain.gate import Grant
from domain.invoice import credit_notes, findings, settle
from domain.policy import Policy
from graph.workflows import bills, dossiers, outcome

CODE = "W7"
NAME = "invoice_exception"
SUBJECTS = ("invoices",)
TITLE = "Invoice exception → finance approval"
NOTED = "the bill is on record; nothing has to be decided between ways to settle it"

#: What each function brings. Finance prices, logistics and procurement say what really happened.
SPECIALISTS: Mapping[str, Callable[..., Contribution]] = {
    "finance": bills.FINANCE,
    "logistics": bills.LOGISTICS,
    "sourcing": specialist(
        "sourcing",
        findings=findings.of_approvers,
        looks_at=("past_cases", "approvals", "contracts", "receipts"),
    ),
}

#: What a case of this workflow may do at all. Bank data is in none of it.
KINDS: Sequence[str] = bills.KINDS

#: Whose word it waits for before it closes.
AWAITS: Mapping[str, Awaited] = bills.AWAITS

seeds = dossiers.subjects(CODE, *SUBJECTS)
seeds_of_rows = bills.held(freight=False)
partner, news = dossiers.partner_of, dossiers.news
title = dossiers.titled(TITLE)
assemble = dossiers.assembler(*bills.BEHIND, also=bills.customs)
price, reprice = dossiers.price, dossiers.repricer(settle.options)
constraint, until, terms = bills.constraint, bills.until, dossiers.no_terms
commitments, missing_outcome = dossiers.commitments, outcome.missing_outcome
counted_on, shown_by = credit_notes.counted_on, credit_notes.shown_by
situation = dossiers.situations(CODE, "invoice exception")
record = dossiers.recorder(CODE, "invoice exception", "approval_claimed", "charge_amount")


def measures(context: Dossier, action: Action, spend_minor: int | None) -> dict[str, Any]:
    """What conditions may look at: the difference, the account, a threat."""
    return bills.measures(NAME, context, action, spend_minor)


def grant(context: Dossier, state: CaseState, policy: Policy) -> Grant:
    """The bill and what stands behind it; never more than the bill is for."""
    return dossiers.granted(context, state, KINDS, bills.cap(context))
