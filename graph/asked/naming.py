"""What a question names, and where: references, partners, people; and what it nearly names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from domain.datewords.vocabulary import MONTHS, WEEKDAYS
from domain.people import People
from domain.record import Row
from domain.words import lexicon
from graph.answers.distinct import words_of
from graph.answers.naming import LEGAL, partners_in, persons_in, telling_names

#: What may be a reference: it has a digit, and is not a day or a small number.
REFERENCE = re.compile(r"[A-Za-z0-9][\w./:-]*\d[\w./:-]*")
#: A shorter word is near to too many; one of so many letters may have two wrong.
_SHORTEST, _LONG = 5, 8
#: Months and weekdays name no one.
_DAYS = frozenset(MONTHS) | frozenset(WEEKDAYS)


class Named(NamedTuple):
    """Words of a text that name something, with where they stand; `is_all`: it says no more."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    is_all: bool


def named_in(
    text: str, partners: Sequence[Row], people: People, leads: Callable[[str], bool]
) -> Named:
    """What a text names; `leads` says whether a reference leads anywhere."""
    spans = [
        one.span()
        for one in re.finditer(r"[\w./:-]*\w", text)
        if _names(one[0], partners, people, leads)
    ]
    spans = [_to_end(text, one) for one in _joined(text, spans)]
    words = tuple(text[start:end] for start, end in spans)
    rest = text
    for word in words:
        rest = rest.replace(word, " ")
    left = [one for one in re.findall(r"\w+", rest.lower()) if one not in _FILLERS]
    return Named(words, tuple(spans), bool(words) and not left)


_FILLERS = frozenset(
    re.findall(r"\w+", "and what about of the for with in on is there or also then us so but")
)


def _names(
    word: str, partners: Sequence[Row], people: People, leads: Callable[[str], bool]
) -> bool:
    if partners_in(partners, word) or persons_in(people, word):
        return True
    return len(word) >= 4 and bool(REFERENCE.fullmatch(word)) and leads(word.strip(".,:;"))


def _to_end(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """With the words after it that stand in many names and tell nobody: Orion Line."""
    start, end = span
    while (more := re.match(r" (\w+)", text[end:])) and more[1].lower() in LEGAL:
        end += more.end()
    return start, end


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words that stand side by side name one thing: Blue Quay."""
    told: list[tuple[int, int]] = []
    for start, end in spans:
        if told and text[told[-1][1] : start].isspace():
            told[-1] = (told[-1][0], end)
        else:
            told.append((start, end))
    return told


class Near(NamedTuple):
    """A word that nobody is called by, and the names that are one or two signs away from it."""

    word: str
    names: tuple[str, ...]


def nearly(question: str, partners: Iterable[Row], people: People) -> list[Near]:
    """Words of the question that name nobody and nearly name a partner or a person."""
    names = {name for row in partners for name in telling_names(row)}
    names |= {part.lower() for one in people.people for part in re.findall(r"\w{4,}", one.name)}
    found = []
    for word in words_of(question):
        if len(word) < _SHORTEST or word in names or word in _DAYS:
            continue
        if lexicon("asked").first(word) is not None:
            continue
        far = 2 if len(word) >= _LONG else 1
        near = {one: OSA.distance(word, one, score_cutoff=far) for one in names if len(one) >= 4}
        best = min(near.values(), default=far + 1)
        if best <= far:
            found.append(Near(word, tuple(sorted(k for k, v in near.items() if v == best))))
    return found


def near_references(word: str, known: Iterable[str]) -> list[str]:
    """References that are one sign away from one that leads nowhere."""
    wanted = word.upper()
    return sorted({one for one in known if OSA.distance(wanted, one.upper(), score_cutoff=1) <= 1})
