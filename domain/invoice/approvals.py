"""Approvals behind a bill: what past decisions and other cases allow, and what is answered here."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from domain.answer_kinds import sum_of
from domain.approved import APPROVALS
from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.invoice.bill import Bill
from domain.invoice.charge import Charge
from domain.match.envelope import Envelope, EnvelopeCheck, check, envelope_of
from domain.money import Money
from domain.provenance import Slot
from domain.quantity import Quantity, unit_name
from domain.record import Row

#: An approval that is older than this when the bill is written is of another matter.
_OLDEST = timedelta(days=180)
#: What is missing where a bill is beyond plan and nobody is known to have approved it.
APPROVAL_UNKNOWN = "who approved it, and up to which amount"
_SPENT = ("posted", "paid", "released")


def envelope_row(dossier: Dossier, bill: Bill) -> Row | None:
    """The newest approval that may speak of this bill: an amount in its currency, of its mode; in
    another case of ours, of the very goods that are billed."""
    shipment = shipment_of(dossier, bill)
    here = (row for row in dossier.of(APPROVALS) if _is_of(dossier, row, bill, shipment))
    rows = (*dossier.of("past_cases"), *here)
    found = [row for row in rows if _speaks(row, bill, shipment)]
    return max(found, key=lambda row: (row.text("opened_on"), row.key), default=None)


def _speaks(row: Row, bill: Bill, shipment: Row | None) -> bool:
    known, opened = envelope_of(row.text("envelope")), row.day("opened_on")
    if known.amount is None or known.amount.currency != bill.currency.value or opened is None:
        return False
    if known.mode and (shipment is None or shipment.text("mode").lower() != known.mode):
        return False
    return bill.issued is None or opened <= bill.issued <= opened + _OLDEST


def _is_of(dossier: Dossier, row: Row, bill: Bill, shipment: Row | None) -> bool:
    """Whether a case approved what this bill is for: the carriage of goods on the shipment, or the
    order."""
    if bill.row is None or bill.row.text("partner_id") != row.text("partner_id"):
        return False
    if not _has_room(row, bill.row):
        return False
    if row.text("payee") == "supplier":
        return bill.kind == "supplier" and bill.row.text("po_id") == row.text("po_id")
    on_record = shipment is not None and bill.row.text("shipment_id") == shipment.key
    return bill.kind == "freight" and on_record and _carries_only(dossier, row, shipment)


def _carries_only(dossier: Dossier, row: Row, shipment: Row | None) -> bool:
    """Whether nothing but the goods approved is on a shipment whose arrival is known: counted in
    pieces where a quantity bounds them, and in one row unless all rows together are within it."""
    aboard = _aboard(dossier, row, shipment)
    if shipment is None or shipment.day("eta") is None or not aboard:
        return False
    if len(aboard) != len(dossier.of("shipment_units", shipment_id=shipment.key)):
        return False
    bound = envelope_of(row.text("envelope")).qty
    counts = [one.number("qty") or Decimal(0) for one in aboard]
    units = {unit_name(one.text("uom")) for one in aboard}
    known = bound is not None and units == {unit_name(bound.unit)} == {"PCS"} and min(counts) > 0
    return bound is None or (known and (len(counts) == 1 or sum(counts) <= bound.n))


def _has_room(row: Row, bill: Row) -> bool:
    """Whether the bill fits beside the others that were paid under an approval; the first may be
    over it, which is asked about to the cent."""
    others = [one.split(" ", 2) for one in row.text("used_by").splitlines()]
    sums = [(max(Decimal(n), Decimal(0)), code) for n, code, key in others if key != bill.key]
    whole = envelope_of(row.text("envelope")).amount
    if not sums or whole is None:
        return whole is not None
    if {code for _, code in sums} != {bill.text("currency")}:
        return False
    return sum((n for n, _ in sums), bill.number("amount") or Decimal(0)) <= whole.amount


def _aboard(dossier: Dossier, row: Row, shipment: Row | None) -> list[Row]:
    """What of the goods that an approval is for is on a shipment."""
    wanted = {"po_id": row.text("po_id"), "po_line": row.text("po_line")}
    wanted = {name: text for name, text in wanted.items() if text}
    if shipment is None:
        return []
    return list(dossier.of("shipment_units", shipment_id=shipment.key, **wanted))


def held_in(row: Row) -> str:
    """The case in which an approval was given."""
    return row.text("case_id") if row.table == APPROVALS else row.key


def shipment_of(dossier: Dossier, bill: Bill) -> Row | None:
    """The shipment a bill is for: by the record, else the one the case knows."""
    if bill.row is not None and bill.row.text("shipment_id"):
        return dossier.row(f"shipments:{bill.row.text('shipment_id')}")
    rows = dossier.of("shipments")
    return rows[0] if len(rows) == 1 else None


def agreed_shares(dossier: Dossier, bill: Bill) -> tuple[Row, ...]:
    """Agreements by which another party bears part of this very bill, such as a share of expedited
    freight: who agrees to bear it knew of the exception. They approve nothing of ours."""
    rows = dossier.of("claims", against=bill.number.value)
    return tuple(
        row
        for row in rows
        if row.text("status") in ("agreed", "accepted", "paid")
        and any(word in row.text("kind").lower() for word in ("share", "expedite", "freight"))
        and row.text("currency") == bill.currency.value
        and (row.number("amount") or 0) > 0
    )


def by_envelope(dossier: Dossier, bill: Bill, name: str, billed: Slot) -> Charge | None:
    """A bill held against the approval it claims: a cent above it is asked for anew (R-120)."""
    row = envelope_row(dossier, bill)
    if row is None:
        return None
    day = _approved_day(dossier, bill, row)
    found = _checked(dossier, bill, row, day[0])
    case = held_in(row)
    known = envelope_of(row.text("envelope"), case, row.text("approver_id"))
    if found.missing:
        return Charge(
            name=name, billed=billed, expected=None, reason="approval missing",
            why=f"{case} cannot be held against it: {', '.join(found.missing)}",
            rests_on=(row.object,), missing=found.missing,
        )  # fmt: skip
    if found.inside:
        why = f"inside what {known.by} approved in {case}: {row.text('envelope')}"
        return Charge(name=name, billed=billed, expected=billed, why=why, rests_on=(row.object,))
    answered = answered_amount(dossier, bill)
    if answered is not None:
        return as_answered(bill, name, billed, answered, (row.object,))
    if not found.covered.amount:  # its day is over, or it is used up: nothing of this is approved
        return Charge(
            name=name, billed=billed, expected=None, reason="approval missing",
            why=f"{case} carries none of it: {'; '.join(found.reasons)}",
            rests_on=(row.object,), missing=(APPROVAL_UNKNOWN,),
        )  # fmt: skip
    why = f"{case} carries {found.covered}; {found.over} is new: {'; '.join(found.reasons)}"
    return Charge(
        name=name,
        billed=billed,
        expected=_covered(dossier, bill, row, day[1]),
        reason="above envelope",
        why=why,
        rests_on=(row.object,),
    )


def as_answered(
    bill: Bill, name: str, billed: Slot, answered: Slot, rests: tuple[str, ...]
) -> Charge:
    """A bill as somebody who may has approved it here, up to an amount."""
    whole = Decimal(answered.value) >= Decimal(billed.value)
    money = Money(amount=Decimal(answered.value), currency=bill.currency.value)
    return Charge(
        name=name,
        billed=billed,
        expected=billed if whole else derived("least_of", part1=billed, part2=answered),
        reason="" if whole else "above envelope",
        why=f"{money} is approved here",
        rests_on=rests,
        by_word=True,
    )


def answered_amount(dossier: Dossier, bill: Bill) -> Slot | None:
    """The amount somebody who may has said is approved: by a plain yes the whole bill. None where
    nobody said so."""
    for one in dossier.answers:
        if one.slot.startswith("approval"):
            if one.value == "yes":
                return bill.amount
            return dossier.answer(one.slot) if sum_of(one.value) is not None else None
    return None


def _approved_day(dossier: Dossier, bill: Bill, approval: Row) -> tuple[date, Slot | None]:
    """The day of what was approved: that of departure, of an approval of the ledger that of
    arrival where it is later; else that of the bill."""
    shipment = shipment_of(dossier, bill)
    if shipment is not None and shipment.day("etd") is not None:
        slot = cell(shipment, "etd")
        if approval.table == APPROVALS and shipment.day("eta") is not None:
            slot = max(slot, cell(shipment, "eta"), key=lambda one: one.value[:10])
        return date.fromisoformat(slot.value[:10]), slot
    row = bill.row
    if row is None or not row.text("invoice_date"):
        return bill.issued or dossier.today, None
    return bill.issued or dossier.today, cell(row, "invoice_date")


def _used(dossier: Dossier, bill: Bill, approval: Row) -> list[Row]:
    """Other bills that were paid for the same shipment under a noted approval. One of the ledger
    speaks of what fits beside its other bills only."""
    shipment = shipment_of(dossier, bill)
    if approval.table == APPROVALS or shipment is None:
        return []
    return [
        row
        for row in dossier.of("invoices", kind=bill.kind, shipment_id=shipment.key)
        if row.text("status") in _SPENT and (bill.row is None or row.key != bill.row.key)
    ]


def _checked(dossier: Dossier, bill: Bill, row: Row, day: date) -> EnvelopeCheck:
    counted = _counted(dossier, bill, row)
    qty = Decimal(counted.value) if counted is not None else None
    shipment = shipment_of(dossier, bill)
    known: Envelope = envelope_of(row.text("envelope"))
    return check(
        known,
        bill.money,
        on=day,
        qty=None if qty is None else Quantity(n=qty, unit="PCS"),
        mode=shipment.text("mode") if shipment is not None else "",
        used=[_money(one) for one in _used(dossier, bill, row)],
    )


def _counted(dossier: Dossier, bill: Bill, approval: Row) -> Slot | None:
    """How many pieces are billed for: by the bill; of carriage that a case approved, by the record
    of what was on board, unless the bill counts more."""
    counted = [bill.row] if bill.row is not None and bill.row.number("qty") is not None else []
    if approval.table == APPROVALS and approval.text("payee") == "carrier":
        counted += _aboard(dossier, approval, shipment_of(dossier, bill))
    most = max(counted, key=lambda one: one.number("qty") or Decimal(0), default=None)
    return cell(most, "qty") if most is not None else None


def _money(row: Row) -> Money:
    return Money(amount=row.number("amount") or Decimal(0), currency=row.text("currency"))


def _covered(dossier: Dossier, bill: Bill, row: Row, day: Slot | None) -> Slot | None:
    """The part an approval carries as a slot; None where its inputs are not on record."""
    shipment = shipment_of(dossier, bill)
    if bill.row is None or day is None:
        return None
    inputs = {
        "amount": bill.amount,
        "currency": bill.currency,
        "envelope": cell(row, "envelope"),
        "day": day,
    }
    counted = _counted(dossier, bill, row)
    if counted is not None:
        inputs["qty"] = counted
    if shipment is not None:
        inputs["mode"] = cell(shipment, "mode")
    used = {f"used{n}": cell(one, "amount") for n, one in enumerate(_used(dossier, bill, row), 1)}
    return derived("within_envelope", **inputs, **used)
