"""A payment as a mail or the record tells it: its lines, each with slots, and the total."""

from __future__ import annotations

from decimal import Decimal

from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.told import Told
from domain.money import Money
from domain.payment.remittance import OpenItem, PaidLine, Settlement, settle
from domain.provenance import Slot, fixed
from domain.record import Row
from domain.values import Value


class Line(Value):
    """A line of a payment: what it is for (`ref`), the sum as posted, the kind of row."""

    ref: Slot
    amount: Slot
    kind: str
    row: Row | None = None


class Payment(Value):
    """A payment told by a mail: its number, total, currency and lines; `payee` is who it is for."""

    number: Slot
    total: Slot
    currency: Slot
    day: Slot | None
    payee: Row
    lines: tuple[Line, ...]

    @property
    def money(self) -> Money:
        """The total as stated."""
        return Money(amount=Decimal(self.total.value), currency=self.currency.value)


def payment_of(dossier: Dossier) -> Payment | None:
    """The payment a mail tells line by line; None where it has no total or no line on record."""
    total = dossier.first("payment_amount", dossier.subject)
    number = dossier.written.get(dossier.subject)
    lines = _lines(dossier)
    named = [one.row for one in lines if one.row is not None]
    if total is None or total.slot is None or number is None or not named:
        return None
    payee = dossier.row(f"partners:{named[0].text('partner_id')}")
    if payee is None or any(row.text("partner_id") != payee.key for row in named):
        return None
    if named[0].text("currency") != total.currency:
        return None
    day = dossier.first("actual_date:value", dossier.subject)
    return Payment(
        number=number,
        total=total.slot,
        currency=cell(named[0], "currency"),
        day=day.slot if day is not None else None,
        payee=payee,
        lines=lines,
    )


def _lines(dossier: Dossier) -> tuple[Line, ...]:
    paid = _paid(dossier)
    known = {(one.row.object, Decimal(one.amount.value)) for one in paid if one.row is not None}
    taken = (
        one
        for one in _taken_off(dossier)
        if one.row is None or (one.row.object, Decimal(one.amount.value)) not in known
    )  # what an advice calls a deduction its file may name by the claim: one line, not two
    return (*paid, *taken)


def _paid(dossier: Dossier) -> list[Line]:
    """What was paid of each thing on record; one that is not on record has no line to post."""
    found = []
    for told in dossier.stated("paid_amount"):
        row = dossier.row(told.object)
        if row is None or told.slot is None:
            continue
        key = "invoice_id" if row.table == "invoices" else "claim_id"
        kind = "invoice" if row.table == "invoices" else "deduction"
        kind = "credit note" if row.text("kind") == "credit note" else kind
        found.append(Line(ref=cell(row, key), amount=told.slot, kind=kind, row=row))
    return found


def _taken_off(dossier: Dossier) -> list[Line]:
    """Deductions against the agreed claim of exactly that sum, and bank charges."""
    found = []
    for told in dossier.stated("charge_amount:deduction", dossier.subject):
        if told.slot is not None:
            row = claim_of(dossier, told)
            ref = cell(row, "claim_id") if row is not None else fixed("row_kind", "deduction")
            off = derived("taken_off", amount=told.slot)
            found.append(Line(ref=ref, amount=off, kind="deduction", row=row))
    for told in dossier.stated("charge_amount:fee", dossier.subject):
        if told.slot is not None:
            off = derived("taken_off", amount=told.slot)
            found.append(Line(ref=fixed("row_kind", "fee"), amount=off, kind="fee"))
    return found


def claim_of(dossier: Dossier, told: Told) -> Row | None:
    """The one agreed claim of exactly the sum taken off; none, or several, explain nothing."""
    hits = [
        row
        for row in dossier.of("claims")
        if row.number("amount") == told.number
        and row.text("currency") == told.currency
        and row.text("status") == "agreed"
    ]
    return hits[0] if len(hits) == 1 else None


def settlement_of(dossier: Dossier, payment: Payment) -> Settlement:
    """Every line put to what is open on our books, the lines against the total."""
    code = payment.currency.value
    lines = [
        PaidLine(
            ref=one.ref.value,
            amount=Money(amount=Decimal(one.amount.value), currency=code),
            kind=one.kind,
        )
        for one in payment.lines
    ]
    small = dossier.figure("small_difference_limit")
    return settle(
        payment.money,
        lines,
        [_open(one, code) for one in payment.lines if one.row is not None],
        small=None if small is None else Money(amount=small, currency=code),
        fee_evidence=_fee_evidence(dossier),
    )


def _open(line: Line, currency: str) -> OpenItem:
    """What is open of a row: an invoice and a credit note as booked, an agreed claim taken off."""
    row = line.row
    assert row is not None  # only lines on record have an item
    booked = row.number("amount") or Decimal(0)
    open_ = -booked if row.table == "claims" else booked
    said = row.text("evidence") if row.table == "claims" else ""
    return OpenItem(
        ref=line.ref.value,
        open=Money(amount=open_, currency=currency),
        evidence=said or (row.object if row.table == "claims" or open_ < 0 else ""),
    )


def _fee_evidence(dossier: Dossier) -> str:
    """A bank charge is shown by the bank's own advice; it goes to the ledger, not to the payee."""
    for mail in dossier.mails:
        bank = dossier.row(f"partners:{mail.partner_id}")
        if bank is not None and bank.text("kind") == "bank":
            return mail.message_id
    return ""
