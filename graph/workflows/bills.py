"""What workflows about bills share: the rows behind a bill, who owns it, what policy looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from agents.specialist import specialist
from domain.actions import Action
from domain.approved import APPROVALS
from domain.awaited import Awaited
from domain.dossier.context import Dossier
from domain.dossier.links import Link
from domain.invoice import findings, settle
from domain.invoice.bill import CUSTOMS, DAYS, FREIGHT, Bill, amount, bill_of, of_row
from domain.invoice.due import Due, due_of
from domain.invoice.findings import wants_bank_change
from domain.money import Money, total
from domain.options import Option
from domain.ports import Reads
from domain.record_change import RowChange, held_bills
from graph.workflows import dossiers

#: Rows behind a bill: its order and receipts, its shipment and events, contracts, what was paid,
#: contested, claimed and approved before.
BEHIND = (
    Link(of="deliveries", column="po_id line", table="purchase_order_lines"),
    Link(of="invoices", column="po_id", table="purchase_orders"),
    Link(of="invoices", column="po_id po_line", table="purchase_order_lines"),
    Link(of="purchase_order_lines", column="po_id", table="purchase_orders"),
    Link(of="invoices", column="shipment_id", table="shipments"),
    Link(of="invoices", column="invoice_id", table="disputes", by="invoice_id"),
    Link(of="invoices", column="invoice_id", table="payments", by="line_ref"),
    Link(of="invoices", column="invoice_id", table="claims", by="against"),
    Link(of="invoices", column="partner_id", table="partners"),
    Link(of="partners", column="partner_id", table="contracts", by="partner_id"),
    Link(of="partners", column="partner_id", table="rates", by="partner_id"),
    Link(of="purchase_order_lines", column="po_id line", table="receipts", by="po_id line"),
    Link(of="purchase_order_lines", column="po_id line", table="invoices", by="po_id po_line"),
    Link(of="purchase_order_lines", column="po_id line", table="po_changes", by="po_id po_line"),
    Link(of="purchase_order_lines", column="item_id", table="past_cases", by="item_id"),
    Link(of="purchase_order_lines", column="item_id", table="item_uom", by="item_id"),
    Link(of="purchase_order_lines", column="po_id", table=APPROVALS, by="po_id"),
    Link(of="shipment_units", column="shipment_id", table="shipments"),
    Link(of="shipments", column="shipment_id", table="shipment_units", by="shipment_id"),
    Link(of="shipment_units", column="po_id", table=APPROVALS, by="po_id"),
    Link(of="shipments", column="shipment_id", table="milestones", by="shipment_id"),
    Link(of="shipments", column="shipment_id", table="documents", by="shipment_id"),
    Link(of="shipments", column="shipment_id", table="invoices", by="shipment_id"),
)


def customs(reads: Reads, names: Sequence[str]) -> Iterator[str]:
    """What is on board of the shipment that a customs bill is for, and the duties on record."""
    bills = [
        reads.row("invoices", name.partition(":")[2])
        for name in names
        if name.startswith("invoices:")
    ]
    of = {one.text("shipment_id") for one in bills if one and one.text("kind") in CUSTOMS} - {""}
    for unit in (
        unit for one in sorted(of) for unit in reads.rows("shipment_units", shipment_id=one)
    ):
        line = f"{unit.text('po_id')}/{unit.text('po_line')}"
        row = reads.row("purchase_order_lines", line)
        yield f"purchase_order_lines:{line}"
        if row is not None:
            yield f"items:{row.text('item_id')}"
    for row in reads.rows("tariffs_and_deadlines") if of else ():
        if "duty" in row.text("rule"):
            yield row.object


#: What a case about a bill may do at all. Bank data is in none of it, nor what a carrier holds.
KINDS: Sequence[str] = (
    "SendMessage",
    "NotifyFunction",
    "ParkInvoice",
    "HoldInvoice",
    "ApproveInvoice",
    "DisputeCharge",
)

#: The bill with its charges, and the events behind it.
FINANCE = specialist(
    "finance",
    findings=findings.of_finance,
    options=settle.options,
    actions=findings.letters,
    questions=findings.open_points,
    looks_at=("invoices", "disputes", "payments", "claims"),
    weighs=True,
)
LOGISTICS = specialist(
    "logistics",
    findings=findings.of_logistics,
    looks_at=("shipments", "shipment_units", "milestones", "rates"),
)

#: A case that contests a charge, or claims a loss, is over when whoever is asked to credit or pay
#: it has answered: what it answers then comes up as news. The bill paid alone ends no dispute.
_ANSWER = frozenset({"dispute_answer", "chase_answer", "acknowledgement"})
AWAITS: Mapping[str, Awaited] = {
    "SendMessage": Awaited(
        yes=_ANSWER,
        letters=frozenset({"dispute_charges", "dispute_invoice", "claim_notice"}),
        days=5,
    ),
    "FileClaim": Awaited(yes=_ANSWER, days=5),
}

#: The constraint that a difference touches, by its reason: price to the buyer, quantity to
#: receiving, freight to logistics (domain.md 2.7).
_CONSTRAINTS = {
    "price": "price",
    "charge not in contract": "price",
    "surcharge not in contract": "price",
    "quantity": "quantity",
    "no receipt": "quantity",
    "tax": "tax",
    "duplicate": "none",
}


def constraint(context: Dossier) -> str:
    """Who owns the bill: whoever holds what differs; bank data before all."""
    bill = bill_of(context)
    if wants_bank_change(context):
        return "bank"
    if bill is None:
        return "unknown bill"
    due = due_of(context, bill)
    if due.twins:
        return "none"
    return "freight" if bill.is_freight else _CONSTRAINTS.get(due.reason, "none")


def held(*, freight: bool) -> Callable[[Reads, Sequence[RowChange]], Iterator[tuple[str, str]]]:
    """Cases that the record opens: bills that came to be blocked or parked, of carriers or of all
    others."""

    def seeds_of_rows(reads: Reads, changes: Sequence[RowChange]) -> Iterator[tuple[str, str]]:
        for one, because in held_bills(changes):
            if (one.now("kind") in FREIGHT) == freight:
                yield one.object, because

    return seeds_of_rows


def until(context: Dossier, chosen: Sequence[Option], hours: int) -> tuple[datetime, str]:
    """The soonest of the discount's last day and of what the partner set: silence is no answer."""
    return dossiers.until(context, chosen, hours, asked=("reply", "claim", "payment"))


