"""W8, final settlement → ERP update: a payment, a question about it, a drawing under a credit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from agents.specialist import specialist
from domain.actions import Action
from domain.awaited import Awaited
from domain.case import CaseState
from domain.contribution import Contribution, Finding
from domain.dossier.context import Dossier
from domain.dossier.letters import asked
from domain.dossier.links import Link
from domain.gate import Grant
from domain.money import Money
from domain.options import Option
from domain.outstanding import Outstanding
from domain.policy import Policy
from domain.reading import Question
from domain.settlement import drawing, explain, payment, post
from graph.workflows import bills, dossiers, outcome

CODE = "W8"
NAME = "settlement"
SUBJECTS = ("payments", "letters_of_credit", "invoices", "partners")
TITLE = "Final settlement → ERP update"
NOTED = "the payment is on record as told; nothing is left to post or to answer"


def options(context: Dossier) -> list[Option]:
    """Ways to post what was paid, to answer who misses something, to post a drawing."""
    found = [*post.options(context), *drawing.options(context)]
    return found or explain.options(context)


def findings(context: Dossier) -> list[Finding]:
    """Lines, deductions with what explains them, drawings."""
    return [*post.of_finance(context), *explain.of_finance(context), *drawing.of_finance(context)]


def questions(context: Dossier) -> Iterable[Question]:
    """What is open; a waiver that the record shows is not asked for."""
    credit = drawing.credit_of(context)
    waived = credit is not None and drawing.waiver_of(context, credit) is not None
    return [one for one in context.questions if not (waived and one.about == "approval")]


def notes(context: Dossier) -> list[Action]:
    """Letters with what only partners can answer, and notes to finance."""
    return [*asked(context, "finance"), *post.notes(context), *drawing.notes(context)]


#: Finance reconciles; logistics says why a shipment under a credit was late.
SPECIALISTS: Mapping[str, Callable[..., Contribution]] = {
    "finance": specialist(
        "finance",
        findings=findings,
        options=options,
        actions=notes,
        questions=questions,
        looks_at=("payments", "invoices", "claims", "letters_of_credit"),
        weighs=True,
    ),
    "logistics": specialist(
        "logistics", findings=drawing.of_logistics, looks_at=("shipments", "past_cases")
    ),
}

#: What a case of this workflow may do at all. None of it sends money.
KINDS: Sequence[str] = (
    "SendMessage",
    "NotifyFunction",
    "PostSettlement",
    "CloseClaim",
    "CloseOrder",
)

#: Whose word it waits for before it closes: the payee who missed money.
AWAITS: Mapping[str, Awaited] = {
    "SendMessage": Awaited(
        yes=frozenset({"chase_answer", "dispute_answer", "acknowledgement", "remittance"}),
        letters=frozenset({"explain_payment"}),
        days=5,
    ),
}

LINKS = (
    Link(of="payments", column="line_ref", table="invoices"),
    Link(of="payments", column="line_ref", table="claims"),
    Link(of="payments", column="partner_id", table="partners"),
    Link(of="invoices", column="partner_id", table="partners"),
    Link(of="partners", column="partner_id", table="claims", by="partner_id"),
    Link(of="claims", column="against", table="invoices"),
    Link(of="letters_of_credit", column="lc_no", table="payments", by="line_ref"),
    Link(of="letters_of_credit", column="po_id", table="purchase_orders"),
    Link(of="letters_of_credit", column="po_id", table="invoices", by="po_id"),
    Link(of="letters_of_credit", column="shipment_id", table="shipments"),
    Link(of="letters_of_credit", column="bank_id", table="past_cases", by="partner_id"),
    Link(of="shipments", column="forwarder_id", table="past_cases", by="partner_id"),
    Link(of="invoices", column="po_id", table="purchase_orders"),
    Link(of="purchase_orders", column="po_id", table="purchase_order_lines", by="po_id"),
    Link(of="purchase_order_lines", column="po_id line", table="invoices", by="po_id po_line"),
    Link(of="purchase_order_lines", column="po_id line", table="receipts", by="po_id line"),
    Link(
        of="purchase_order_lines", column="po_id line", table="shipment_units", by="po_id po_line"
    ),
    Link(of="invoices", column="shipment_id", table="shipments"),
    Link(of="shipment_units", column="shipment_id", table="shipments"),
    Link(of="shipments", column="shipment_id", table="shipment_units", by="shipment_id"),
    Link(of="shipments", column="shipment_id", table="invoices", by="shipment_id"),
)

seeds = dossiers.subjects(CODE, *SUBJECTS)
news = dossiers.news
title = dossiers.titled(TITLE)
assemble = dossiers.assembler(*LINKS)
price, reprice = dossiers.price, dossiers.repricer(options)
until, terms = bills.until, dossiers.no_terms
partner = dossiers.partner_of
commitments, missing_outcome = dossiers.commitments, outcome.missing_outcome
situation = dossiers.situations(CODE, "settlement of a payment")
record = dossiers.recorder(CODE, "settlement of a payment", "difference_amount", "charge_amount")


def outstanding(context: Dossier, state: CaseState) -> Iterator[Outstanding]:
    """What was paid and the record does not show, whatever was decided about it."""
    return post.unposted(context, state.effects)


def constraint(context: Dossier) -> str:
    """A credit is treasury's; what differs or is not explained is accounts payable's."""
    return "cash" if context.subject.startswith("letters_of_credit:") else "difference"


def measures(context: Dossier, action: Action, spend_minor: int | None) -> dict[str, Any]:
    """What conditions may look at: what nobody can explain."""
    return {
        **dossiers.common_measures(NAME, context, action),
        "case_spend_minor": spend_minor,
        "invoice_difference_minor": _unexplained(context),
        "duplicate_suspected": False,
        "new_bank_account": bool(context.stated("bank_account")),
    }


def _unexplained(context: Dossier) -> int | None:
    """What no credit, claim or fee explains, in cents; a drawing's exchange difference."""
    paid, credit = payment.payment_of(context), drawing.credit_of(context)
    if paid is not None:
        return context.minor([abs_of(payment.settlement_of(context, paid).residual)])
    settled = drawing.settled_of(context, credit) if credit is not None else None
    if settled is None:
        return None
    return context.minor([abs_of(settled.exchange.total)]) if not settled.missing else None


def abs_of(money: Money) -> Money:
    """The amount without its sign."""
    return -money if money.amount < Decimal(0) else money


def grant(context: Dossier, state: CaseState, policy: Policy) -> Grant:
    """What the payment is about; never more than its exchange difference or open lines."""
    paid, credit = payment.payment_of(context), drawing.credit_of(context)
    found = drawing.drawn(context, credit) if credit is not None else None
    sums = [paid.money] if paid is not None else [found[1]] if found is not None else []
    return dossiers.granted(context, state, KINDS, context.minor(sums))
