"""Duplicates: an invoice that asks for what another one asked for already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from domain.money import Money
from domain.record import Row
from domain.values import Value

#: Two bills of one amount this near in time may be one (the same goods each month are not).
_NEAR_DAYS = 45


class Bill(Value):
    """An invoice by what tells it from another; empty texts are unknown.

    `for_what` is the shipment, load, bill of lading, delivery note or order line it bills.
    """

    number: str
    partner: str
    kind: str = ""
    dated: date | None = None
    amount: Money
    for_what: tuple[str, ...] = ()
    printed: str = ""


class Duplicate(Value):
    """Why a bill may be one that is on file; `sure` where number and amount are the same."""

    other: str
    why: str
    kind: Literal["same number", "number reused", "other number", "second bill"]
    sure: bool


def bill_of(row: Row) -> Bill:
    """An invoice of the record."""
    line = "/".join(one for one in (row.text("po_id"), row.text("po_line")) if one)
    return Bill(
        number=row.text("invoice_id"),
        partner=row.text("partner_id"),
        kind=row.text("kind"),
        dated=row.day("invoice_date"),
        amount=Money(amount=row.number("amount") or Decimal(0), currency=row.text("currency")),
        for_what=tuple(one for one in (row.text("shipment_id"), line) if one),
        printed=row.text("po_ref_as_printed"),
    )


def duplicates_of(bill: Bill, others: Sequence[Bill]) -> tuple[Duplicate, ...]:
    """Every bill on file that this one may repeat, surest first.

    Not the same row through another channel: leave the bill itself out of `others`. Credit notes
    repeat credit notes alone.
    """
    found = [one for other in others if (one := _pair(bill, other))]
    return tuple(sorted(found, key=lambda one: (not one.sure, one.other)))


def _pair(bill: Bill, other: Bill) -> Duplicate | None:
    if (bill.amount.amount < 0) != (other.amount.amount < 0):
        return None
    if bill.partner == other.partner:
        return _same_number(bill, other) or _same_content(bill, other) or _second(bill, other)
    return _billed_by_two(bill, other)


def _same_number(bill: Bill, other: Bill) -> Duplicate | None:
    if not plain(bill.number) or plain(bill.number) != plain(other.number):
        return None
    same = bill.amount == other.amount
    return Duplicate(
        other=other.number,
        kind="same number" if same else "number reused",
        why=f"number and amount of {other.number}"
        if same
        else f"number of {other.number}, which asks for {other.amount}",
        sure=same,
    )


def _same_content(bill: Bill, other: Bill) -> Duplicate | None:
    if bill.amount != other.amount or bill.kind != other.kind or not _near(bill, other):
        return None
    if not _shared(bill, other):
        return None
    why = f"amount of {other.number} for {_shared(bill, other)}"
    return Duplicate(other=other.number, why=why, kind="other number", sure=False)


def _second(bill: Bill, other: Bill) -> Duplicate | None:
    """A further bill for a load that was billed: another amount, or the number with a tail."""
    stem, old = plain(bill.number), plain(other.number)
    tail = old and stem != old and stem.startswith(old) and len(stem) - len(old) <= 2
    shared = _shared(bill, other)
    if not shared or bill.kind != other.kind or not (tail or bill.kind == "freight"):
        return None
    why = f"{shared} was billed by {other.number} with {other.amount}"
    return Duplicate(other=other.number, why=why, kind="second bill", sure=False)


def _billed_by_two(bill: Bill, other: Bill) -> Duplicate | None:
    shared = _shared(bill, other)
    if not shared or bill.amount != other.amount or bill.kind != other.kind:
        return None
    why = f"{other.partner} asks for the same amount for {shared} with {other.number}"
    return Duplicate(other=other.number, why=why, kind="other number", sure=False)


def _shared(bill: Bill, other: Bill) -> str:
    both = [one for one in bill.for_what if one in other.for_what]
    if bill.printed and plain(bill.printed) == plain(other.printed):
        both.append(bill.printed)
    return both[0] if both else ""


def _near(bill: Bill, other: Bill) -> bool:
    if bill.dated is None or other.dated is None:
        return True
    return abs((bill.dated - other.dated).days) <= _NEAR_DAYS


def plain(number: str) -> str:
    """A number without signs, leading zeros and the word before it: INV-00123 and 123."""
    folded = re.sub(r"[^0-9A-Z]", "", number.upper())
    return re.sub(r"^(?:INV(?:OICE)?|RE|RG|FAC(?:TURA)?|FT)?0*(?=\d)", "", folded)
