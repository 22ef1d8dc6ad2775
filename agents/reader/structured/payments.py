"""Remittance advices: what was paid in all, and on which documents."""

from __future__ import annotations

from agents.reader.deals import person
from agents.reader.structured.binding import of_another
from agents.reader.structured.heard_by import put
from agents.reader.structured.told import Told
from domain.tradedoc import Amount, Cell, DocumentLine

_TABLES = {"invoice": "invoices", "credit_note": "invoices", "claim": "claims"}


def read_remittance(told: Told) -> None:
    """A payment under its number, its total and day, and each document it settles."""
    number = told.document.number
    if number is None or not told.sender.partner_id:
        told.notes.notes.append(f"{told.document.standard}: a remittance of nobody on file")
        return
    about = told.thing("payments", number)
    told.names(number, about, "number of the payment")
    told.intends("remittance")
    currency = told.document.currency
    paid = [one for one in told.document.amounts if one.kind == "paid"]
    if paid:
        told.money(about, "payment_amount", paid[-1], currency)
    for amount in told.document.amounts:
        if amount.kind == "adjustment":
            _difference(told, about, amount, currency)
    for dated in told.document.dates:
        if dated.event == "value":
            told.date(about, "actual_date:value", dated, event="value")
    for line in told.document.lines:
        _line(told, line, currency)


def _line(told: Told, line: DocumentLine, currency: str) -> None:
    """One document that is paid, or set off with the other sign."""
    ref = next((one for one in line.refs if one.kind in _TABLES), None)
    if ref is None:
        return
    about = told.thing(_TABLES[ref.kind], ref.cell)
    whose = of_another(told, about)
    if whose and told.sender.kind != "bank":
        _ask_whose(told, ref.cell, whose)
        return
    told.names(ref.cell, about, ref.kind.replace("_", " "))
    for amount in line.amounts:
        if amount.kind == "paid":
            told.money(about, "paid_amount", amount, currency)
        elif amount.kind == "adjustment":
            _difference(told, about, amount, currency)


def _difference(told: Told, about: str, amount: Amount, currency: str) -> None:
    """What is paid less, of a document or of the payment as a whole."""
    turned = amount.cell.value.startswith("-")
    told.money(about, "difference_amount", amount, currency, turned=turned)


def _ask_whose(told: Told, cell: Cell, whose: str) -> None:
    """Nobody but a bank says of a third party's bill that it is paid."""
    told.names(cell, None, f"the number of a document of {whose}")
    who = person(told.letter, "finance", "ap clerk", "ap manager")
    said = f"{told.sender.partner_id} says that it pays {cell.value}, which is a paper of {whose}"
    about = f"unresolved:{cell.value}"
    put(told, "paid_for", about, f"{said}: what does it pay?", cell=cell, of=who)
