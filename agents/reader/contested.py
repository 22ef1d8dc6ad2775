"""Charges of a bill that we contest: the dispute on record for a charge a letter names."""

from __future__ import annotations

from decimal import Decimal

from agents.reader.entries import meaning
from agents.reader.letter import Letter
from domain.record import Row

_OVER = frozenset({"closed", "settled", "withdrawn", "won", "lost"})


def open_disputes(letter: Letter, invoice: str) -> list[Row]:
    """Our disputes of an invoice that are not over."""
    rows = letter.reads.rows("disputes", invoice_id=invoice.partition(":")[2])
    return [row for row in rows if row.text("status").lower() not in _OVER]


def contested(letter: Letter, invoice: str, kind: str, amount: Decimal) -> str:
    """The dispute of this kind of charge: the one with the sum billed, else the only one.

    The invoice itself where we contest no such charge.
    """
    fits = [row for row in open_disputes(letter, invoice) if meaning(row.text("charge")) == kind]
    billed = [row for row in fits if row.number("billed") == abs(amount)]
    for rows in (billed, fits):
        if len(rows) == 1:
            return rows[0].object
    return invoice
