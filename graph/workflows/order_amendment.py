"""P2, order amendments: asked, answered, in force per field; nothing binds until both agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from agents.specialist import specialist
from domain.actions import Action
from domain.amendment import findings, settle
from domain.amendment.change import changes_of
from domain.amendment.cost import beyond
from domain.awaited import Awaited
from domain.case import CaseState
from domain.contribution import Contribution
from domain.dossier.asked_first import of_order
from domain.dossier.asking import unbound
from domain.dossier.context import Dossier
from domain.dossier.links import Link
from domain.gate import Grant
from domain.policy import Policy
from domain.ports import Reads
from domain.reading import Question, Reading
from graph.workflows import amending, dossiers, outcome

CODE = "P2"
NAME = "order_amendment"
SUBJECTS = ("purchase_orders",)
TITLE = "Order amendment"
NOTED = "what is stated is what is in force; nothing has to be answered"

SPECIALISTS: Mapping[str, Callable[..., Contribution]] = {
    "sourcing": specialist(
        "sourcing",
        findings=findings.of_sourcing,
        options=settle.options,
        actions=amending.letters,
        questions=findings.open_points,
        looks_at=("purchase_order_lines", "po_changes", "contracts"),
        weighs=True,
    ),
    "planning": specialist("planning", findings=findings.of_planning, looks_at=("pegging",)),
    "logistics": specialist("logistics", findings=findings.of_logistics, looks_at=("shipments",)),
    "finance": specialist(
        "finance",
        findings=findings.of_finance,
        actions=settle.bills,
        looks_at=("letters_of_credit", "invoices"),
    ),
}

#: No booking and no credit is changed here: they follow an agreement, in cases of their own.
KINDS: Sequence[str] = ("SendMessage", "NotifyFunction", "AmendOrderLine", "HoldInvoice")

AWAITS: Mapping[str, Awaited] = amending.AWAITS
LINKS: tuple[Link, ...] = amending.LINKS

_orders = dossiers.subjects(CODE, *SUBJECTS)
partner, news = dossiers.partner_of, dossiers.news
title = dossiers.titled(TITLE)
assemble = dossiers.assembler(*LINKS)
price, reprice = dossiers.price, dossiers.repricer(settle.options)
until, terms = dossiers.until, dossiers.no_terms
commitments, missing_outcome = dossiers.commitments, outcome.missing_outcome
situation = dossiers.situations(CODE, "order amendment")
record = dossiers.recorder(CODE, "order amendment", "cause", "line_state:change")


def asks_first(reads: Reads, subject: str) -> Sequence[Question]:
    """What the supplier wants otherwise, where a case about an order is opened without a mail."""
    return of_order(reads, subject)


def constraint(context: Dossier) -> str:
    """The function whose constraint moves: the credit, the drawing, the price, the date."""
    changes = () if unbound(context) else changes_of(context)
    points = {point for change in changes for point in beyond(context, change)}
    owners = {
        "credit": "cash",
        "revision": "drawing",
        "price": "price",
        "charge": "price",
        "payment_terms": "price",
        "incoterm": "price",
        "date": "material",
    }
    return next((owner for point, owner in owners.items() if point in points), "none")


def seeds(reading: Reading) -> dict[str, list[str]]:
    """The orders a mail speaks of; one that is not on record by the number it is called by, so that
    nothing is taken for another order, and the mail joins that one once a load brings it."""
    found = _orders(reading)
    if found or CODE not in reading.workflows:
        return found
    unknown = [one for one in reading.questions if one.about == "reference" and not one.choices]
    numbers = [one.object.partition(":")[2] for one in unknown]
    return {f"purchase_orders:{one}": [] for one in numbers if one.isdigit()}


def measures(context: Dossier, action: Action, spend_minor: int | None) -> dict[str, Any]:
    """What conditions may look at: price, quantity and value of the change."""
    return {
        **dossiers.common_measures(NAME, context, action),
        **amending.measures(context, action),
        "case_spend_minor": spend_minor,
    }


def grant(context: Dossier, state: CaseState, policy: Policy) -> Grant:
    """The order and what hangs on it; never more than the order is worth on record."""
    return dossiers.granted(context, state, KINDS, amending.cap(context))
