"""A delivery case: its claim, the bills of its order line and carriage, questions and notes."""

from __future__ import annotations

from decimal import Decimal

from domain.actions import Action, ApproveInvoice
from domain.contribution import Finding
from domain.delivery import claims
from domain.delivery.loss import loss_of
from domain.dossier.context import Dossier
from domain.dossier.letters import note
from domain.invoice import findings, settle
from domain.invoice.bill import SETTLED, Bill, bill_of, of_row
from domain.invoice.carriage import truck_rate, waiting
from domain.invoice.goods import waits_for_receipt
from domain.invoice.packages import line_counted, only_carrier_counted
from domain.money import Money
from domain.options import Option
from domain.reading import Question
from domain.record import Row

_KINDS = ("supplier", "freight")


def bills_of(dossier: Dossier) -> list[Bill]:
    """The bill the case is about, else those on record for the delivered line and its carriage."""
    if dossier.subject.startswith("invoices:"):
        bill = bill_of(dossier)
        return [bill] if bill is not None else []
    line = line_counted(dossier)
    rows = [row for row in dossier.of("invoices") if row.text("kind") in _KINDS]
    return [of_row(row) for row in rows if _belongs(dossier, row, line) and _is_open(row)]


def _belongs(dossier: Dossier, row: Row, line: Row | None) -> bool:
    shipment = claims.shipment_of(dossier)
    if row.text("kind") == "freight":
        return shipment is not None and row.text("shipment_id") == shipment.key
    key = f"{row.text('po_id')}/{row.text('po_line')}"
    return line is not None and key == line.key


def _is_open(row: Row) -> bool:
    return row.text("status") not in (*SETTLED, "posted")


def options(dossier: Dossier) -> list[Option]:
    """Ways to claim what is lost, and ways to settle each bill."""
    found = [] if dossier.subject.startswith("invoices:") else claims.options(dossier)
    ways = [one for bill in bills_of(dossier) for one in settle.ways(dossier, bill)]
    return found + [_proven(dossier, one) for one in ways]


def _proven(dossier: Dossier, option: Option) -> Option:
    """Nothing is released, freight neither, while a carrier's own paper is all that tells a
    delivery: who signed it is not known."""
    line = line_counted(dossier)
    pays = any(isinstance(one, ApproveInvoice) for one in option.actions)
    answered = dossier.answered("received_qty")
    waits = only_carrier_counted(dossier) and not answered
    if line is not None:
        waits = waits_for_receipt(dossier, line)
    if not pays or option.unknown or not waits:
        return option
    return option.model_copy(update={"unknown": ("the goods receipt",)})


def of_logistics(dossier: Dossier) -> list[Finding]:
    """What is lost and what the carrier owes for it, by when; how long the truck stood."""
    return [*_lost(dossier), *_clocks(dossier), *_waited(dossier), *findings.of_logistics(dossier)]


def _lost(dossier: Dossier) -> list[Finding]:
    loss, shipment = loss_of(dossier), claims.shipment_of(dossier)
    if loss is None:
        return []
    pieces = f"{loss.pieces.value} {loss.line.text('uom')}" if loss.pieces else "pieces not known"
    text = f"{loss.packs.value} {loss.unit} not there in good order: {pieces}"
    text += f", worth {loss.money}" if loss.money else ""
    found = [Finding(text=text, rests_on=(loss.line.object,))]
    cap = claims.cap_of(dossier, loss, shipment) if shipment is not None else None
    if cap is not None and (cap.basis or cap.missing):
        most = f"{cap.amount}" if cap.amount is not None else "the actual loss"
        text = f"{cap.regime}: the carrier owes at most {most} ({cap.basis or cap.missing[0]})"
        found.append(Finding(text=text, rests_on=(cap.source,) if cap.source else ()))
    return found


def _clocks(dossier: Dossier) -> list[Finding]:
    if loss_of(dossier) is None:
        return []
    return [
        Finding(
            text=f"{one.regime}, {one.kind}: {one.says}, until {one.until}", rests_on=(one.source,)
        )
        for one in claims.clocks(dossier)
    ]


def _waited(dossier: Dossier) -> list[Finding]:
    shipment = claims.shipment_of(dossier)
    told = dossier.first("dock_time", shipment.object) if shipment is not None else None
    if shipment is None or told is None:
        return []
    rate = truck_rate(dossier, shipment)
    owed = waiting(dossier, shipment)
    if rate is None or owed is None:
        text = f"{told.text} minutes at the dock; no rate on record says what waiting costs"
        return [Finding(text=text, rests_on=(shipment.object,))]
    money = Money(amount=Decimal(owed.value), currency=rate.text("currency"))
    text = f"{told.text} minutes at the dock make {money} by {rate.key}: {rate.text('other')}"
    return [Finding(text=text, rests_on=(rate.object,))]


def of_finance(dossier: Dossier) -> list[Finding]:
    """Each bill against what came."""
    if dossier.subject.startswith("invoices:"):
        return findings.of_finance(dossier)
    found = [one for bill in bills_of(dossier) for one in findings.of_bill(dossier, bill)]
    return found or [Finding(text="no bill for it is on record yet")]


def questions(dossier: Dossier) -> list[Question]:
    """What is open: counts that can be read in two ways, papers, accounts."""
    return findings.open_points(dossier)


def notes(dossier: Dossier) -> list[Action]:
    """Letters with what only partners can answer; the warehouse is told what to post."""
    found = findings.letters(dossier)
    loss = loss_of(dossier)
    if loss is not None and not dossier.of("receipts", delivery_note=dossier.key):
        why = "the receipt is posted as counted, and what is damaged is kept apart"
        found.append(note(dossier, "warehouse", "note_receipt", why))
    return found
