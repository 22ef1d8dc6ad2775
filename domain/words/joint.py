"""Phrases of several ideas that stand in one sentence, in whatever order the writer puts them.

`{worker} && {lacking}` means that words of both concepts stand near each other: `not enough
operators`, `the operators did not return`. A concept is a list of plain phrases in `concept.yaml`;
beside concepts plain phrases may stand. `!!` before one says that it must not stand between or
right beside the others: `{ready} && !!{not}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from domain.words.phrases import Hit

JOINT = "&&"
_NOT = "!!"
#: Ideas that stand farther apart than this are of different matters.
_NEAR = 72
#: So many characters beside the others a word that denies them is looked for.
_BESIDE = 24
#: `mould no. 2` denies nothing.
_NUMBERED = re.compile(r"(?<!\w)no\.?\s?\d{1,6}(?!\w)", re.IGNORECASE)
_END = re.compile(r"(?:(?<!\b[Nn][or])\.|[!?]|\.(?!\s?\d))(?=\s|$)|[;。！？；]|\n[ \t]*\n")
#: Finds one phrase or concept in a text.
Finder = Callable[[str], list[Hit]]


class Joint(NamedTuple):
    """Ideas that mean `code` together, and those that must not stand by them."""

    code: str
    ideas: tuple[Finder, ...]
    denied: tuple[Finder, ...]

    def hits(self, text: str) -> Iterator[Hit]:
        """Where all of the ideas stand together, from the first to the last of them."""
        found = [idea(text) for idea in self.ideas]
        if not all(found):
            return
        spans = {span for hit in found[0] if (span := _joined(text, hit, found[1:])) is not None}
        kept: list[tuple[int, int]] = []
        for start, end in sorted(spans, key=lambda one: one[1] - one[0]):  # the closest first
            apart = all(end <= low or start >= high for low, high in kept)
            if apart and not self._is_denied(text, start, end):
                kept.append((start, end))
                yield Hit(self.code, start, end)

    def _is_denied(self, text: str, start: int, end: int) -> bool:
        words = _NUMBERED.sub("", text[max(0, start - _BESIDE) : end + _BESIDE])
        return any(idea(words) for idea in self.denied)


def _joined(text: str, hit: Hit, others: list[list[Hit]]) -> tuple[int, int] | None:
    """From the first to the last of the ideas nearest to one hit; None where one lacks."""
    start, end = hit.start, hit.end
    for each in others:
        near = _nearest(text, each, start, end)
        if near is None:
            return None
        start, end = min(start, near.start), max(end, near.end)
    return start, end


def _nearest(text: str, hits: list[Hit], start: int, end: int) -> Hit | None:
    """The hit nearest to `start`..`end` that overlaps nothing there, in the same sentence."""
    beside = [hit for hit in hits if hit.end <= start or hit.start >= end]
    beside = [hit for hit in beside if _together(text, hit, start, end)]
    return min(beside, key=lambda hit: max(hit.start - end, start - hit.end), default=None)


def _together(text: str, hit: Hit, start: int, end: int) -> bool:
    low, high = (hit.end, start) if hit.end <= start else (end, hit.start)
    return high - low <= _NEAR and not _END.search(text, low, high)


def joint_of(code: str, phrase: str, finder: Callable[[str], Finder]) -> Joint:
    """The joint phrase as it is written; `finder` makes what looks for one of its ideas."""
    ideas = [one.strip() for one in phrase.split(JOINT)]
    told = tuple(finder(one) for one in ideas if not one.startswith(_NOT))
    return Joint(code, told, tuple(finder(one[2:].strip()) for one in ideas if one[:2] == _NOT))
