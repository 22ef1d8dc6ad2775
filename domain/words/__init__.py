"""Word lists of the trade: phrases in partners' languages, each filed under the code it means.

A phrase is written in plain words. `+` at an end of a word stands for further letters, `~` for up
to four words in between, `{concept}` for any phrase of a concept, and `&&` joins what may stand in
any order. Phrases under `nothing` mean none of the codes: what lies within them is not found
(`early` in `as early as possible`). Every pattern made of them is bounded, so reading takes linear
time.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from domain.errors import Refused
from domain.words.joint import JOINT, Finder, joint_of
from domain.words.phrases import Hit, PhraseBook

__all__ = ["Hit", "Lexicon", "lexicon", "lexicon_and", "table"]


#: The code of phrases that take their words away from the others.
_NOTHING = "nothing"


class Lexicon:
    """Phrases by code, found in a text in one pass over its words."""

    def __init__(self, phrases: dict[str, list[str]]) -> None:
        self.codes = tuple(phrases)
        plain = {
            code: [one for one in said if not _is_joint(one)] for code, said in phrases.items()
        }
        self._book = PhraseBook(plain)
        self._joints = [
            joint_of(code, one, _idea)
            for code, said in phrases.items()
            for one in said
            if _is_joint(one)
        ]
        self._found = lru_cache(maxsize=128)(self._find)

    def find(self, text: str) -> list[Hit]:
        """All hits in the order they stand; of two that overlap within a code, the first."""
        return list(self._found(text))

    def _find(self, text: str) -> tuple[Hit, ...]:
        hits = [*self._book.hits(text, frozenset(self.codes))]
        hits += [hit for joint in self._joints for hit in joint.hits(text)]
        void = [hit for hit in hits if hit.code == _NOTHING]
        hits = [hit for hit in hits if not any(_lies_in(hit, other) for other in void)]
        rank = self.codes.index
        return tuple(sorted(hits, key=lambda hit: (hit.start, -hit.end, rank(hit.code))))

    def first(self, text: str) -> Hit | None:
        """The first hit, None when there is none."""
        return next(iter(self._found(text)), None)

    def first_of(self, text: str, code: str) -> Hit | None:
        """The first hit of one code."""
        return next((hit for hit in self._found(text) if hit.code == code), None)

    def has(self, text: str, *codes: str) -> bool:
        """Whether any of these codes (any at all when none is named) is said."""
        return any(hit.code in codes or not codes for hit in self._found(text))


@lru_cache(maxsize=64)
def lexicon(name: str) -> Lexicon:
    """The list of that name; Refused when there is none."""
    return Lexicon({code: [str(one) for one in said] for code, said in table(name).items()})


@lru_cache(maxsize=8)
def lexicon_and(name: str, more: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon:
    """The list of that name with further phrases, by code; the list itself stays as it is."""
    if not more:
        return lexicon(name)
    phrases = {code: [str(one) for one in said] for code, said in table(name).items()}
    for code, said in more:
        phrases[code] = [*phrases.get(code, ()), *said]
    return Lexicon(phrases)


def _lies_in(hit: Hit, void: Hit) -> bool:
    return void.start <= hit.start and hit.end <= void.end


def _is_joint(phrase: str) -> bool:
    return JOINT in phrase or phrase.startswith("{")


@lru_cache(maxsize=512)
def _idea(phrase: str) -> Finder:
    """What finds a concept, or one plain phrase."""
    if phrase.startswith("{"):
        return _concept(phrase.strip("{}"))
    return Lexicon({phrase: [phrase]}).find


@lru_cache(maxsize=512)
def _concept(name: str) -> Finder:
    said = table("concept").get(name)
    if said is None:
        raise Refused(f"{name!r} is no concept of the word lists")
    return Lexicon({name: [str(one) for one in said]}).find


@lru_cache(maxsize=64)
def table(name: str) -> dict[str, Any]:
    """The list of that name as it is written."""
    source = files("domain.words") / f"{name}.yaml"
    if not name.isidentifier() or not source.is_file():
        raise Refused(f"{name!r} is no word list")
    return dict(yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
