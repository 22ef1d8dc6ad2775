"""What a letter says a bill comes to: the sum that stands with the bill's number."""

from __future__ import annotations

from agents.reader.bills import invoice_in
from agents.reader.entries import CHARGES, Entry, meaning
from agents.reader.letter import Letter
from agents.reader.principal import principal
from agents.reader.sums import sums

#: What the sum of a whole bill is called, if anything; a kind of charge is what it is for.
_OF_ALL = frozenset({"", "total"}) | CHARGES


def sum_of_bill(letter: Letter, invoice: str) -> Entry | None:
    """The one sum that belongs to the bill's number; None where several could be meant.

    A sum that is called open is the bill's only where the record has the bill at just that.
    """
    number = invoice.partition(":")[2]
    found = [one for one in sums(letter) if one.strong and _belongs(letter, one, number)]
    whole = [one for one in found if _label(one, number) in ("", "total")]
    whole = whole or [one for one in found if _is_whole(letter, invoice, one)]
    whole = whole or _only_sum(letter, invoice)
    return whole[0] if len({one.amount.value for one in whole}) == 1 else None


def _only_sum(letter: Letter, invoice: str) -> list[Entry]:
    """The one sum in a letter about one bill, wherever it stands; that on record, if any."""
    row = letter.row(invoice)
    known = row.number("amount") if row else None
    found = [one for one in sums(letter) if one.strong and one.amount.currency]
    found = [one for one in found if one.phrase.part.name in ("subject", "body")]
    alone = principal(letter, "invoices") == invoice
    alone = alone and len({one.amount.value for one in found}) == 1
    found = [one for one in found if known in (None, one.amount.value)]
    proven = known is not None  # whatever stands before it
    return [one for one in found if proven or one.label in _OF_ALL] if alone else []


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
