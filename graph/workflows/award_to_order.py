"""W2, RFQ award → purchase order: offers, awards and answers to orders; terms carried unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from agents.specialist import specialist
from domain.actions import Action, IssueOrder
from domain.amendment import findings as changed
from domain.amendment import settle
from domain.amendment.change import changes_of
from domain.amendment.cost import beyond
from domain.awaited import Awaited
from domain.award import findings, issue, landing, offers
from domain.award.checks import is_approved
from domain.award.conflicts import differing_orders, open_conflicts
from domain.award.winners import Winner, winners_of
from domain.case import CaseState
from domain.contribution import Contribution, Finding
from domain.dossier.asked_first import of_order
from domain.dossier.asking import of_people
from domain.dossier.context import Dossier
from domain.dossier.links import Link
from domain.gate import Grant
from domain.options import Option
from domain.outstanding import Outstanding
from domain.policy import Policy
from domain.ports import Reads
from domain.reading import Question, Reading
from graph.workflows import amending, dossiers, outcome

CODE = "W2"
NAME = "award_to_order"
SUBJECTS = ("rfqs", "purchase_orders")
TITLE = "RFQ award → purchase order"
NOTED = "what is stated is on record; nothing has to be ordered or answered"


def options(context: Dossier) -> list[Option]:
    """An award becomes orders, an offer waits for an award, an answer to an order is answered."""
    if context.subject.startswith("purchase_orders:"):
        return settle.options(context)
    return issue.options(context) if winners_of(context) else offers.options(context)


def _sourcing(context: Dossier) -> list[Finding]:
    if context.subject.startswith("purchase_orders:"):
        return [*changed.of_sourcing(context), *findings.of_sourcing(context)]
    return findings.of_sourcing(context)


def _logistics(context: Dossier) -> list[Finding]:
    return [*findings.of_logistics(context), *changed.of_logistics(context)]


def _finance(context: Dossier) -> list[Finding]:
    """What an advance costs, and what each source costs at our door."""
    at_the_door = (
        () if context.subject.startswith("purchase_orders:") else landing.findings(context)
    )
    return [*findings.of_finance(context), *at_the_door]


def _open_points(context: Dossier) -> list[Question]:
    if context.subject.startswith("purchase_orders:"):
        return changed.open_points(context)
    return [*of_people(context), *open_conflicts(context)]


SPECIALISTS: Mapping[str, Callable[..., Contribution]] = {
    "sourcing": specialist(
        "sourcing",
        findings=_sourcing,
        options=options,
        actions=amending.letters,
        questions=_open_points,
        looks_at=("rfqs", "rfq_lines", "awards", "purchase_orders"),
        weighs=True,
    ),
    "logistics": specialist("logistics", findings=_logistics, looks_at=("shipments",)),
    "finance": specialist(
        "finance", findings=_finance, looks_at=("contracts", "rates", "tariffs_and_deadlines")
    ),
    "planning": specialist("planning", findings=changed.of_planning, looks_at=("pegging",)),
}

KINDS: Sequence[str] = ("SendMessage", "NotifyFunction", "IssueOrder", "AmendOrderLine")

#: An order is over when its supplier has confirmed it as it stands.
AWAITS: Mapping[str, Awaited] = {
    **amending.AWAITS,
    "IssueOrder": Awaited(
        yes=frozenset({"po_confirmed"}), no=frozenset({"counter_offer", "po_line_rejected"}), days=3
    ),
}

LINKS: tuple[Link, ...] = (
    Link(of="rfqs", column="rfq_id", table="rfq_lines", by="rfq_id"),
    Link(of="rfqs", column="rfq_id", table="awards", by="rfq_id"),
    Link(of="rfqs", column="rfq_id", table="purchase_orders", by="rfq_id"),
    *amending.LINKS,
    Link(of="shipments", column="shipment_id", table="documents", by="shipment_id"),
    Link(of="rfq_lines", column="supplier_id", table="partners"),
    Link(of="rfq_lines", column="item_id", table="items"),
    Link(of="rfq_lines", column="item_id", table="purchase_order_lines", by="item_id"),
    Link(of="purchase_order_lines", column="po_id", table="purchase_orders"),
    Link(of="purchase_orders", column="site_id", table="sites"),
)


def _landing(reads: Reads, names: Sequence[str]) -> Iterator[str]:
    """Rates from the quoted suppliers' countries, and the duties on record."""
    requests = [name.partition(":")[2] for name in names if name.startswith("rfqs:")]
    lines = [row for one in requests for row in reads.rows("rfq_lines", rfq_id=one)]
    sellers = [reads.row("partners", one.text("supplier_id")) for one in lines]
    countries = {one.text("country") for one in sellers if one is not None} - {""}
    for row in reads.rows("rates") if countries else ():
        if row.text("origin")[:2] in countries:
            yield row.object
    for row in reads.rows("tariffs_and_deadlines") if countries else ():
        if "duty" in row.text("rule"):
            yield row.object


