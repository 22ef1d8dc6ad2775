"""Remittance advices: what was paid, when it counts, on which invoice, less what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from agents.reader.bills import invoice_in
from agents.reader.days import days, state_day
from agents.reader.deals import person
from agents.reader.entries import Entry
from agents.reader.letter import Letter
from agents.reader.occasions import occasions
from agents.reader.sums import currency_for, state_sum, sums
from domain.words import lexicon

#: What a line of an advice takes off the payment, and the charge it is.
_TAKEN_OFF = {
    "deduction": "deduction",
    "fine": "deduction",
    "fee": "fee",
    "cable": "fee",
    "discount": "",
    "tax": "",
}


class PaidLine(NamedTuple):
    """A line of an advice: the sum, the invoice it is for, or the charge it takes off."""

    entry: Entry
    invoice: str
    credit: bool
    charge: str

    @property
    def signed(self) -> Decimal:
        """What the line adds to the payment."""
        value = self.entry.amount.value
        off = self.credit or bool(self.charge)
        return -abs(value) if off else value


def read_remittances(letter: Letter) -> Iterable[str]:
    """States the payment and each of its lines, once they add up."""
    about = letter.only("payments")
    if "remittance" not in occasions(letter) or not about:
        return ()
    found = [one for one in sums(letter) if one.strong and one.phrase.part.name != "subject"]
    lines = [line for one in found if (line := _line(letter, one)) is not None]
    total = _total(found, lines)
    for day in days(letter, "value")[:1]:
        state_day(letter, about, "actual_date:value", day, past=False)
    if total is None:
        _state_alone(letter, about, found, lines)
        _ask_total(letter, about, found)
        return ("remittance",)
    state_sum(letter, about, "payment_amount", total)
    only = letter.only("invoices")
    if only and not any(line.invoice or line.charge == "deduction" for line in lines):
        state_sum(letter, only, "paid_amount", total)
    for line in lines:
        _state_line(letter, about, line)
    return ("remittance",)


def _line(letter: Letter, one: Entry) -> PaidLine | None:
    """What the words before the sum say it pays; None when they name no line of a payment."""
    words = one.before
    charge = one.label if one.label in _TAKEN_OFF else ""
    number = invoice_in(letter, words)
    if number:
        row = letter.row(f"invoices:{number}")
        kind = row.text("kind") if row else ""
        credit = "credit" in kind or lexicon("numbered").has(words, "credit_note")
        return PaidLine(one, f"invoices:{number}", credit or one.amount.value < 0, "")
    if not charge and _is_taken_off(letter, one):
        charge = "deduction"
    if not charge and _CHARGED.search(words):
        charge = "fee"
    return PaidLine(one, "", False, charge) if charge else None


#: Charges of the bank that executes the payment, `OUR` for the one who pays them.
_CHARGED = re.compile(
    r"(?<!\w)(?:charges?|spesen|gebühren|frais|gastos|comisiones|despesas|spese|avgifter|masraf\w*|opłaty|kosten)"
    r"[\s:.]{0,4}(?:OUR|SHA|BEN)?[\s:,.]{0,4}$",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"(?:^|[\s.])(?:less|minus|abzüglich|abzgl\.?|moins|menos|meno|avgår|eksi|minder|fradrag)\s",
    re.IGNORECASE,
)


def _is_taken_off(letter: Letter, one: Entry) -> bool:
    """A line that names an agreed claim, says `less`, or has a minus sign."""
    claimed = any(_names(one.before, claim) for claim in letter.bound("claims"))
    return claimed or one.amount.value < 0 or _LESS.search(one.before) is not None


def _names(words: str, claim: str) -> bool:
    return claim.partition(":")[2] in words.split()


def _total(found: list[Entry], lines: list[PaidLine]) -> Entry | None:
    """The sum outside the lines that they add up to; the only sum where there are no lines."""
    inside = {line.entry.start for line in lines}
    others = [one for one in found if one.start not in inside]
    if not lines:
        values = {one.amount.value for one in others}
        return others[0] if len(values) == 1 else None
    apart = sum((line.signed for line in lines if line.charge == "fee"), Decimal(0))
    adds_up = sum((line.signed for line in lines), Decimal(0))
    values = {one.amount.value for one in others}
    if not any(line.invoice for line in lines) and len(values) == 1:
        return others[0]
    made = (adds_up, adds_up - apart)  # a fee may be debited apart from the payment
    return next((one for value in made for one in others if one.amount.value == value), None)


def _state_alone(letter: Letter, about: str, found: list[Entry], lines: list[PaidLine]) -> None:
    """The only sum beside the lines is what was paid, though its parts are still to be asked."""
    inside = {line.entry.start for line in lines}
    others = [one for one in found if one.start not in inside and one.amount.currency]
    if any(line.invoice for line in lines):
        return  # bills that make another sum: one of the numbers is wrong
    if len({one.amount.value for one in others}) == 1:
        state_sum(letter, about, "payment_amount", others[0])


def _state_line(letter: Letter, about: str, line: PaidLine) -> None:
    if line.invoice:
        sign = "credit" if line.credit else ""
        state_sum(letter, line.invoice, "paid_amount", line.entry, sign)
    elif charge := _TAKEN_OFF[line.charge]:
        state_sum(letter, about, f"charge_amount:{charge}", line.entry, "plain")
        if charge == "deduction":
            _claim_of(letter, about, line)


def _claim_of(letter: Letter, about: str, line: PaidLine) -> None:
    """A deduction needs an agreed claim behind it."""
    amount = abs(line.entry.amount.value)
    currency = currency_for(letter, line.entry, about)
    claims = [row for row in letter.reads.rows("claims") if row.number("amount") == amount]
    if any(row.text("currency") == currency for row in claims):
        return
    letter.ask(
        "claim",
        about,
        f"{amount} {currency} was deducted and no agreed claim has this sum: what is it for?",
        of=person(letter, "finance", "ap clerk", "ap manager"),
        where=line.entry.where,
    )


def _ask_total(letter: Letter, about: str, found: list[Entry]) -> None:
    letter.ask(
        "payment_amount",
        about,
        "the lines of the advice do not add up to a sum it names: what was paid, on what?",
        where=found[0].where if found else None,
    )
