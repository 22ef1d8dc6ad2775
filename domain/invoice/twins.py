"""Bills that may ask for what another one on record asked for already."""

from __future__ import annotations

from domain.dossier.context import Dossier
from domain.invoice.bill import Bill
from domain.match import duplicates
from domain.match.duplicates import Duplicate, duplicates_of
from domain.record import Row


def twins_of(dossier: Dossier, bill: Bill) -> tuple[Duplicate, ...]:
    """Bills of the record that were there before this one and that it may repeat, surest first."""
    others = [
        row
        for row in dossier.of("invoices")
        if row.key != bill.number.value and row.text("kind") != "credit note" and _came(row, bill)
    ]
    return duplicates_of(_plain(dossier, bill), [duplicates.bill_of(row) for row in others])


#: States of a bill that was paid or is to be: any other for the same is the second one.
_TAKEN = ("posted", "paid", "released")


def _came(row: Row, bill: Bill) -> bool:
    """Whether a bill on record was there first: its money is gone, or it is older; of two of one
    day the one recorded first, else the lower number, so that never each accuses the other."""
    day = row.day("invoice_date")
    if row.text("status") in _TAKEN or bill.issued is None or day is None:
        return True
    if bill.row is None or day != bill.issued:
        return day <= bill.issued
    return _recorded(row) < _recorded(bill.row)


def _recorded(row: Row) -> tuple[str, str]:
    return row.text("recorded_on"), row.key


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
