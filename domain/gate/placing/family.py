"""What a family of the tables of sources offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class Family(Protocol):
    """A module of this package: sources by kind and slot, by letter slot, by derivation and input,
    and the letters that may fill the words of a kind of action."""

    KINDS: Mapping[str, Mapping[str, frozenset[str]]]
    LETTER_INPUTS: Mapping[str, frozenset[str]]
    INPUTS: Mapping[str, Mapping[str, frozenset[str]]]
    LETTERS: Mapping[str, tuple[str, ...]]


def any_of(words: str) -> frozenset[str]:
    """Sources, written with blanks between them."""
    return frozenset(words.split())
