"""The registry of derivations: pure functions from texts to a text, which the gate runs again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

Derivation = Callable[[Mapping[str, str]], str]
Languages = Callable[[Mapping[str, str]], frozenset[str]]

DERIVATIONS: dict[str, Derivation] = {}

#: In which languages what a derivation says has words for all of its inputs; any where it is not
#: named here.
SPOKEN: dict[str, Languages] = {}


def spoken(languages: Languages) -> Callable[[Derivation], Derivation]:
    """Marks a derivation whose words are not there in every language."""

    def marked(function: Derivation) -> Derivation:
        SPOKEN[function.__name__] = languages
        return function

    return marked


def common(words: Iterable[Iterable[str]]) -> frozenset[str]:
    """The languages that all of these have."""
    found = [frozenset(one) for one in words]
    return frozenset.intersection(*found) if found else frozenset()


def derivation(function: Derivation) -> Derivation:
    """Registers a function under its name; a name is given once."""
    if function.__name__ in DERIVATIONS:
        raise ValueError(f"derivation {function.__name__!r} is there already")
    DERIVATIONS[function.__name__] = function
    return function
