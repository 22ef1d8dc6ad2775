"""W4, shipment exception → customer recovery: triggers, functions, options, writes and outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from agents.specialist import specialist
from domain import goods_worth
from domain.aboard import aboard
from domain.actions import Action
from domain.approved import APPROVALS
from domain.awaited import Awaited
from domain.case import CaseState
from domain.contribution import Contribution
from domain.dossier.context import Dossier
from domain.dossier.links import Link
from domain.gate import Grant
from domain.goods_worth import Worth
from domain.policy import Policy
from domain.ports import Reads
from domain.reading import Question
from domain.record_change import RowChange, slipped
from domain.recovery import findings, options, recording
from domain.recovery.late import Late, all_late
from domain.recovery.one_event import one_event
from domain.recovery.slip import affected
from domain.recovery.splits import sharing
from graph.workflows import dossiers, of_transport, outcome

CODE = "W4"
NAME = "shipment_exception"
SUBJECTS = ("shipments", "sales_orders")
TITLE = "Shipment exception → customer recovery"
NOTED = "the shipment is recorded as told, and whoever owes an answer is asked"

#: What each function brings: slips and ways out, who waits, stock that is free.
SPECIALISTS: Mapping[str, Callable[..., Contribution]] = {
    "logistics": specialist(
        "logistics",
        findings=findings.of_logistics,
        options=options.options,
        actions=recording.actions,
        questions=recording.questions,
        looks_at=("shipments", "shipment_units", "rates", "sites"),
        weighs=True,
    ),
    "customer service": specialist(
        "customer service",
        findings=findings.of_customers,
        looks_at=("sales_orders", "sales_order_lines", "contracts", "pegging"),
    ),
    "planning": specialist(
        "planning", findings=findings.of_planning, looks_at=("stock", "reservations")
    ),
}

#: What a case of this workflow may do at all.
KINDS: Sequence[str] = (
    "SendMessage",
    "NotifyFunction",
    "UpdateShipment",
    "RepromiseCustomer",
    "Allocate",
)

#: Whose word it waits for before it closes: of whoever was asked, and of the customers.
AWAITS: Mapping[str, Awaited] = {
    "SendMessage": of_transport.ANSWER,
    "SendMessage:new_dates": of_transport.ACCEPTED,
}

#: Evidence it looks at: goods on board, customers who wait for them, their terms, stock; shipments
#: on the same vessel, which are named and not followed further.
LINKS = (
    Link(of="sales_orders", column="so_id", table="sales_order_lines", by="so_id"),
    Link(of="shipments", column="shipment_id", table="shipment_units", by="shipment_id"),
    Link(of="shipment_units", column="po_id po_line", table="purchase_order_lines"),
    Link(of="shipment_units", column="po_id", table="purchase_orders"),
    Link(of="purchase_order_lines", column="item_id", table="items"),
    Link(of="purchase_order_lines", column="item_id", table="item_uom", by="item_id"),
    Link(of="purchase_order_lines", column="po_id line", table="pegging", by="po_id po_line"),
    Link(of="purchase_order_lines", column="po_id line", table=APPROVALS, by="po_id po_line"),
    Link(of="pegging", column="so_id so_line", table="sales_order_lines"),
    Link(of="sales_order_lines", column="so_id", table="sales_orders"),
    Link(of="sales_order_lines", column="item_id", table="items"),
    Link(of="sales_order_lines", column="item_id", table="stock", by="item_id"),
    Link(of="sales_order_lines", column="item_id", table="item_uom", by="item_id"),
    Link(of="sales_orders", column="contract_id", table="contracts", by="contract_id"),
    Link(of="shipments", column="final_site", table="sites"),
    Link(of="stock", column="site_id", table="sites"),
    Link(of="sites", column="unlocode", table="rates", by="destination"),
    Link(of="shipments", column="vessel voyage", table="shipments", by="vessel voyage"),
)


def _reserved(reads: Reads, names: Sequence[str]) -> Iterable[str]:
    """What the record itself holds of stock for others."""
    return [row.object for row in reads.rows("reservations", kind="stock")]


seeds = of_transport.folded(CODE, *SUBJECTS)
riders = dossiers.riders(*SUBJECTS)
same_event = one_event
news = of_transport.news
title = dossiers.titled(TITLE)
assemble = dossiers.assembler(*LINKS, also=_reserved)
partner = dossiers.partner_of
price, reprice = dossiers.price, dossiers.repricer(options.options)
complete = options.together
until, terms = dossiers.until, dossiers.no_terms
commitments, missing_outcome = dossiers.commitments, outcome.missing_outcome
situation = dossiers.situations(CODE, "shipment exception")
record = dossiers.recorder(CODE, "shipment exception", "cause", "event_place", "eta")


def asks_first(reads: Reads, subject: str) -> Sequence[Question]:
    """The new arrival, where a case about a shipment is opened without a mail."""
    row = reads.row(*subject.split(":", 1))
    if row is None or row.table != "shipments":
        return ()
    text = (
        f"by which day does shipment {row.key} arrive (on record: {row.text('eta') or 'no day'})?"
    )
    return (Question(about="eta", object=subject, of="us", text=text, slot="eta"),)


def seeds_of_rows(reads: Reads, changes: Sequence[RowChange]) -> Iterator[tuple[str, str]]:
    """Cases that the record opens: an arrival that slipped, a shipment that does not go as planned;
    of those on one voyage the first, with the others named."""
    voyages: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one, because in sorted(slipped(changes), key=lambda found: found[0].object):
        voyage = (one.now("vessel") or one.object, one.now("voyage"))
        voyages.setdefault(voyage, []).append((one.object, because))
    for (first, because), *others in voyages.values():
        names = ", ".join(name.partition(":")[2] for name, _ in others)
        yield first, because + (f"; the same voyage: {names}" if names else "")


def constraint(context: Dossier) -> str:
    """Who owns it: the promise to a customer, else the carriage."""
    if all_late(context) or context.subject.startswith("sales_orders:"):
        return "customer"
    return "transport" if affected(context) else "none"


def measures(context: Dossier, action: Action, spend_minor: int | None) -> dict[str, Any]:
    """What conditions may look at: days, key accounts and penalties of what is re-promised."""
    lates = all_late(context)
    return {
        **dossiers.common_measures(NAME, context, action),
        "case_spend_minor": spend_minor,
        "repromise_days": max((one.days for one in lates), default=0),
        "key_customer_lines": sum(1 for one in lates if one.waiting.is_key),
        "key_customer": any(one.waiting.is_key for one in lates),
        "penalty_minor": context.minor(_penalties(lates)),
        "temperature_controlled": _is_cool(context),
        "customers_sharing": _sharing(context, action),
    }


def _penalties(lates: Sequence[Late]) -> list[Any]:
    charged = [one.penalty(one.waiting.qty) for one in lates]
    return [one.money for one in charged if one is not None]


def _sharing(context: Dossier, action: Action) -> int:
    stocks = [name for name in action.objects if name.startswith("stock:")]
    return max((sharing(context, name) for name in stocks), default=0)


def _is_cool(context: Dossier) -> bool:
    goods = [one for row in affected(context) for one in aboard(context, row)]
    items = [context.row(f"items:{one.line.text('item_id')}") for one in goods]
    return any(one is not None and one.text("temp_max_c") for one in items)


def grant(context: Dossier, state: CaseState, policy: Policy) -> Grant:
    """The shipments, their customers' lines and stock; never more than the goods are worth on
    record, at our prices or at those of the customers who wait for them."""
    shipped = sum((goods_worth.aboard(context, row) for row in affected(context)), Worth())
    lines = [one.waiting.line for one in all_late(context)]
    lines += context.of("sales_order_lines", so_id=context.key)
    sold = goods_worth.of_customers(context, {one.key: one for one in lines}.values())
    most = max(shipped, sold, key=lambda one: context.minor(one.known) or 0)
    lacks = (shipped + sold).lacks
    return dossiers.granted_worth(context, state, KINDS, Worth(known=most.known, lacks=lacks))
