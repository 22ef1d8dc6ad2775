"""Recipes, one family a file: how code gets a stated value from quoted words.

A recipe is a pure function of the words and plain arguments, marked `@recipe` in a module of this
package, which is found by itself. It takes words that say exactly one thing; words that say
nothing, two things, or something doubtful are Refused.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

from domain.recipes.registry import RECIPES, Recipe


@lru_cache(maxsize=1)
def recipes() -> dict[str, Recipe]:
    """Recipes by name; adding a family is adding its file."""
    for info in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{info.name}")
    return RECIPES
