"""Remittance advices: what was paid in all, and on which documents."""

from __future__ import annotations

from agents.reader.structured.told import Told
from domain.tradedoc import DocumentLine

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
    told.names(ref.cell, about, ref.kind.replace("_", " "))
    for amount in line.amounts:
        if amount.kind == "paid":
            told.money(about, "paid_amount", amount, currency)
        elif amount.kind == "adjustment":
            turned = amount.cell.value.startswith("-")
            told.money(about, "difference_amount", amount, currency, turned=turned)
