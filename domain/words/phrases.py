"""Phrases of word lists found in a text: only those are tried whose first word stands there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_GAP = r"(?:[^\w.;!?\n]{1,4}[\w'’/-]{1,40}){0,4}?[^\w.;!?]{1,4}"
_BETWEEN = r"[\s\-]{1,4}"
_WORD = re.compile(r"\w+")
#: So many letters of an open beginning (`deliver+`) are looked up.
_KEY = 3


class Hit(NamedTuple):
    """Words that mean `code`, at these characters."""

    code: str
    start: int
    end: int


class _Phrase(NamedTuple):
    code: str
    phrases: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """Its pattern, made when it is first tried."""
        return _compiled(self.phrases)


@lru_cache(maxsize=8192)
def _compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    if is_east(phrases[0]):
        return re.compile("|".join(map(re.escape, phrases)), re.IGNORECASE)
    head = "" if _WORD.match(phrases[0].lstrip("+")) else r"(?<!\w)"
    return re.compile(rf"{head}{pattern_of(phrases[0])}(?!\w)", re.IGNORECASE)


class PhraseBook:
    """Phrases by what a word must be for one of them to begin there."""

    def __init__(self, phrases: dict[str, list[str]]) -> None:
        self._whole: dict[str, list[_Phrase]] = defaultdict(list)
        self._begun: dict[str, list[_Phrase]] = defaultdict(list)
        self._inside: dict[str, list[_Phrase]] = defaultdict(list)
        self._free: list[_Phrase] = []
        self._east: list[_Phrase] = []
        self._at = lru_cache(maxsize=4096)(self._beginning)
        for code, said in phrases.items():
            longest = sorted(said, key=len, reverse=True)
            for phrase in longest:
                self._file(code, phrase)
            if east := tuple(one for one in longest if is_east(one)):
                self._east.append(_Phrase(code, east))

    def _file(self, code: str, phrase: str) -> None:
        filed = _Phrase(code, (phrase,))
        first = phrase.split()[0] if phrase.strip() else ""
        core = _WORD.match(first.lstrip("+"))
        if not first or is_east(phrase):
            return  # the eastern ones of a code are looked for at once
        if core is None:
            self._free.append(filed)
        elif first.startswith("+"):
            self._inside[_plain(core[0])].append(filed)
        elif first.endswith("+"):
            self._begun[_plain(core[0])[:_KEY]].append(filed)
        else:
            self._whole[_plain(core[0])].append(filed)

    def hits(self, text: str, codes: frozenset[str]) -> Iterator[Hit]:
        """Hits of these codes word by word; of two that overlap within a code, the first."""
        free: dict[str, int] = defaultdict(int)
        for start, word in _words(text):
            for phrase in self._at(word):
                if phrase.code not in codes or start < free[phrase.code]:
                    continue
                match = phrase.pattern.match(text, start)
                if match is not None:
                    free[phrase.code] = match.end()
                    yield Hit(phrase.code, match.start(), match.end())
        for phrase in self._free + (self._east if is_east(text) else []):
            if phrase.code in codes:
                for match in phrase.pattern.finditer(text):
                    yield Hit(phrase.code, match.start(), match.end())

    def _beginning(self, word: str) -> tuple[_Phrase, ...]:
        """Phrases that may begin with the word, longest first."""
        begun = [phrase for n in range(1, _KEY + 1) for phrase in self._begun.get(word[:n], ())]
        inside = [one for core, some in self._inside.items() if core in word for one in some]
        all_of_them = [*self._whole.get(word, ()), *begun, *inside]
        return tuple(sorted(all_of_them, key=lambda one: -len(one.phrases[0])))


def is_east(phrase: str) -> bool:
    """Whether it is of a script that writes no blanks between words."""
    return _EAST.search(phrase) is not None


@lru_cache(maxsize=128)
def _words(text: str) -> tuple[tuple[int, str], ...]:
    """Where each word begins, and its plain letters: many lists look at one text."""
    return tuple((one.start(), _plain(one[0])) for one in _WORD.finditer(text))


@lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    """Small letters, the Turkish i's as one, so that a look-up finds what a pattern would."""
    return word.lower().replace("i̇", "i").replace("ı", "i")


def pattern_of(phrase: str) -> str:
    """The pattern a phrase is written for: `+` for further letters, `~` for up to four words."""
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
