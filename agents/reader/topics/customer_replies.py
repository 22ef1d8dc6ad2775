"""What customers answer to how we made a delivery good: goods are there, or they agree to it."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.binders.sales import CUSTOMERS
from agents.reader.denied import denied, supposed
from agents.reader.granted import granted, new_words
from agents.reader.letter import Letter
from domain.words import lexicon

_ABOUT = ("customer_deliveries", "sales_order_lines", "sales_orders")


def read_customer_replies(letter: Letter) -> Iterator[str]:
    """The intent alone, of a customer that complains of nothing and asks nothing: whose word it is
    and what it answers is looked up where it counts."""
    words, told = new_words(letter), lexicon("complaint")
    if letter.sender.kind not in CUSTOMERS or not any(letter.only(one) for one in _ABOUT):
        return
    if "?" in words or told.has(words, "damage", "wrong", "short", "threat"):
        return
    if lexicon("put").has(words, "please") or lexicon("granted").has(words, "held_back"):
        return
    if granted(letter):
        yield "acceptance"
    came = [one for one in told.find(words) if one.code == "came"]
    if came and not any(denied(words, one.start) or supposed(words, one.start) for one in came):
        yield "goods_receipt"
