"""W3, purchase order → shipment booking: triggers, functions, options, writes and outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from agents.specialist import specialist
from domain import goods_worth
from domain.actions import Action
from domain.approved import APPROVALS
from domain.awaited import Awaited
from domain.booking import confirmed, findings
from domain.booking.cargo import cargo_of
from domain.booking.request import BLOCKING, any_danger, spot_over_contract
from domain.case import CaseState
from domain.contribution import Contribution
from domain.dossier.context import Dossier
from domain.dossier.links import Link
from domain.gate import Grant
from domain.policy import Policy
from domain.ports import Reads
from domain.reading import Question
from domain.record_change import RowChange, cut_earlier
from domain.recovery.late import all_late
from domain.recovery.options import together
from domain.vocabulary import HANDED_OVER
from graph.workflows import dossiers, of_transport, outcome

CODE = "W3"
NAME = "order_to_booking"
SUBJECTS = ("purchase_orders", "shipments")
TITLE = "Purchase order → shipment booking"
NOTED = "the booking is recorded as told, and whoever owes an answer is asked"

#: What each function brings: cargo, ways and cut-offs; dangerous goods; letters of credit.
SPECIALISTS: Mapping[str, Callable[..., Contribution]] = {
    "logistics": specialist(
        "logistics",
        findings=findings.of_logistics,
        options=confirmed.options,
        actions=confirmed.actions,
        questions=confirmed.questions,
        looks_at=("shipments", "shipment_units", "rates", "purchase_order_lines"),
        weighs=True,
    ),
    "documents": specialist(
        "documents", findings=findings.of_compliance, looks_at=("items", "documents")
    ),
    "finance": specialist("finance", findings=findings.of_finance, looks_at=("letters_of_credit",)),
}

#: What a case of this workflow may do at all.
KINDS: Sequence[str] = (
    "SendMessage",
    "NotifyFunction",
    "RequestBooking",
    "UpdateShipment",
    "RepromiseCustomer",
    "Allocate",
)

#: Whose word it waits for before it closes.
AWAITS: Mapping[str, Awaited] = {
    "SendMessage": of_transport.ANSWER,
    "RequestBooking": Awaited(
        yes=frozenset({"booking_confirmation"}), no=frozenset({"booking_rolled"})
    ),
}

#: Evidence it looks at: lines and items, the booking held and what shares it, customers behind it.
LINKS = (
    Link(of="purchase_orders", column="po_id", table="purchase_order_lines", by="po_id"),
    Link(
        of="purchase_order_lines", column="po_id line", table="shipment_units", by="po_id po_line"
    ),
    Link(of="shipment_units", column="shipment_id", table="shipments"),
    Link(of="shipments", column="shipment_id", table="shipment_units", by="shipment_id"),
    Link(of="shipment_units", column="po_id po_line", table="purchase_order_lines"),
    Link(of="shipment_units", column="po_id", table="purchase_orders"),
    Link(of="purchase_order_lines", column="item_id", table="items"),
    Link(of="purchase_order_lines", column="item_id", table="item_uom", by="item_id"),
    Link(of="purchase_order_lines", column="po_id line", table="pegging", by="po_id po_line"),
    Link(of="purchase_order_lines", column="po_id line", table=APPROVALS, by="po_id po_line"),
    Link(of="pegging", column="so_id so_line", table="sales_order_lines"),
    Link(of="sales_order_lines", column="so_id", table="sales_orders"),
    Link(of="sales_order_lines", column="item_id", table="stock", by="item_id"),
    Link(of="sales_order_lines", column="item_id", table="item_uom", by="item_id"),
    Link(of="sales_orders", column="contract_id", table="contracts", by="contract_id"),
    Link(of="shipments", column="shipment_id", table="letters_of_credit", by="shipment_id"),
    Link(of="shipments", column="shipment_id", table="documents", by="shipment_id"),
    Link(of="purchase_orders", column="site_id", table="sites"),
    Link(of="shipments", column="final_site", table="sites"),
    Link(of="rates", column="partner_id", table="capacities", by="partner_id"),
)


def _rates(reads: Reads, names: Sequence[str]) -> Iterable[str]:
    """Rates of the lane: from the supplier's country to that of our site."""
    lanes = set(_lanes(reads, names))
    ends = [
        (row, row.text("origin")[:2], row.text("destination")[:2]) for row in reads.rows("rates")
    ]
    return [row.object for row, start, end in ends if (start, end) in lanes]


