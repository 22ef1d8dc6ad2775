"""The registry of derivations: pure functions from texts to a text, which the gate runs again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Derivation = Callable[[Mapping[str, str]], str]

DERIVATIONS: dict[str, Derivation] = {}


def derivation(function: Derivation) -> Derivation:
    """Registers a function under its name; a name is given once."""
    if function.__name__ in DERIVATIONS:
        raise ValueError(f"derivation {function.__name__!r} is there already")
    DERIVATIONS[function.__name__] = function
    return function
