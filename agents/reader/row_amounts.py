"""Which number of a row is what the row comes to: by its column, or because the others make it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from agents.reader.phrases import WIDE, Phrase
from domain.amounts import FoundAmount
from domain.numberwords import percentages
from domain.words import lexicon

#: So far above a row the heads of its columns may stand.
_LINES = 60
_CENT = Decimal("0.006")


def columns(phrase: Phrase) -> tuple[str, ...]:
    """Codes of the list `sum_column` for the cells of a row, from the heads above it.

    Empty where no line above has heads for as many cells.
    """
    return _heads(phrase.part.text, phrase.start, len(WIDE.split(phrase.text)))


@lru_cache(maxsize=512)
def _heads(text: str, start: int, cells: int) -> tuple[str, ...]:
    above = text[max(0, start - 6_000) : start].splitlines()[-_LINES:]
    for line in reversed(above):
        if not line.strip():
            break
        heads = tuple(_head(cell) for cell in WIDE.split(line.strip(" ")))
        if not re.search(r"\d", line) and sum(map(bool, heads)) > 1 and len(heads) >= cells:
            return heads
    return ()


def _head(cell: str) -> str:
    """What a column is for: the name that its whole head is, or begins with."""
    cell = cell.replace("_", " ")  # `amount_usd`, as programs name their columns
    hits = [hit for hit in lexicon("sum_column").find(cell) if not cell[: hit.start].strip()]
    best = max(hits, key=lambda hit: hit.end - hit.start, default=None)
    return best.code if best else ""


def column_of(phrase: Phrase, one: FoundAmount) -> str:
    """The code of the column a number of a row stands in."""
    heads = columns(phrase)
    place = len(WIDE.findall(phrase.text[: one.start]))
    return heads[place] if place < len(heads) else ""


def row_amount(phrase: Phrase, sums: list[FoundAmount]) -> FoundAmount | None:
    """The number the row comes to; None where several could be it."""
    named = [one for one in sums if column_of(phrase, one) == "amount"]
    made = [one for one in sums if is_made(one, sums, phrase.text)]
    strong = [one for one in sums if one.currency or one.cents == 2 or not one.raw.isdigit()]
    for group in (named, made, strong):
        if len({one.value for one in group}) == 1:
            return group[-1]
    return None


def is_made(one: FoundAmount, sums: list[FoundAmount], text: str) -> bool:
    """Whether the numbers before make it: a count times a price, or a percentage of a sum."""
    before = [each for each in sums if each.end <= one.start]
    shares = [each.quantity.n for each in percentages(text, ".") if each.quantity]
    products = [
        count.value * price.value
        for index, count in enumerate(before)
        for price in before[index + 1 :]
        if count.value == count.value.to_integral_value()
    ]
    products += [each.value * share / 100 for each in before for share in shares]
    return any(abs(made - one.value) < _CENT for made in products)
