"""What each function finds about an offer, an award, or an answer to an order."""

from __future__ import annotations

from decimal import Decimal

from domain.award.carry import carried, on_record
from domain.award.checks import is_approved, ordered_already
from domain.award.winners import Winner, said_of, winners_of
from domain.contribution import Finding
from domain.customs.incoterms import terms_of_delivery
from domain.dossier.context import Dossier
from domain.money import Money
from domain.payment.interest import held_up
from domain.reading import PriceStated
from domain.reckoning import figure
from domain.record import Row


def of_sourcing(dossier: Dossier) -> list[Finding]:
    """Winners with share, price and approval; else offers against what is on record."""
    winners = winners_of(dossier)
    found = [_won(dossier, one) for one in winners]
    for told in dossier.stated("approval_claimed"):
        text = f"{told.text} is said to have approved it: no record of an approval shows it"
        found.append(Finding(text=text, rests_on=(told.quote,)))
    if not winners:
        found += [one for row in dossier.of("rfq_lines") for one in _offered(dossier, row)]
    return found + _table(dossier)


def _won(dossier: Dossier, one: Winner) -> Finding:
    share = "?" if one.share is None else figure(one.share)
    quoted = one.line.text("quoted_price")
    text = f"{one.supplier} wins {share} % at {one.price.value} {one.currency}, quoted {quoted}"
    if not is_approved(one):
        text += "; no approved award is on record"
    if already := ordered_already(dossier, one):
        text += f"; ordered already: {', '.join(already)}"
    return Finding(text=text, rests_on=(one.line.object,))


def _offered(dossier: Dossier, row: Row) -> list[Finding]:
    """An offer's prices with what they cost against the quote on record; an offer is no award."""
    found = []
    yearly, quoted = row.number("annual_qty"), row.number("quoted_price")
    for told in dossier.stated("unit_price", row.object):
        value, size = told.statement.value, told.statement.for_qty
        if not isinstance(value, PriceStated) or quoted is None or yearly is None:
            continue
        n = size.n if size is not None else yearly
        old = n * quoted / (row.number("price_per") or Decimal(1))
        less = Money(amount=n * value.money.amount / value.per - old, currency=value.money.currency)
        only = f" for {figure(n)} at once only" if size is not None else " else"
        text = f"{value.money} / {value.unit}{only}: {less.rounded()} against the quote on record"
        found.append(Finding(text=text, rests_on=(row.object, told.quote)))
    return found


def _table(dossier: Dossier) -> list[Finding]:
    """The carry table of each order that follows an award."""
    found = []
    subject = dossier.subject_row
    mine = [subject] if subject is not None and subject.table == "purchase_orders" else None
    for order in mine or dossier.of("purchase_orders"):
        award = dossier.one(
            "awards", rfq_id=order.text("rfq_id"), supplier_id=order.text("supplier_id")
        )
        if award is None or not order.text("rfq_id"):
            continue
        rows = carried(dossier, order, on_record(award))
        off = [one for one in rows if one.differs]
        text = f"{order.key} against {award.key}: {len(rows)} terms carried, {len(off)} differ"
        if lost := [one.field for one in rows if one.lost]:
            text += f"; lost in the order: {', '.join(lost)}"
        found.append(Finding(text=text, rests_on=(order.object, award.object)))
        found += [Finding(text=one.said(), rests_on=(order.object,)) for one in rows]
    return found


def of_logistics(dossier: Dossier) -> list[Finding]:
    """Who books the main carriage, by each delivery term: as people said, else as it is told."""
    found = []
    for row in dossier.of("rfq_lines"):
        told = said_of(dossier, row).get("incoterm")
        said = dossier.answer(f"incoterm_{row.text('supplier_id')}")
        term = said.value if said is not None else told.text if told is not None else ""
        if not term:
            continue
        books = terms_of_delivery(term).opens_booking("buyer")
        who = "who books is to be asked" if books is None else "we book" if books else "they book"
        found.append(Finding(text=f"{row.text('supplier_id')} {term}: {who}"))
    return found


def of_finance(dossier: Dossier) -> list[Finding]:
    """What an advance costs until the goods are there, and what it puts at risk."""
    found = []
    rate = dossier.figure("cost_of_cash_rate")
    for row in dossier.of("rfq_lines"):
        told = said_of(dossier, row)
        advance, lead, price = (
            told.get(name) for name in ("payment_terms:advance", "lead_time", "unit_price")
        )
        if advance is None or advance.number is None or price is None or rate is None:
            continue
        value = price.statement.value
        yearly = row.number("annual_qty")
        if not isinstance(value, PriceStated) or yearly is None:
            continue
        whole = Money(amount=yearly * value.money.amount / value.per, currency=value.money.currency)
        paid = whole.times(advance.number / 100).rounded()
        days = int((lead.number or 0) * 7) if lead is not None and lead.number else 0
        cost = held_up(paid, rate, days).total if days else None
        text = f"{paid} in advance" + (f" costs {cost} over {days} days" if cost else "")
        found.append(Finding(text=text, rests_on=(row.object,)))
    return found
