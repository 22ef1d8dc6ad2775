"""The words that dates are made of, as alternations for patterns and as look-ups."""

from __future__ import annotations

import re
from typing import Any

from domain.words import table

_LISTS: dict[str, Any] = table("dates")


def _inverted(name: str) -> dict[str, int]:
    return {word: int(key) for key, words in _LISTS[name].items() for word in words}


def either(words: Any) -> str:
    """An alternation of words, longest first; blanks match any white space."""
    longest = sorted({str(word) for word in words}, key=len, reverse=True)
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s{1,3}").replace("'", "['’]") for word in longest
    )


def squeezed(words: str) -> str:
    """Lower case with single blanks, as the lists are written."""
    return " ".join(words.lower().replace("’", "'").split())


MONTHS = _inverted("months")
MONTHS_ONLY_IN: dict[str, list[str]] = _LISTS["months_only_in"]
WEEKDAYS = _inverted("weekdays")
NEAR = _inverted("near")
UNITS = _inverted("units")
NUMBERS = _inverted("numbers")
PARTS = {word: part for part, words in _LISTS["part"].items() for word in words}
ANCHORS = {word: anchor for anchor, words in _LISTS["later"].items() for word in words}
WORKING: list[str] = _LISTS["working"]
WITHIN: list[str] = _LISTS["within"]
ABOUT: list[str] = _LISTS["about"]
POSTPONED: list[str] = _LISTS["postponed"]
BOUNDS: dict[str, str] = {
    word: bound for bound in ("after", "by", "before", "about") for word in _LISTS[bound]
}

MONTH = either(MONTHS)
NUMBER = rf"\d{{1,3}}|(?:{either(NUMBERS)})(?=\s)|[一两二三四五六七八十](?=[个天周週日])"
UNIT = either(UNITS)


def count(word: str) -> int:
    """The number a digit or a number word means."""
    return int(word) if word.isdecimal() else NUMBERS[squeezed(word)]


def month(word: str, language: str) -> int | None:
    """The month's number; None for a word that is a month in other languages only."""
    name = squeezed(word)
    only = MONTHS_ONLY_IN.get(name)
    return MONTHS[name] if only is None or language in only else None
