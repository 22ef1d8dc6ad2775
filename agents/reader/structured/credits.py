"""Credit notes: what is owed to us. They are no bills, and none is matched or contested as one."""

from __future__ import annotations

from agents.reader.deals import person
from agents.reader.structured.heard_by import put
from agents.reader.structured.told import Told
from domain.reading import MoneyStated
from domain.tradedoc import Amount


def is_credit(told: Told) -> bool:
    """Whether the document gives money back: it is called a credit, or its total is below zero."""
    total = total_of(told)
    below = total is not None and total.cell.value.strip().startswith("-")
    return told.document.kind == "credit_note" or below


def total_of(told: Told) -> Amount | None:
    """What is to be paid, by its best name."""
    found = {one.kind: one for one in told.document.amounts}
    return next((found[kind] for kind in ("total", "due", "whole") if kind in found), None)


def read_credit(told: Told, about: str, currency: str) -> None:
    """The sum as one below zero, as the books hold it, and what people do with it."""
    total = total_of(told)
    stated = None
    if total is not None:
        turned = not total.cell.value.strip().startswith("-")
        stated = told.money(about, "invoice_amount", total, currency, turned=turned)
    value = stated.value if stated is not None else None
    sum_ = f" of {-value.money}" if isinstance(value, MoneyStated) else ""
    named = dict.fromkeys(ref.cell.value for ref in told.document.refs if ref.kind == "invoice")
    own = told.document.number.value if told.document.number else ""
    of_what = ", ".join(one for one in named if one != own)
    words = (
        f"{told.sender.partner_id} sends credit note {own}{sum_}"
        f"{f' for {of_what}' if of_what else ''}: what is it for, and who posts it?"
    )
    who = person(told.letter, "finance", "ap clerk", "ap manager")
    put(told, "credit_note", about, words, cell=told.document.number, of=who)
