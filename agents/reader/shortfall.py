"""Sums that prove each other: what was due, less what came in, is what is missing."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from agents.reader.entries import Entry
from agents.reader.letter import Letter
from agents.reader.sums import sums

#: A letter with more sums is a statement, where some three of them always fit.
_MOST = 12


class Shortfall(NamedTuple):
    """The sum due, the sum received, and the difference that the letter names."""

    due: Entry
    got: Entry
    short: Entry


def shortfall(letter: Letter) -> Shortfall | None:
    """The one such triple in the words of the mail; None where none or several fit."""
    if not _may_hold(letter, 3):
        return None
    found = [one for one in sums(letter) if one.strong and one.phrase.part.name == "body"]
    values = {one.amount.value: one for one in reversed(found)}
    if len(values) > _MOST:
        return None
    fitting = [
        Shortfall(due, got, values[due.amount.value - got.amount.value])
        for due, got in itertools.permutations(values.values(), 2)
        if due.amount.value > got.amount.value > due.amount.value - got.amount.value
        and due.amount.value - got.amount.value in values
    ]
    parts = {one.short.amount.value for one in fitting}  # what is missing may be told in parts
    whole = [one for one in fitting if one.due.amount.value not in parts]
    return whole[0] if len(whole) == 1 and _is_told(whole[0]) else None


#: What may be part of a sum: most mails hold none, and are not looked through for them.
_MONEYED = re.compile(
    r"\d[.,'’]\d{2,3}(?!\d)|\d[ \u00a0\u202f]\d{3}(?!\d)|[A-Z€$£¥]\s?\d|"
    r"\d\s?(?:[A-Z]{3}(?!\w)|[€$£¥])"
)


def _may_hold(letter: Letter, least: int) -> bool:
    """Whether the mail holds so many of the marks that sums have."""
    body = " ".join(one.text for one in letter.parts if one.name == "body")
    return sum(1 for _ in itertools.islice(_MONEYED.finditer(body), least)) == least


class OnRecord(NamedTuple):
    """What came in and what lacks, which together are one payment of ours on record."""

    payment: str
    got: Entry
    short: Entry


def pair_on_record(letter: Letter) -> OnRecord | None:
    """The one pair of sums that makes a payment to the sender; whatever words stand beside it."""
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for row in letter.reads.rows("payments", partner_id=letter.sender.partner_id):
        totals[row.text("payment_id")] += row.number("amount") or Decimal(0)
    if not totals or not _may_hold(letter, 2):
        return None
    found = [one for one in sums(letter) if one.phrase.part.name == "body" and one.amount.value > 0]
    values = {one.amount.value: one for one in reversed(found) if one.strong}
    pairs = [
        OnRecord(f"payments:{payment}", got, values[total - got.amount.value])
        for payment, total in totals.items()
        for got in values.values()
        if len(values) <= _MOST and 2 * got.amount.value > total
        if total - got.amount.value in values
    ]
    return pairs[0] if len(pairs) == 1 else None


def _is_told(one: Shortfall) -> bool:
    """Whether words call the least of the three a difference, or the middle one received."""
    return one.short.label == "difference" or one.got.label in ("received", "paid")
