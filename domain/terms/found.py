"""What a commercial term in a text is, and patterns made of the lists of terms."""

from __future__ import annotations

import re

from domain.quantity import Quantity
from domain.values import Value
from domain.words import table


class FoundTerm(Value):
    """A term at `start`..`end`: its one written form, and a quantity where it is one.

    `event` is what a lead time starts at.
    """

    start: int
    end: int
    raw: str
    text: str = ""
    quantity: Quantity | None = None
    event: str = ""


def said(*codes: str) -> str:
    """An alternation of the phrases of these codes of the list of terms, longest first."""
    phrases = {str(one) for code in codes for one in table("terms")[code]}
    return either(phrases)


def either(phrases: set[str] | list[str]) -> str:
    """An alternation of phrases; blanks match a few of any white space, `~` is left out."""
    plain = sorted((one for one in phrases if "~" not in one), key=len, reverse=True)
    return "|".join(re.escape(one).replace(r"\ ", r"\s{1,3}").replace("'", "['’]") for one in plain)
