"""Statements of account: what a partner's books show for each bill, the day they are of."""

from __future__ import annotations

from collections.abc import Iterable

from agents.reader.bills import numbers_in
from agents.reader.entries import Entry
from agents.reader.letter import Letter
from agents.reader.occasions import VENDORS, occasions
from agents.reader.row_amounts import column_of
from agents.reader.sums import state_sum, sums
from agents.reader.topics.reminders import ask_held


def read_statements(letter: Letter) -> Iterable[str]:
    """States the sum of each bill that has a row of its own; asks where our record has another."""
    about = occasions(letter)
    if "statement" not in about or about & {"short_payment", "answered"}:
        _state_known(letter)
        return ()
    for invoice in letter.bound("invoices"):
        found = _billed([one for one in sums(letter) if one.strong and _is_row_of(one, invoice)])
        if len({one.amount.value for one in found}) == 1:
            _state(letter, invoice, found[0])
    ask_held(letter, tuple(one for one in letter.bound("invoices") if letter.row(one)))
    return ("statement",)


def _state_known(letter: Letter) -> None:
    """In any vendor's list of several bills, the sums that our record has as well."""
    rows = {
        invoice: [one for one in sums(letter) if one.strong and _is_row_of(one, invoice)]
        for invoice in letter.bound("invoices")
    }
    listed = {invoice: found for invoice, found in rows.items() if found}
    if letter.sender.kind not in VENDORS or len(listed) < 2:
        return
    for invoice, found in listed.items():
        row = letter.row(invoice)
        known = row.number("amount") if row else None
        same = [one for one in found if one.amount.value == known]
        for one in same[:1]:
            state_sum(letter, invoice, "invoice_amount", one)


def _is_row_of(one: Entry, invoice: str) -> bool:
    """Whether the sum stands in a row that names this bill alone."""
    number = invoice.partition(":")[2]
    others = {one.phrase.text[low:high] for _, low, high in numbers_in(one.phrase.text)}
    return one.phrase.row and number in one.phrase.text and others <= {number}


def _billed(found: list[Entry]) -> list[Entry]:
    """Of a row with columns the sums billed, not what was paid of them or is open; else all."""
    named = [one for one in found if column_of(one.phrase, one.amount) in ("amount", "gross")]
    return named or found


def _state(letter: Letter, invoice: str, one: Entry) -> None:
    state_sum(letter, invoice, "invoice_amount", one)
    row = letter.row(invoice)
    known = row.number("amount") if row else None
    if known is None or known != one.amount.value:
        said = f"our record has {known}" if known is not None else "our record has no such bill"
        text = f"the statement shows {one.amount.value}, {said}: which bill is meant?"
        letter.ask("invoice_amount", invoice, text, where=one.where)
