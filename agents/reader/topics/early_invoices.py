"""Invoices sent before an order was changed: one paper cannot serve other lots than it bills."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.claims import Claim, state
from agents.reader.deals import is_change, order_of
from agents.reader.letter import Letter
from agents.reader.passages import Passage
from agents.reader.term_claims import whole_decimal
from domain.numberwords import quantities

_OF = re.compile(
    r"[\s,:(]{1,3}(?:(?:of|for|over|über|von|für|de|pour|por|para|per|di|da|på|om|için|voor|na)\s)?(?:the\s|les\s|los\s)?$",
    re.IGNORECASE,
)


def early_invoices(letter: Letter) -> tuple[str, ...]:
    """States the quantity an invoice bills; asks for invoices that fit the changed order."""
    order = order_of(letter)
    if order is None or not is_change(letter):
        return ()
    for about in letter.bound("invoices"):
        for scope in letter.scopes:
            for claim in _billed(letter, scope.passage, about.partition(":")[2]):
                state(letter, about, claim)
        letter.ask(
            "invoiced_qty",
            about,
            f"invoice {about.partition(':')[2]} was made for the order as it was: please cancel it "
            "and send one for each delivery once the change is agreed",
        )
    return ()


def _billed(letter: Letter, passage: Passage, number: str) -> Iterator[Claim]:
    """The quantity said right behind the invoice's number."""
    decimal = letter.sender.decimal
    for match in re.finditer(rf"(?<![\w-]){re.escape(number)}(?![\w-])", passage.text):
        behind = [one for one in quantities(passage.text, decimal) if one.start >= match.end()][:1]
        for one in behind:
            if one.quantity and _OF.fullmatch(passage.text[match.end() : one.start]):
                arguments = {
                    "decimal": whole_decimal(one.raw, decimal),
                    "unit": one.quantity.unit,
                }
                start, end = passage.start + one.start, passage.start + one.end
                part = passage.part
                yield Claim("invoiced_qty", "quantity_words", part, start, end, arguments)
