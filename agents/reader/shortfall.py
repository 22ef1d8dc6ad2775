"""Sums that prove each other: what was due, less what came in, is what is missing."""

from __future__ import annotations

import itertools
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
    return fitting[0] if len(fitting) == 1 and _is_told(fitting[0]) else None


def _is_told(one: Shortfall) -> bool:
    """Whether words call the least of the three a difference, or the middle one received."""
    return one.short.label == "difference" or one.got.label in ("received", "paid")
