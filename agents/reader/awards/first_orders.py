"""The first orders an award asks for: a quantity for each supplier, and until when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agents.reader.awards.winners import Winner, named_in
from agents.reader.claims import Claim
from agents.reader.deals import says
from agents.reader.passages import Passage
from agents.reader.term_claims import whole_decimal
from domain.numberwords import NUMBER, UNIT_WORDS
from domain.quantity import unit_name
from domain.words import lexicon

_UNIT = rf"(?:\s?(?:{UNIT_WORDS})(?!\w))?"
_SIZE = NUMBER
_JOINED = re.compile(
    rf"(?<![\w.,@/+-])(?P<list>(?:{_SIZE}){_UNIT}(?:\s?(?:\+|/|&|,|and|und|et|y|e|och|ve|resp\.?|bzw\.?)\s?(?:{_SIZE}){_UNIT}){{1,5}})(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?<![\w.,@/+-])(?P<n>{_SIZE})(?![\d%]|[.,]\d|\s?k(?!\w))")
_BESIDE = re.compile(rf"^\s{{0,2}}[:=(-]?\s?(?P<n>{_SIZE})(?![\d%]|[.,]\d)", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?<![\w.,])(?P<n>{_SIZE}){_UNIT}\s(?:to|from|for|an|von|bei|für|à|de|a|para|da|från|hos)\s$",
    re.IGNORECASE,
)

_WITH_UNIT = re.compile(rf"(?<![\w.,@/+-])(?P<n>{_SIZE})\s?(?:{UNIT_WORDS})(?!\w)", re.IGNORECASE)


def first_orders(
    passage: Passage, asked: Sequence[Winner], order: Sequence[Winner], decimal: str
) -> tuple[list[tuple[Claim, Winner]], str]:
    """Quantities by supplier, or why they cannot be told apart.

    `order` is the suppliers as the letter named them first: a list of numbers follows it.
    """
    if not says(passage.text, "cut_orders", "first_orders"):
        return [], ""
    marks = named_in(passage.text, asked)
    beside = list(_beside(passage, asked, decimal))
    if len(beside) == len(marks) and beside:
        return beside, ""
    cue = _cue(passage.text)
    lists = [one for one in _JOINED.finditer(passage.text) if one.start() >= cue]
    if len(lists) != 1:
        return _only(passage, order, decimal), ""
    sizes = [
        (lists[0].start() + one.start("n"), lists[0].start() + one.end("n"))
        for one in _ONE.finditer(lists[0]["list"])
    ]
    if len(sizes) != len(order):
        return [], f"{lists[0]['list']!r} is for {len(order)} suppliers: who gets which?"
    return [
        (_claim(passage, start, end, winner, decimal), winner)
        for (start, end), winner in zip(sizes, order, strict=True)
    ], ""


def _cue(text: str) -> int:
    """Where the words that ask for orders begin."""
    hits = lexicon("deal").find(text)
    return min(hit.start for hit in hits if hit.code in ("cut_orders", "first_orders"))


def _beside(
    passage: Passage, asked: Sequence[Winner], decimal: str
) -> Iterator[tuple[Claim, Winner]]:
    for mark in named_in(passage.text, asked):
        behind = _BESIDE.match(passage.text[mark.end : mark.end + 16])
        low = max(0, mark.start - 30)
        before = _BEFORE.search(passage.text[low : mark.start])
        if before:
            yield (
                _claim(
                    passage, low + before.start("n"), low + before.end("n"), mark.winner, decimal
                ),
                mark.winner,
            )
        elif behind:
            yield (
                _claim(
                    passage,
                    mark.end + behind.start("n"),
                    mark.end + behind.end("n"),
                    mark.winner,
                    decimal,
                ),
                mark.winner,
            )


def _only(passage: Passage, order: Sequence[Winner], decimal: str) -> list[tuple[Claim, Winner]]:
    """One supplier, one quantity with its unit behind the words that ask for the order."""
    sizes = list(_WITH_UNIT.finditer(passage.text))
    if len(order) != 1 or len(sizes) != 1:
        return []
    return [(_claim(passage, sizes[0].start("n"), sizes[0].end("n"), order[0], decimal), order[0])]


def _claim(passage: Passage, start: int, end: int, winner: Winner, decimal: str) -> Claim:
    unit = unit_name(winner.row.text("uom") or "PCS")
    raw = passage.text[start:end]
    arguments = {"decimal": whole_decimal(raw, decimal), "unit": unit}
    base = passage.start
    return Claim("ordered_qty", "quantity_words", passage.part, base + start, base + end, arguments)
