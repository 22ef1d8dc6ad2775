"""A bill past its day: when each part of it was due, and what paying late costs by contract."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.claims.liability import clause_value
from domain.contribution import Finding
from domain.dossier.context import Dossier
from domain.invoice.bill import Bill
from domain.invoice.early import terms_for
from domain.money import Money
from domain.payment.interest import late_interest
from domain.payment.terms import Due, dues, terms_of
from domain.record import Row


def findings(dossier: Dossier, bill: Bill, owed: Decimal) -> Iterator[Finding]:
    """Each instalment whose day has passed, with the interest of a clause on record; without one
    nobody owes any by contract, and what the law gives is for people to say."""
    terms = terms_of(terms_for(dossier, bill))
    if bill.issued is None or owed <= 0:
        return
    whole = Money(amount=owed, currency=bill.currency.value)
    for one in dues(terms, whole, {"invoice": bill.issued}):
        if one.on is not None and one.on < dossier.today:
            yield _late(dossier, bill, one)


def _late(dossier: Dossier, bill: Bill, one: Due) -> Finding:
    assert one.on is not None  # only what has a day can be past it
    days, clause = (dossier.today - one.on).days, _clause(dossier)
    text = f"{one.money} was due on {one.on} ({one.basis}), {days} days ago"
    rate = clause_value(clause) if clause is not None else None
    if clause is None or rate is None:
        text += "; no clause on record gives interest for it"
        return Finding(text=text, rests_on=(bill.row.object,) if bill.row is not None else ())
    cost = late_interest(one.money, one.on, dossier.today, rate)
    parts = ", ".join(part.formula for part in cost.parts)
    text += f"; paid today it costs {cost.total} more ({parts}; contract {clause.key})"
    return Finding(text=text, rests_on=(clause.object,))


def _clause(dossier: Dossier) -> Row | None:
    """The partner's clause in force about late payment, in per cent a year."""
    today, partner = dossier.today, dossier.partner
    return next(
        (
            row
            for row in dossier.of("contracts", partner_id=partner.key if partner else "")
            if row.text("kind").lower().startswith("late payment interest")
            and row.text("unit").lower().startswith("pct")
            and (row.day("valid_from") or today) <= today <= (row.day("valid_to") or today)
        ),
        None,
    )
