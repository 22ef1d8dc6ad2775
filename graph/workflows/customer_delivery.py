"""P4, customer delivery exceptions: triggers, functions, options, writes and outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from agents.specialist import specialist
from domain import goods_worth
from domain.actions import Action, IssueCredit
from domain.awaited import Awaited
from domain.case import CaseState
from domain.complaint import findings, good, handling
from domain.complaint.case import complaint_of
from domain.complaint.unsettled import unsettled
from domain.contribution import Contribution
from domain.dossier.asked_first import of_delivery
from domain.dossier.context import Dossier
from domain.dossier.links import Link
from domain.gate import Grant
from domain.money import Money
from domain.options import Option
from domain.outstanding import Outstanding
from domain.policy import Policy
from domain.ports import Reads
from domain.reading import Question
from graph.workflows import dossiers, outcome

CODE = "P4"
NAME = "customer_delivery"
SUBJECTS = ("customer_deliveries",)
TITLE = "Customer delivery exception"
NOTED = "the complaint is on record; nobody says yet how many good pieces are wanted"

#: What each function brings: making good, the carrier's side, stock and counts.
SPECIALISTS: Mapping[str, Callable[..., Contribution]] = {
    "customer service": specialist(
        "customer service",
        findings=findings.of_customers,
        options=good.options,
        actions=handling.actions,
        questions=handling.questions,
        looks_at=("customer_deliveries", "sales_orders", "sales_order_lines", "contracts"),
        weighs=True,
    ),
    "logistics": specialist(
        "logistics", findings=findings.of_logistics, looks_at=("holidays", "partners")
    ),
    "warehouse": specialist(
        "warehouse", findings=findings.of_warehouse, looks_at=("stock", "reservations", "items")
    ),
}

#: What a case of this workflow may do at all.
KINDS: Sequence[str] = ("SendMessage", "NotifyFunction", "FileClaim", "IssueCredit", "Allocate")

#: Whose word it waits for before it closes: the customer's, that it has what it was given.
AWAITS: Mapping[str, Awaited] = {
    "SendMessage": Awaited(
        yes=frozenset({"goods_receipt", "pod", "acceptance", "chase_answer"}),
        fields=frozenset({"received_qty", "received_qty:good"}),
        letters=frozenset({"we_replace", "we_credit", "we_cover"}),
    )
}

#: Evidence it looks at: the delivery's line, terms, carrier's limit, stock, what the item costs us,
#: whether it was made good before, and what was
#: claimed for it.
LINKS = (
    Link(of="customer_deliveries", column="so_id", table="sales_orders"),
    Link(of="customer_deliveries", column="so_id so_line", table="sales_order_lines"),
    Link(of="customer_deliveries", column="carrier_id", table="contracts", by="partner_id"),
    Link(of="customer_deliveries", column="delivery_id", table="invoices", by="note"),
    Link(of="customer_deliveries", column="delivery_id", table="claims", by="against"),
    Link(of="sales_orders", column="contract_id", table="contracts", by="contract_id"),
    Link(of="sales_order_lines", column="item_id", table="items"),
    Link(of="sales_order_lines", column="item_id", table="stock", by="item_id"),
    Link(of="sales_order_lines", column="item_id", table="purchase_order_lines", by="item_id"),
    Link(of="purchase_order_lines", column="po_id", table="purchase_orders"),
)


def _beside(reads: Reads, names: Sequence[str]) -> Iterable[str]:
    """Stock held for others on record, and the days on which nothing is delivered."""
    held = [row.object for row in reads.rows("reservations", kind="stock")]
    return [*held, *(row.object for row in reads.rows("holidays"))]


seeds = dossiers.subjects(CODE, *SUBJECTS)
news = dossiers.news
title = dossiers.titled(TITLE)
assemble = dossiers.assembler(*LINKS, also=_beside)
partner = dossiers.partner_of
price, reprice = dossiers.price, dossiers.repricer(good.options)
commitments, missing_outcome = dossiers.commitments, outcome.missing_outcome
situation = dossiers.situations(CODE, "customer delivery")
record = dossiers.recorder(CODE, "customer delivery", "damaged_qty", "missing_qty", "received_qty")


def asks_first(reads: Reads, subject: str) -> Sequence[Question]:
    """What is wrong with the delivery, where a case is opened without a mail."""
    return of_delivery(reads, subject)


def constraint(context: Dossier) -> str:
    """The answer to the customer is customer service's, whatever it costs whom."""
    return "customer" if complaint_of(context) is not None else "none"


def outstanding(context: Dossier, state: CaseState) -> Iterator[Outstanding]:
    """Claims that are neither paid, refused nor given up."""
    return unsettled(context, state.effects)


def until(context: Dossier, chosen: Sequence[Option], hours: int) -> tuple[datetime, str]:
    """The soonest of reply-by and the carrier's notice."""
    return dossiers.until(context, chosen, hours, handling.clocks(context))


def terms(context: Dossier, action: Action) -> tuple[str, ...]:
    """A delivery is made good once: no credit beside a replacement, and none the other way."""
    complaint = complaint_of(context)
    before = good.settled(context, complaint) if complaint is not None else ""
    if before and action.option not in ("", before):
        return (f"it was made good by {before} already",)
    return ()


def measures(context: Dossier, action: Action, spend_minor: int | None) -> dict[str, Any]:
    """What conditions may look at: what a credit writes off."""
    credited = None
    if isinstance(action, IssueCredit):
        money = Money(amount=Decimal(action.amount.value), currency=action.currency.value)
        credited = context.minor([money])
    return {
        **dossiers.common_measures(NAME, context, action),
        "case_spend_minor": spend_minor,
        "write_off_minor": credited,
    }


def grant(context: Dossier, state: CaseState, policy: Policy) -> Grant:
    """The delivery and its parties; never more than what was delivered is worth on record."""
    row = context.subject_row
    worth = goods_worth.delivered(context.row, row) if row is not None else goods_worth.Worth()
    return dossiers.granted_worth(context, state, KINDS, worth)
