"""W6, delivery proof → invoice validation: what came, what is claimed, what of the bill is due."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from agents.specialist import specialist
from domain.actions import Action
from domain.awaited import Awaited
from domain.case import CaseState
from domain.contribution import Contribution
from domain.delivery import claims, match
from domain.dossier.context import Dossier
from domain.dossier.links import Link
from domain.gate import Grant
from domain.invoice import credit_notes, findings
from domain.outstanding import Outstanding
from domain.policy import Policy
from domain.ports import Reads
from domain.record_change import RowChange, received_for
from graph.workflows import bills, dossiers, outcome

CODE = "W6"
NAME = "delivery_to_invoice"
SUBJECTS = ("invoices", "deliveries", "shipments", "purchase_orders")
TITLE = "Delivery proof → invoice validation"
NOTED = "the delivery is on record; nothing came short and no bill waits for it"

#: What each function brings: logistics the loss, its claim and the dock, finance the bills against
#: what came, procurement what was agreed.
SPECIALISTS: Mapping[str, Callable[..., Contribution]] = {
    "logistics": specialist(
        "logistics",
        findings=match.of_logistics,
        options=match.options,
        looks_at=("shipments", "shipment_units", "deliveries", "rates"),
    ),
    "finance": specialist(
        "finance",
        findings=match.of_finance,
        options=match.options,
        actions=match.notes,
        questions=match.questions,
        looks_at=("invoices", "receipts", "payments"),
        weighs=True,
    ),
    "sourcing": specialist(
        "sourcing", findings=findings.of_approvers, looks_at=("contracts", "po_changes")
    ),
}

#: What a case of this workflow may do at all.
KINDS: Sequence[str] = (
    "SendMessage",
    "NotifyFunction",
    "ParkInvoice",
    "HoldInvoice",
    "ApproveInvoice",
    "DisputeCharge",
    "FileClaim",
)

#: Whose word it waits for before it closes.
AWAITS: Mapping[str, Awaited] = bills.AWAITS

#: From a delivery note or a load to its boxes, lines and carrier, then to what is behind a bill.
LINKS = (
    Link(of="deliveries", column="shipment_id", table="shipments"),
    Link(of="shipments", column="shipment_id", table="deliveries", by="shipment_id"),
    Link(of="shipments", column="shipment_id", table="shipment_units", by="shipment_id"),
    Link(of="shipment_units", column="po_id po_line", table="purchase_order_lines"),
    Link(of="purchase_order_lines", column="po_id line", table="deliveries", by="po_id line"),
    Link(of="shipments", column="carrier_id", table="partners"),
    Link(of="shipments", column="shipment_id", table="claims", by="against"),
    Link(of="purchase_orders", column="supplier_id", table="partners"),
    *bills.BEHIND,
)

seeds = dossiers.subjects(CODE, *SUBJECTS)
partner, news = dossiers.partner_of, dossiers.news
title = dossiers.titled(TITLE)
assemble = dossiers.assembler(*LINKS, also=bills.customs)
price, reprice = dossiers.price, dossiers.repricer(match.options)
until, terms = bills.until, dossiers.no_terms
commitments, missing_outcome = dossiers.commitments, outcome.missing_outcome
counted_on, shown_by = credit_notes.counted_on, credit_notes.shown_by
situation = dossiers.situations(CODE, "delivery and its bill")
record = dossiers.recorder(CODE, "delivery and its bill", "received_qty", "charge_amount")


def seeds_of_rows(reads: Reads, changes: Sequence[RowChange]) -> Iterator[tuple[str, str]]:
    """Cases that the record opens: goods come in for which a bill waits."""
    for bill, came in received_for(changes, reads.rows("invoices")):
        yield bill.object, came


_OWNED = ("bank", "quantity", "price", "freight")


def constraint(context: Dossier) -> str:
    """Price to the buyer, quantity to receiving, freight to logistics; a loss is receiving's."""
    if context.subject.startswith("invoices:"):
        found = bills.constraint(context)
        return found if found in _OWNED else "none"
    return "quantity"


def outstanding(context: Dossier, state: CaseState) -> Iterator[Outstanding]:
    """The claim for what was lost: whoever bears it without says why."""
    return claims.unclaimed(context, state.effects)


def measures(context: Dossier, action: Action, spend_minor: int | None) -> dict[str, Any]:
    """What conditions may look at: the difference of the bill the action is about."""
    return bills.measures(NAME, context, action, spend_minor)


def grant(context: Dossier, state: CaseState, policy: Policy) -> Grant:
    """The delivery, its bills and what stands behind them; never more than the bills are for."""
    found = match.bills_of(context)
    return dossiers.granted(context, state, KINDS, context.minor([one.money for one in found]))
