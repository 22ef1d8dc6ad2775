"""From quoted words to a stated value by a named recipe, so that the gate can do it again."""

from __future__ import annotations

from collections.abc import Mapping

from domain.errors import Refused
from domain.reading import Stated
from domain.recipes import recipes


def derive(recipe: str, quote: str, arguments: Mapping[str, str]) -> Stated:
    """What the quoted words state by this recipe; Refused when they do not state one value."""
    known = recipes()
    if recipe not in known:
        raise Refused(f"{recipe!r} is no recipe")
    return known[recipe](quote, arguments)