def _lanes(reads: Reads, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        table, _, key = name.partition(":")
        booked = reads.row("shipments", key) if table == "shipments" else None
        if booked is not None and booked.text("pol"):
            dock = reads.row("sites", booked.text("final_site"))
            yield booked.text("pol")[:2], dock.text("country") if dock is not None else ""
        order = reads.row("purchase_orders", key) if table == "purchase_orders" else None
        supplier = reads.row("partners", order.text("supplier_id")) if order is not None else None
        site = reads.row("sites", order.text("site_id")) if order is not None else None
        if supplier is not None and site is not None and supplier.text("country"):
            yield supplier.text("country"), site.text("country")


seeds = dossiers.subjects(CODE, *SUBJECTS)
riders = dossiers.riders(*SUBJECTS)
news = dossiers.news
title = dossiers.titled(TITLE)
assemble = dossiers.assembler(*LINKS, also=_rates)
partner = dossiers.partner_of
price, reprice = dossiers.price, dossiers.repricer(confirmed.options)
complete = together
until, terms = dossiers.until, dossiers.no_terms
commitments, missing_outcome = dossiers.commitments, outcome.missing_outcome
situation = dossiers.situations(CODE, "cargo and booking")
record = dossiers.recorder(CODE, "cargo and booking", "ready_date", "booking_state", "equipment")


def asks_first(reads: Reads, subject: str) -> Sequence[Question]:
    """When cargo is ready, where a case is opened without a mail and the record has no such day."""
    rows = reads.rows("purchase_order_lines", po_id=subject.partition(":")[2])
    open_ones = [row for row in rows if not row.number("received_qty")]
    if any(row.day("promised_date") and row.text("promised_event") in HANDED_OVER for row in rows):
        return ()
    return tuple(
        Question(
            about="ready_date",
            object=row.object,
            of="us",
            text=f"on which day is the cargo of order line {row.key} ready?",
            slot="ready_date" if len(open_ones) == 1 else f"ready_date_{row.key.replace('/', '_')}",
        )
        for row in open_ones
    )


def seeds_of_rows(reads: Reads, changes: Sequence[RowChange]) -> Iterator[tuple[str, str]]:
    """Cases that the record opens: a cut-off that came to be earlier."""
    return ((one.object, because) for one, because in cut_earlier(changes))


def constraint(context: Dossier) -> str:
    """Who owns it: dangerous goods before terms before carriage that is missed or rolled."""
    if any(not one.is_cleared for one in any_danger(context)):
        return "dangerous goods"
    asked = {one.about for one in context.questions}
    if asked & {"incoterm", "terms_conflict", "counter_offer", "promised_qty"}:
        return "terms"
    rolled = confirmed.state_of(context) == "rolled"
    return "transport" if rolled or asked & BLOCKING.keys() else "none"


def measures(context: Dossier, action: Action, spend_minor: int | None) -> dict[str, Any]:
    """What conditions may look at: dangerous goods, set temperatures, spot over contract."""
    lates = all_late(context)
    return {
        **dossiers.common_measures(NAME, context, action),
        "case_spend_minor": spend_minor,
        "dangerous_goods": any(not one.is_cleared for one in any_danger(context)),
        "temperature_controlled": _is_cool(context),
        "spot_over_contract_bp": spot_over_contract(context, action.option),
        "repromise_days": max((one.days for one in lates), default=0),
        "key_customer_lines": sum(1 for one in lates if one.waiting.is_key),
    }


def _is_cool(context: Dossier) -> bool:
    cargo = cargo_of(context)
    items = [one.item for one in cargo.lines] if cargo is not None else []
    return any(one is not None and one.text("temp_max_c") for one in items)


def grant(context: Dossier, state: CaseState, policy: Policy) -> Grant:
    """The order or shipment and what shares it; never more than its goods are worth on record."""
    row = context.subject_row
    ordered = context.subject.startswith("purchase_orders:")
    of = goods_worth.of_order if ordered else goods_worth.aboard
    worth = of(context, row) if row is not None else goods_worth.Worth()
    return dossiers.granted_worth(context, state, KINDS, worth)
