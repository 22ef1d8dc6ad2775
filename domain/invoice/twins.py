"""Bills that may ask for what another one on record asked for already."""

from __future__ import annotations

from domain.dossier.context import Dossier
from domain.invoice.bill import Bill
from domain.match import duplicates
from domain.match.duplicates import Duplicate, duplicates_of
from domain.record import Row


def twins_of(dossier: Dossier, bill: Bill) -> tuple[Duplicate, ...]:
    """Bills of the record that came before this one and that it may repeat, surest first."""
    others = [
        row
        for row in dossier.of("invoices")
        if row.key != bill.number.value and row.text("kind") != "credit note" and _came(row, bill)
    ]
    return duplicates_of(_plain(dossier, bill), [duplicates.bill_of(row) for row in others])


def _came(row: Row, bill: Bill) -> bool:
    day = row.day("invoice_date")
    return bill.issued is None or day is None or day <= bill.issued


def _plain(dossier: Dossier, bill: Bill) -> duplicates.Bill:
    if bill.row is not None:
        return duplicates.bill_of(bill.row)
    return duplicates.Bill(
        number=bill.number.value,
        partner=dossier.partner.key if dossier.partner is not None else "",
        kind=bill.kind,
        dated=bill.issued,
        amount=bill.money,
    )
