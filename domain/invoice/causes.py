"""Why a bill differs from what was planned: each part put to a cause that has evidence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.answer_kinds import sum_of
from domain.dossier.context import Dossier
from domain.invoice.approvals import agreed_shares, by_envelope, envelope_row, shipment_of
from domain.invoice.bill import Bill, amount
from domain.invoice.charge import Charge
from domain.invoice.due import Due
from domain.invoice.goods import (
    changes,
    line_of,
    payable_qty,
    price_changes,
    received,
    worth,
)
from domain.invoice.packages import told_count
from domain.match.causes import ORDER, Account, Explained, explain
from domain.match.envelope import envelope_of
from domain.money import Money, total
from domain.options import CostComponent
from domain.provenance import HumanInput, Slot
from domain.reading import Question
from domain.record import Row

#: Parts of what goods cost.
_GOODS = frozenset({"goods", "quantity", "price", "cross term"})
#: The part of a bill that an agreed price adds to the order's own.
_AMENDED = "agreed price"
_CUSTOMS = ("exam", "customs", "hold", "entry", "vacis")
_DIVERTED = ("divert", "rerout", "reconsign", "change of destination", "other port")
#: Charges that a diversion or a stop by customs can be behind.
_ON_THE_WAY = frozenset(
    {"freight", "accessorial", "demurrage", "detention", "storage", "chassis", "exam", "surcharge"}
)


def causes_of(dossier: Dossier, bill: Bill, due: Due) -> tuple[Explained, ...]:
    """The difference by cause and part; what has no evidence is unknown until people say of what.

    What both sides agreed to pay beyond the order is told as well, though it is due.
    """
    amended = _amended(dossier, bill)
    parts = [*([amended] if amended is not None else []), *_parts(dossier, bill, due)]
    found = explain(parts, _accounts(dossier, bill, amended))
    said = dossier.answer(cause_slot(bill))
    return tuple(_as_said(one, said) for one in found if one.money.amount > 0)


def cause_slot(bill: Bill) -> str:
    """The name under which people say what is behind what nothing on record explains."""
    return f"cause_of_difference@invoices:{bill.number.value}"


def _as_said(one: Explained, said: Slot | None) -> Explained:
    """An unknown piece with the cause a person told: it changes nothing in what is due."""
    cause = next((name for name in ORDER if said is not None and said.value == name), None)
    if one.cause != "unknown" or said is None or cause is None:
        return one
    who = (f"people:{said.source.person}",) if isinstance(said.source, HumanInput) else ()
    return one.model_copy(update={"cause": cause, "evidence": who})


def questions(dossier: Dossier, bill: Bill, due: Due) -> list[Question]:
    """What is behind a part that nothing on record explains; no decision waits for it.

    Only of goods: days are owed by events, tariff and law, an exception's approval is asked by
    itself, and of a charge that nobody agreed to it is known why it is contested.
    """
    pieces = causes_of(dossier, bill, due) if cause_slot(bill) not in dossier.given else ()
    left = [one for one in pieces if one.cause == "unknown" and one.part in _GOODS]
    if not left:
        return []
    money = total((one.money for one in left), bill.currency.value)
    split = ", ".join(f"{one.part} {one.money}" for one in left)
    return [
        Question(
            about="cause_of_difference",
            object=f"invoices:{bill.number.value}",
            of="",
            text=f"what is behind {money} of {bill.number.value} ({split})? nothing on record is",
            slot=cause_slot(bill),
            choices=(*ORDER, "unknown"),
            takes="one_of",
            holds=False,
        )
    ]


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


def _accounts(dossier: Dossier, bill: Bill, amended: CostComponent | None) -> list[Account]:
    return [
        *_shortfall(dossier, bill),
        *_amendment(dossier, bill, amended),
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


def _amended(dossier: Dossier, bill: Bill) -> CostComponent | None:
    """What of the sum due is due only because both sides agreed to another price."""
    line = line_of(dossier, bill)[0] if not bill.is_freight else None
    rows = price_changes(dossier, line) if line is not None else ()
    qty = payable_qty(dossier, bill, line) if line is not None and rows else None
    old, new = _first_and_last(rows)
    if line is None or qty is None or not qty.value or old is None or not new:
        return None
    owed = Money(amount=amount(worth(dossier, line, qty)), currency=bill.currency.value)
    more = owed.times((new - old) / new).rounded()
    said = f"{old} before, {new} as agreed"
    return CostComponent(name=_AMENDED, money=more, formula=said) if more.amount > 0 else None


def _first_and_last(rows: Sequence[Row]) -> tuple[Decimal | None, Decimal | None]:
    """The price before the first change and after the last one."""
    if not rows:
        return None, None
    return sum_of(rows[0].text("old_value")), sum_of(rows[-1].text("new_value"))


def _amendment(dossier: Dossier, bill: Bill, amended: CostComponent | None) -> list[Account]:
    """Amendments of the order that both sides agreed to: of its price, and of its quantity."""
    line = line_of(dossier, bill)[0] if not bill.is_freight else None
    if line is None:
        return []
    sized = tuple(row.object for row in changes(dossier, line, "qty"))
    found = [
        Account(
            cause="contract amendment",
            at_most=_all_of(bill),
            evidence=sized,
            covers=frozenset({"quantity"}),
        )
    ]
    if amended is not None:
        priced = tuple(row.object for row in price_changes(dossier, line))
        covers = frozenset({_AMENDED})
        found.append(
            Account(
                cause="contract amendment", at_most=amended.money, evidence=priced, covers=covers
            )
        )
    return found


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
