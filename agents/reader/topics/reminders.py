"""Reminders and demands: which bill is open, since when, until when it is to be paid, or else."""

from __future__ import annotations

from collections.abc import Iterable

from agents.reader.billed import sum_of_bill
from agents.reader.contested import open_disputes
from agents.reader.days import days, is_to_pay_by, state_day
from agents.reader.deals import person
from agents.reader.entries import CHARGES
from agents.reader.granted import gives_in
from agents.reader.letter import Letter
from agents.reader.occasions import occasions
from agents.reader.sums import state_sum, sums
from agents.reader.terms import read_terms

#: States of a bill in which nobody pays it on demand.
_HELD = frozenset({"blocked", "parked", "disputed"})


def read_reminders(letter: Letter) -> Iterable[str]:
    """States what a reminder says of the bills it names, and the terms it sets."""
    about = occasions(letter)
    if not about & {"demand", "answered"} or gives_in(letter):
        return ()
    invoices = letter.bound("invoices")
    set_terms = read_terms(letter, letter.only("invoices") or _order(letter) or "mail")
    for invoice in invoices if "demand" in about else ():
        _state_bill(letter, invoice, alone=len(invoices) == 1)
    if "demand" in about:
        _state_charges(letter)
        ask_held(letter, invoices if "answered" not in about else ())
    return (
        *(["payment_demand"] if "demand" in about else []),
        *(["threat"] if "threat" in about else []),
        *(["deadline"] if set_terms else []),
    )


def _state_charges(letter: Letter) -> None:
    """Charges that the rows of a reminder list, on the one bill it is about."""
    titled = {one for one in letter.bound("invoices") if _number(one) in letter.message.subject}
    invoice = letter.only("invoices") or (titled.pop() if len(titled) == 1 else "")
    found = [one for one in sums(letter) if one.phrase.part.name == "body" and one.phrase.row]
    charges = [one for one in found if one.strong and one.label in CHARGES]
    for one in charges if invoice and not open_disputes(letter, invoice) else []:
        if [each.label for each in charges].count(one.label) == 1:
            state_sum(letter, invoice, f"charge_amount:{one.label}", one, "plain")


def ask_held(letter: Letter, invoices: tuple[str, ...]) -> None:
    """A bill we hold back is no bill to be paid because it is demanded."""
    for invoice in invoices:
        row = letter.row(invoice)
        if row is None:
            letter.ask("document_request", invoice, "no such bill is on record: please send a copy",
                       slot=f"copy_{_number(invoice)}")  # fmt: skip
        held = row is not None and row.text("status").lower() in _HELD
        if row is None or not held or open_disputes(letter, invoice):
            continue
        why = row.text("hold_reason")
        letter.ask(
            "dispute",
            invoice,
            f"{_number(invoice)} is {row.text('status')}{f' ({why})' if why else ''} and is "
            "demanded: contest or accept it?",
            of=person(letter, "finance", "ap manager", "ap clerk"),
            slot=f"dispute_{_number(invoice)}",
        )


def _number(invoice: str) -> str:
    return invoice.partition(":")[2]


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
        dated = [one for one in dated if not is_to_pay_by(letter, one)]
        if len({str(one.found.readings) for one in dated}) == 1:
            state_day(letter, invoice, field, dated[0], past=role == "invoice")
