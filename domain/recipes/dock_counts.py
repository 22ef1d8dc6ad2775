"""Counts at the dock: how many of how many, in one unit."""

from __future__ import annotations

import re
from collections.abc import Mapping

from domain.errors import Refused
from domain.measurewords import PACKED, WEIGHTS, measures
from domain.numberwords import bare_numbers, quantities
from domain.quantity import Quantity
from domain.reading import QuantityStated, Stated
from domain.recipes.registry import recipe
from domain.words import table

_WORD = re.compile(r"[^\W\d_]{2,20}")
#: Words for what is counted at a dock, by unit.
_NAMES = {
    str(word): unit
    for unit, words in [*table("measures").items(), *table("numbers")["units"].items()]
    for word in words
    if unit in (*PACKED, "PCS")
}


@recipe
def count_of(quote: str, arguments: Mapping[str, str]) -> Stated:
    """One of several counts that share the one unit in the words; `pick` counts from 0."""
    decimal = arguments.get("decimal", ".")
    loose = re.sub(r"(?<=\d)\s?/\s?(?=\d)", " / ", quote)
    counts = [one.quantity for one in bare_numbers(loose, decimal, "") if one.quantity]
    units = units_counted(loose, decimal)
    if len(units) != 1 or not counts:
        raise Refused(f"{quote!r} does not count in one unit")
    n = counts[int(arguments.get("pick", "0"))].n
    return QuantityStated(quantity=Quantity(n=n, unit=units.pop()))


def units_counted(text: str, decimal: str) -> set[str]:
    """Units of packages or pieces that stand behind a number, or behind the words for it."""
    found = [*measures(text, decimal, PACKED), *quantities(text, decimal)]
    return {one.quantity.unit for one in found if one.quantity} - set(WEIGHTS)


def units_named(text: str) -> set[str]:
    """Units of packages or pieces that the words name, with or without a number."""
    return {_NAMES[word] for word in _WORD.findall(text.lower()) if word in _NAMES}
