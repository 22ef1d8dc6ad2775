"""Early payment: what the discount of a bill's terms is worth a year, and until when."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from domain.dossier.context import Dossier
from domain.invoice.bill import Bill
from domain.money import Money
from domain.options import CostComponent
from domain.payment.discount import DiscountDecision, decide
from domain.payment.terms import terms_of


def discount_of(dossier: Dossier, bill: Bill, due: Decimal) -> DiscountDecision | None:
    """The discount on what is due; None where no terms give one or its day has passed."""
    terms = terms_of(terms_for(dossier, bill))
    if terms.discount_pct is None or bill.issued is None or due <= 0:
        return None
    found = decide(
        Money(amount=due, currency=bill.currency.value),
        terms,
        dossier.figure("cost_of_cash_rate"),
        bill.issued,
        clean_on=dossier.today,
    )
    return None if found.until is None or found.until < dossier.today else found


def terms_for(dossier: Dossier, bill: Bill) -> str:
    """The order's terms bind, then those on file; what the bill itself prints is a claim."""
    orders = dossier.of("purchase_orders") if bill.kind == "supplier" else ()
    agreed = {row.text("payment_terms") for row in orders if row.text("payment_terms")}
    if len(agreed) == 1:
        return agreed.pop()
    return dossier.partner.text("payment_terms") if dossier.partner is not None else ""


def component(found: DiscountDecision) -> CostComponent:
    """The discount as a saving of whatever pays in time."""
    said = f"until {found.until}: {found.why}"
    return CostComponent(name="early-payment discount", money=-found.discount, formula=said)


def last_moment(found: DiscountDecision) -> datetime | None:
    """The end of the last day of the discount, UTC."""
    if found.until is None:
        return None
    return datetime.combine(found.until + timedelta(days=1), time(), UTC)
