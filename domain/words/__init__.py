"""Word lists of the trade: phrases in partners' languages, each filed under the code it means.

A phrase is written in plain words. `+` at an end of a word stands for further letters, `~` for up
to four words in between. Every pattern made of them is bounded, so reading takes linear time.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from domain.errors import Refused

_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_GAP = r"(?:[^\w.;!?\n]{1,4}[\w'’/-]{1,40}){0,4}?[^\w.;!?]{1,4}"
_BETWEEN = r"[\s\-]{1,4}"


class Hit(NamedTuple):
    """Words that mean `code`, at these characters."""

    code: str
    start: int
    end: int


class Lexicon:
    """Phrases by code, found in a text in one pass a script."""

    def __init__(self, phrases: dict[str, list[str]]) -> None:
        self.codes = tuple(phrases)
        self._patterns = [_compiled(code, said) for code, said in phrases.items()]

    def find(self, text: str) -> list[Hit]:
        """All hits in the order they stand; of two that overlap within a code, the first."""
        hits = [
            Hit(code, match.start(), match.end())
            for code, pattern in self._patterns
            for match in pattern.finditer(text)
        ]
        return sorted(hits, key=lambda hit: (hit.start, -hit.end))

    def first(self, text: str) -> Hit | None:
        """The first hit, None when there is none."""
        return next(iter(self.find(text)), None)

    def first_of(self, text: str, code: str) -> Hit | None:
        """The first hit of one code."""
        return next((hit for hit in self.find(text) if hit.code == code), None)

    def has(self, text: str, *codes: str) -> bool:
        """Whether any of these codes (any at all when none is named) is said."""
        wanted = codes or self.codes
        return any(pattern.search(text) for code, pattern in self._patterns if code in wanted)


@lru_cache(maxsize=32)
def lexicon(name: str) -> Lexicon:
    """The list of that name; Refused when there is none."""
    return Lexicon({code: [str(one) for one in said] for code, said in table(name).items()})


@lru_cache(maxsize=32)
def table(name: str) -> dict[str, Any]:
    """The list of that name as it is written."""
    source = files("domain.words") / f"{name}.yaml"
    if not name.isidentifier() or not source.is_file():
        raise Refused(f"{name!r} is no word list")
    return dict(yaml.safe_load(source.read_text(encoding="utf-8")))


def _compiled(code: str, phrases: list[str]) -> tuple[str, re.Pattern[str]]:
    longest = sorted(phrases, key=len, reverse=True)
    east = [re.escape(one) for one in longest if _EAST.search(one)]
    west = [_pattern(one) for one in longest if not _EAST.search(one)]
    parts = [rf"(?<!\w)(?:{'|'.join(west)})(?!\w)"] if west else []
    return code, re.compile("|".join(parts + east), re.IGNORECASE)


def _pattern(phrase: str) -> str:
    pattern, joint = "", ""
    for word in phrase.split():
        if word == "~":
            joint = _GAP
            continue
        pattern += joint + _word(word)
        joint = _BETWEEN
    return pattern


def _word(word: str) -> str:
    core = re.escape(word.strip("+")).replace("'", "['’]")
    head = r"\w{0,30}" if word.startswith("+") else ""
    return head + core + (r"\w{0,30}" if word.endswith("+") else "")
