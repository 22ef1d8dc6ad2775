"""The recipes there are, each under the name of its function."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.reading import Stated

Recipe = Callable[[str, Mapping[str, str]], Stated]

RECIPES: dict[str, Recipe] = {}


def recipe(function: Recipe) -> Recipe:
    """Files a function of words and plain arguments as a recipe; a name is given once."""
    if function.__name__ in RECIPES:
        raise ValueError(f"there are two recipes named {function.__name__!r}")
    RECIPES[function.__name__] = function
    return function