def measures(
    name: str, context: Dossier, action: Action, spend_minor: int | None
) -> dict[str, Any]:
    """What conditions may look at: the difference, days payable, duplicates, account, threat."""
    bill = _bill(context, action)
    due = due_of(context, bill) if bill is not None else None
    return {
        **dossiers.common_measures(name, context, action),
        "case_spend_minor": spend_minor,
        "invoice_difference_minor": _difference(context, bill, due),
        "match_breaks": len(due.contested) if due is not None else None,
        "dd_payable_minor": _days_payable(context, bill, due),
        "duplicate_suspected": bool(due is not None and due.twins),
        "new_bank_account": wants_bank_change(context),
        "threat_of_hold": "threat" in context.intents,
        "new_surcharge": any(
            one.reason == "surcharge not in contract" for one in (due.charges if due else ())
        ),
    }


def _bill(context: Dossier, action: Action) -> Bill | None:
    """The bill an action is about, else the one of the case."""
    rows = [row for name in action.objects if (row := context.row(name)) is not None]
    found = next((row for row in rows if row.table == "invoices"), None)
    return bill_of(context) if found is None else of_row(found)


def _difference(context: Dossier, bill: Bill | None, due: Due | None) -> int | None:
    """The net difference in cents; none within half a per cent (domain.md 2.0).

    What somebody says was approved changes what is due, not who must sign for it.
    """
    if bill is None or due is None or due.amount is None:
        return None
    said = [amount(one.due) for one in due.charges if one.by_word and one.due is not None]
    over = Money(amount=due.over(bill).amount + sum(said), currency=bill.currency.value)
    small = over.amount * 200 <= bill.money.amount
    return 0 if small else context.minor([over])


def _days_payable(context: Dossier, bill: Bill | None, due: Due | None) -> int | None:
    if bill is None or due is None:
        return None
    parts = [one.due for one in due.charges if one.name in DAYS]
    if any(one is None for one in parts):
        return None
    sums = [Money(amount=amount(one), currency=bill.currency.value) for one in parts if one]
    return context.minor([total(sums, bill.currency.value)])


def cap(context: Dossier) -> int | None:
    """Never more than the bill is for."""
    bill = bill_of(context)
    if bill is None:
        return 0
    return context.minor(
        [Money(amount=max(bill.money.amount, Decimal(0)), currency=bill.money.currency)]
    )
