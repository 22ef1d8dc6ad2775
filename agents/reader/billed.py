"""What a letter says a bill comes to: the sum that stands with the bill's number."""

from __future__ import annotations

from agents.reader.bills import invoice_in
from agents.reader.entries import CHARGES, Entry, meaning
from agents.reader.letter import Letter
from agents.reader.sums import sums


def sum_of_bill(letter: Letter, invoice: str) -> Entry | None:
    """The one sum that belongs to the bill's number; None where several could be meant.

    A sum that is called open is the bill's only where the record has the bill at just that.
    """
    number = invoice.partition(":")[2]
    found = [one for one in sums(letter) if one.strong and _belongs(letter, one, number)]
    whole = [one for one in found if _label(one, number) in ("", "total")]
    whole = whole or [one for one in found if _is_whole(letter, invoice, one)]
    return whole[0] if len({one.amount.value for one in whole}) == 1 else None


def _belongs(letter: Letter, one: Entry, number: str) -> bool:
    """Whether the words before the sum name this bill last."""
    words = one.phrase.text[: one.start - one.phrase.start]
    return one.phrase.part.name in ("subject", "body") and invoice_in(letter, words) == number


def _label(one: Entry, number: str) -> str:
    """What the words between the bill's number and the sum, or those behind it, call the sum."""
    before, _, between = one.before.rpartition(number)
    if meaning(between):
        return meaning(between)
    said = meaning(before)  # `Detention invoice 7001 for USD 90`: the charge the bill is for
    return "" if said in CHARGES else said or one.label


def _is_whole(letter: Letter, invoice: str, one: Entry) -> bool:
    row = letter.row(invoice)
    amount = row.number("amount") if row else None
    return one.label == "difference" and amount == one.amount.value
