"""Why a bill differs from what was planned: each part put to a cause that has evidence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.dossier.context import Dossier
from domain.invoice.approvals import agreed_shares, by_envelope, envelope_row, shipment_of
from domain.invoice.bill import Bill
from domain.invoice.charge import Charge
from domain.invoice.due import Due
from domain.invoice.goods import agreed_price, line_of, received
from domain.invoice.packages import told_count
from domain.match.causes import Account, Explained, explain
from domain.match.envelope import envelope_of
from domain.money import Money
from domain.options import CostComponent
from domain.record import Row

_AGREED = ("accepted", "agreed", "in force", "confirmed")
_CUSTOMS = ("exam", "customs", "hold", "entry", "vacis")
_DIVERTED = ("divert", "rerout", "reconsign", "change of destination", "other port")
#: Charges that a diversion or a stop by customs can be behind.
_ON_THE_WAY = frozenset(
    {"freight", "accessorial", "demurrage", "detention", "storage", "chassis", "exam", "surcharge"}
)


def causes_of(dossier: Dossier, bill: Bill, due: Due) -> tuple[Explained, ...]:
    """The difference by cause and part; what has no evidence is unknown, and asked."""
    found = explain(_parts(dossier, bill, due), _accounts(dossier, bill))
    return tuple(one for one in found if one.money.amount > 0)


def _parts(dossier: Dossier, bill: Bill, due: Due) -> list[CostComponent]:
    """What is billed beyond plan, by charge; goods by quantity, price and cross term.

    An approved freight bill is held against what the shipment should cost, so that the approval
    shows as the cause of what it carries.
    """
    planned = _beyond_plan(dossier, bill, due)
    if planned is not None:
        return [planned]
    found = []
    for one in due.contested:
        known = [part for part in one.parts if part.money.amount]
        whole = one.difference(bill.currency.value)
        same = sum((part.money.amount for part in known), Decimal(0)) == whole.amount
        found += known if known and same else [_whole(one, whole)]
    return found


def _whole(one: Charge, money: Money) -> CostComponent:
    return CostComponent(name=one.name, money=money, formula=one.why)


def _beyond_plan(dossier: Dossier, bill: Bill, due: Due) -> CostComponent | None:
    shipment = shipment_of(dossier, bill)
    planned = shipment.number("freight_should_cost") if shipment is not None else None
    known = envelope_row(dossier, bill) is not None or agreed_shares(dossier, bill)
    if bill.kind != "freight" or not known or planned is None:
        return None
    over = bill.money - Money(amount=planned, currency=bill.currency.value)
    said = f"{bill.money} billed, {planned:,.2f} planned"
    return CostComponent(name="freight", money=over, formula=said) if over.amount > 0 else None


def _accounts(dossier: Dossier, bill: Bill) -> list[Account]:
    return [
        *_shortfall(dossier, bill),
        *_amendment(dossier, bill),
        *_approved(dossier, bill),
        *_customs(dossier, bill),
        *_diversion(dossier, bill),
    ]


def _all_of(bill: Bill) -> Money:
    return bill.money


def _shortfall(dossier: Dossier, bill: Bill) -> list[Account]:
    """Receipts that show fewer pieces, and claims of shortage that name the bill."""
    line = line_of(dossier, bill)[0] if not bill.is_freight else None
    rows = received(dossier, line)[1] if line is not None else ()
    shorts = dossier.of("claims", against=bill.number.value, kind="shortage")
    counted = told_count(dossier, "received_qty") if line is not None else None
    said = (counted.quote,) if counted is not None and not rows else ()
    evidence = (*(row.object for row in (*rows, *shorts)), *said)
    covers = frozenset({"quantity"})
    return [
        Account(cause="quantity shortfall", at_most=_all_of(bill), evidence=evidence, covers=covers)
    ]


def _amendment(dossier: Dossier, bill: Bill) -> list[Account]:
    """Amendments of the order that both sides agreed to, and contracts with another price."""
    line = line_of(dossier, bill)[0] if not bill.is_freight else None
    if line is None:
        return []
    rows = dossier.of("po_changes", po_id=line.text("po_id"), po_line=line.text("line"))
    agreed = tuple(row.object for row in rows if row.text("status") in _AGREED)
    evidence = agreed or agreed_price(dossier, line)[1]
    covers = frozenset({"price", "cross term", "quantity"})
    return [
        Account(cause="contract amendment", at_most=_all_of(bill), evidence=evidence, covers=covers)
    ]


def _approved(dossier: Dossier, bill: Bill) -> list[Account]:
    """What an approved exception allows beyond the plan, and claims agreed on this bill."""
    row = envelope_row(dossier, bill) if bill.is_freight else None
    known = envelope_of(row.text("envelope")) if row is not None else None
    if row is None or known is None or known.amount is None:
        return [_borne(one) for one in agreed_shares(dossier, bill)] if bill.is_freight else []
    carried = next(iter(_covered(dossier, bill)), known.amount)
    shipment = shipment_of(dossier, bill)
    planned = (shipment.number("freight_should_cost") if shipment is not None else None) or 0
    at_most = Money(amount=max(carried.amount - planned, Decimal(0)), currency=carried.currency)
    evidence = (
        row.object,
        *(one.object for one in dossier.of("claims", against=bill.number.value)),
    )
    return [Account(cause="approved freight exception", at_most=at_most, evidence=evidence)]


def _borne(row: Row) -> Account:
    """What another party agreed to bear of an exception accounts for that much of it."""
    money = Money(amount=row.number("amount") or Decimal(0), currency=row.text("currency"))
    return Account(cause="approved freight exception", at_most=money, evidence=(row.object,))


def _covered(dossier: Dossier, bill: Bill) -> list[Money]:
    found = by_envelope(dossier, bill, "freight", bill.amount)
    if found is None or found.expected is None:
        return []
    return [Money(amount=Decimal(found.expected.value), currency=bill.currency.value)]


def _customs(dossier: Dossier, bill: Bill) -> list[Account]:
    """What customs did to the shipment: milestones, papers, and what a broker reported."""
    rows = [*_marks(dossier, _CUSTOMS), *_papers(dossier)]
    told = [one.quote for one in dossier.stated("customs_state") if one.quote]
    covers = frozenset({"exam", "storage", "demurrage", "detention", "accessorial"})
    evidence = (*(row.object for row in rows), *told)
    return [
        Account(cause="customs charge", at_most=_all_of(bill), evidence=evidence, covers=covers)
    ]


def _papers(dossier: Dossier) -> list[Row]:
    states = ("hold", "held", "exam", "query")  # `held` is what we write of a hold or an exam
    return [row for row in dossier.of("documents") if row.text("state") in states]


def _diversion(dossier: Dossier, bill: Bill) -> list[Account]:
    """Milestones that show another route or place than planned."""
    evidence = tuple(row.object for row in _marks(dossier, _DIVERTED))
    return [
        Account(
            cause="route diversion", at_most=_all_of(bill), evidence=evidence, covers=_ON_THE_WAY
        )
    ]


def _marks(dossier: Dossier, words: Sequence[str]) -> list[Row]:
    return [
        row
        for row in dossier.of("milestones")
        if any(word in row.text("event").lower() for word in words)
    ]
