"""W7, invoice exception → finance approval: triggers, functions, options, writes and outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from agents.specialist import specialist
from domain.actions import Action
from domain.case import CaseState
from domain.contribution import Contribution
from domain.dossier.context import Dossier
from domain.dossier.links import Link
from domain.gate import Grant
from domain.invoice import findings, settle
from domain.invoice.bill import bill_of
from domain.invoice.due import due_of
from domain.money import Money
from domain.policy import Policy
from graph.workflows import dossiers

CODE = "W7"
NAME = "invoice_exception"
TITLE = "Invoice exception → finance approval"
NOTED = "the bill is on record; nothing has to be decided between ways to settle it"

#: What each function brings. Finance prices, logistics and procurement say what really happened.
SPECIALISTS: Mapping[str, Callable[..., Contribution]] = {
    "finance": specialist(
        "finance",
        findings=findings.of_finance,
        options=settle.options,
        actions=findings.letters,
        questions=findings.open_points,
        looks_at=("invoices", "disputes", "payments"),
        weighs=True,
    ),
    "logistics": specialist(
        "logistics", findings=findings.of_logistics, looks_at=("shipments", "shipment_units")
    ),
    "sourcing": specialist(
        "sourcing", findings=findings.of_approvers, looks_at=("past_cases", "contracts")
    ),
}

#: What a case of this workflow may do at all.
KINDS: Sequence[str] = (
    "SendMessage",
    "NotifyFunction",
    "HoldInvoice",
    "ApproveInvoice",
    "DisputeCharge",
)

#: Evidence it looks at: the order and receipts behind a bill, its shipment, what was approved.
LINKS = (
    Link(of="invoices", column="po_id", table="purchase_orders"),
    Link(of="invoices", column="po_id po_line", table="purchase_order_lines"),
    Link(of="invoices", column="shipment_id", table="shipments"),
    Link(of="invoices", column="invoice_id", table="disputes", by="invoice_id"),
    Link(of="invoices", column="invoice_id", table="payments", by="line_ref"),
    Link(of="invoices", column="invoice_id", table="claims", by="against"),
    Link(of="invoices", column="partner_id", table="contracts", by="partner_id"),
    Link(of="purchase_order_lines", column="po_id line", table="receipts", by="po_id line"),
    Link(of="purchase_order_lines", column="item_id", table="past_cases", by="item_id"),
    Link(of="shipments", column="shipment_id", table="shipment_units", by="shipment_id"),
)

seeds = dossiers.subjects(CODE, "invoices")
partner, news = dossiers.partner_of, dossiers.news
title = dossiers.titled(TITLE)
assemble = dossiers.assembler(*LINKS)
price, reprice = dossiers.price, dossiers.repricer(settle.options)
until, terms = dossiers.until, dossiers.no_terms
commitments, missing_outcome = dossiers.commitments, dossiers.missing_outcome
situation = dossiers.situations(CODE, "invoice exception")
record = dossiers.recorder(CODE, "invoice exception", "approval_claimed", "charge_amount")


def constraint(context: Dossier) -> str:
    """Who owns the exception, by its cause (domain.md 2.7): bank, freight, quantity, price."""
    bill = bill_of(context)
    if context.stated("bank_account"):
        return "bank"
    if bill is None or bill.row is None:
        return "unknown bill"
    if bill.row.text("kind") in settle.OWNERS:
        return "freight"
    return due_of(context, bill).reason if context.of("purchase_order_lines") else "none"


def measures(context: Dossier, action: Action, spend_minor: int | None) -> dict[str, Any]:
    """What conditions may look at: the difference, the account, a threat."""
    bill = bill_of(context)
    owed = due_of(context, bill).amount if bill is not None else None
    difference = None
    if bill is not None and owed is not None:
        over = abs(bill.money.amount - Decimal(owed.value))
        difference = context.minor([Money(amount=over, currency=bill.money.currency)])
    return {
        **dossiers.common_measures(NAME, context, action),
        "case_spend_minor": spend_minor,
        "invoice_difference_minor": difference,
        "duplicate_suspected": False,
        "new_bank_account": bool(context.stated("bank_account")),
        "threat_of_hold": "threat" in context.intents,
    }


def grant(context: Dossier, state: CaseState, policy: Policy) -> Grant:
    """The bill and what stands behind it; never more than the bill is for."""
    bill = bill_of(context)
    cap = context.minor([bill.money]) if bill is not None else 0
    return dossiers.granted(context, state, KINDS, cap)
