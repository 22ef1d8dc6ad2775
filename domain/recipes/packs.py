"""Quantities counted in a partner's packs, by what was taught of them."""

from __future__ import annotations

from collections.abc import Mapping

from domain.errors import Refused
from domain.numberwords import in_packs
from domain.reading import QuantityStated, Stated
from domain.recipes.registry import recipe


@recipe
def packs(quote: str, arguments: Mapping[str, str]) -> Stated:
    """The one number of packs as so many of their unit: arguments word, each, unit, taught.

    `taught` names the fact that holds the mapping; who checks the value looks that up again.
    """
    found = in_packs(quote, arguments.get("decimal", "."), arguments)
    if len(found) != 1 or not found[0].sure or found[0].quantity is None:
        raise Refused(f"{quote!r} does not state one number of {arguments['word']}")
    return QuantityStated(quantity=found[0].quantity)