def seeds(reading: Reading) -> dict[str, list[str]]:
    """A case per order or request that a mail states something of; else that it names."""
    if CODE not in reading.workflows:
        return {}
    by_order, by_request = (dossiers.subjects(CODE, one) for one in ("purchase_orders", "rfqs"))
    bare = reading.model_copy(update={"references": ()})
    return by_request(bare) or by_order(bare) or by_order(reading) or by_request(reading)


partner, news = dossiers.partner_of, dossiers.news
title = dossiers.titled(TITLE)
assemble = dossiers.assembler(*LINKS, also=_landing)
price, reprice = dossiers.price, dossiers.repricer(options)
until, terms = dossiers.until, dossiers.no_terms
commitments, missing_outcome = dossiers.commitments, outcome.missing_outcome
situation = dossiers.situations(CODE, "award to order")
record = dossiers.recorder(CODE, "award to order", "award_share_pct", "incoterm", "payment_terms")


def asks_first(reads: Reads, subject: str) -> Sequence[Question]:
    """What the supplier wants otherwise, where a case about an order is opened without a mail."""
    return of_order(reads, subject) if subject.startswith("purchase_orders:") else ()


def constraint(context: Dossier) -> str:
    """An award nobody approved on record is the head's; terms that differ the category's."""
    is_order = context.subject.startswith("purchase_orders:")
    if not is_order and not all(is_approved(one) for one in winners_of(context)):
        return "approval"
    changes = changes_of(context) if is_order else ()
    differs = any(beyond(context, one) for one in changes)
    asked = ("terms_conflict", "incoterm", "payment_terms")
    differs = differs or (not is_order and bool(open_conflicts(context)))
    return "terms" if differs or any(one.about in asked for one in context.questions) else "none"


def outstanding(context: Dossier, state: CaseState) -> Iterator[Outstanding]:
    """Orders that say other than their award does by now."""
    is_request = context.subject.startswith("rfqs:")
    return differing_orders(context) if is_request else iter(())


def measures(context: Dossier, action: Action, spend_minor: int | None) -> dict[str, Any]:
    """What conditions may look at: an order by the value of its whole contract."""
    found = {
        **dossiers.common_measures(NAME, context, action),
        **amending.measures(context, action),
        "case_spend_minor": spend_minor,
        "over_budget_minor": 0,  # what was awarded is planned: no budget of exceptions pays it
    }
    return {**found, **_ordered(context, action)} if isinstance(action, IssueOrder) else found


def _ordered(context: Dossier, action: IssueOrder) -> dict[str, Any]:
    winner = _winner(context, action)
    if winner is None:
        return {}
    partner = context.row(f"partners:{winner.supplier}")
    values = [context.minor([one]) for one in (winner.order, winner.contract) if one is not None]
    known = [one for one in values if one is not None]
    return {
        "order_value_minor": max(known) if known and len(known) == len(values) else None,
        "award_approved": is_approved(winner),
        "new_supplier": partner is None or partner.text("status") != "active",
    }


def _winner(context: Dossier, action: IssueOrder) -> Winner | None:
    mine = [one for one in winners_of(context) if one.supplier == action.supplier_id.value]
    return next((one for one in mine if one.line.object in action.objects), None)


def grant(context: Dossier, state: CaseState, policy: Policy) -> Grant:
    """The request or order and its suppliers; never more than its orders are worth."""
    orders = [one.order for one in winners_of(context) if one.order is not None]
    worth = context.minor(orders) if orders else amending.cap(context)
    return dossiers.granted(context, state, KINDS, worth)
