"""Customers who take something off what they pay: how much, until when it can be contested."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.bills import named_papers
from agents.reader.binders.sales import CUSTOMERS
from agents.reader.entries import Entry
from agents.reader.letter import Letter
from agents.reader.sums import state_sum, sums
from agents.reader.terms import read_terms
from domain.words import lexicon


def read_deductions(letter: Letter) -> Iterator[str]:
    """The sum as announced, on the claim it numbers, else on the order; we may contest it."""
    announced = lexicon("deduction").has(f"{letter.message.subject}\n{letter.fresh()}")
    about = _about(letter)
    if letter.sender.kind not in CUSTOMERS or not about or not announced:
        return
    yield "deduction_notice"
    found = _announced(letter)
    if found is not None:
        state_sum(letter, about, "charge_amount:deduction", found, "plain")
    if read_terms(letter, about):
        yield "deadline"
    letter.ask(
        "dispute",
        about,
        "the customer takes this off its next payment: contest or accept it?",
        of=_owner(letter),
    )


def _about(letter: Letter) -> str:
    numbers = {one.number for one in named_papers(letter, "claim", "debit_note")}
    known = [one for one in letter.bound("claims") if one]
    if len(numbers) == 1 and not known:
        return f"claims:{numbers.pop()}"
    for table in ("claims", "sales_order_lines", "sales_orders"):
        if letter.only(table):
            return letter.only(table)
    return ""


def _announced(letter: Letter) -> Entry | None:
    """The one sum that is called a deduction or a fine; the only sum there is."""
    every = [one for one in sums(letter) if one.strong and one.phrase.part.name != "subject"]
    named = [one for one in every if one.label in ("deduction", "fine")]
    for group in (named, every):
        if group:
            return group[0] if len({one.amount.value for one in group}) == 1 else None
    return None


def _owner(letter: Letter) -> str:
    row = letter.row(letter.only("sales_orders"))
    return f"people:{row.text('account_owner_id')}" if row and row.text("account_owner_id") else ""
