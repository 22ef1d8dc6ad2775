"""Reminders and demands: which bill is open, since when, until when it is to be paid, or else."""

from __future__ import annotations

from collections.abc import Iterable

from agents.reader.billed import sum_of_bill
from agents.reader.days import days, state_day
from agents.reader.letter import Letter
from agents.reader.occasions import occasions
from agents.reader.sums import state_sum
from agents.reader.terms import read_terms


def read_reminders(letter: Letter) -> Iterable[str]:
    """States what a reminder says of the bills it names, and the terms it sets."""
    about = occasions(letter)
    if not about & {"demand", "answered"}:
        return ()
    invoices = letter.bound("invoices")
    for invoice in invoices if "demand" in about else ():
        _state_bill(letter, invoice, alone=len(invoices) == 1)
    set_terms = read_terms(letter, letter.only("invoices") or _order(letter) or "mail")
    return (
        *(["payment_demand"] if "demand" in about else []),
        *(["threat"] if "threat" in about else []),
        *(["deadline"] if set_terms else []),
    )


def _order(letter: Letter) -> str:
    return "" if letter.bound("invoices") else letter.only("purchase_orders")


def _state_bill(letter: Letter, invoice: str, *, alone: bool) -> None:
    """Sum and days that stand with the bill's number."""
    number = invoice.partition(":")[2]
    billed = sum_of_bill(letter, invoice)
    if billed:
        state_sum(letter, invoice, "invoice_amount", billed)
    for role, field in (("invoice", "actual_date:invoice"), ("due", "deadline:due")):
        dated = [one for one in days(letter, role) if alone or number in one.phrase.text]
        if len({str(one.found.readings) for one in dated}) == 1:
            state_day(letter, invoice, field, dated[0], past=role == "invoice")
