"""Mails of our own people: work passed to another function, orders asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.claims import Claim, state_claims
from agents.reader.deals import speaks_of
from agents.reader.item_names import ItemNames
from agents.reader.letter import Letter
from agents.reader.passages import Passage
from agents.reader.term_claims import needed, whole_decimal
from domain.numberwords import quantities
from domain.words import lexicon

#: `Logistics: please note …`, `Finance, pls take it from here`.
_TO_FUNCTION = re.compile(
    r"(?:^|[.!\n]\s{0,2}|@)(?:logistics|finance|treasury|planning|quality|engineering|procurement|purchasing|warehouse|"
    r"receiving|customs|compliance|customer\sservice|sales|accounts\spayable|ap)(?:\s?team)?\s?[:,-]\s?(?:please|pls|kindly|can\syou|fyi)",
    re.IGNORECASE,
)


def colleagues(letter: Letter) -> tuple[str, ...]:
    """What a colleague wants of us; a quantity of the one item named is asked for, not ordered."""
    if not letter.sender.ours:
        return ()
    addressed = any(_TO_FUNCTION.search(scope.passage.text) for scope in letter.scopes)
    intents = ["handoff"] if addressed or speaks_of(letter, "handoff") else []
    if speaks_of(letter, "cut_orders"):
        intents.append("po_create_request")
        _wanted(letter)
    return tuple(intents)


def _wanted(letter: Letter) -> None:
    items = ItemNames(letter).everywhere()
    if letter.bound("rfqs") or letter.bound("purchase_orders") or len(items) != 1:
        return
    sized = [claim for scope in letter.scopes for claim in _sizes(letter, scope.passage)]
    if len({one.text for one in sized}) == 1:
        claims = [
            *sized,
            *(one for scope in letter.scopes for one in needed(letter, scope.passage)),
        ]
        state_claims(letter, claims, lambda _: items[0])


def _sizes(letter: Letter, passage: Passage) -> Iterator[Claim]:
    if not lexicon("deal").has(passage.text, "cut_orders"):
        return
    for one in quantities(passage.text, letter.sender.decimal):
        if one.quantity is not None:
            mark = whole_decimal(one.raw, letter.sender.decimal)
            arguments = {"decimal": mark, "unit": one.quantity.unit}
            start, end = passage.start + one.start, passage.start + one.end
            yield Claim("ordered_qty", "quantity_words", passage.part, start, end, arguments)
