"""Lines that people fill in like a form: labels of a word list with the value behind each."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from agents.reader.alternatives import news_lines
from agents.reader.letter import Letter, Line
from domain.evidence import Part
from domain.words import Hit, lexicon

#: A label without figures, and what parts it from its value: a colon, a bar, a tab, a wide gap,
#: dots; a mere blank where a figure follows.
_CELL = re.compile(
    r"(?:^|(?<=[\t|;,(])|(?<=  )|(?<=\.\s)|(?<=[-–•*·]\s))[ \xa0]{0,8}(?:[-–•*·]\s|\d{1,2}[.)]\s)?"
    r"(?P<label>[^\d\s:：=|;,)][^\d\n\t:：=|;,)]{1,47}?)"
    r"(?P<parted>[ \xa0]{0,24}[:：=][ \xa0]{0,12}|[ ]{0,8}\|[ ]{0,8}|\t{1,4}|[ \xa0]{2,40}"
    r"|\s[-–]{1,2}\s|\.{3,60}\s{0,4}|\s(?=[$€£¥]?\s?[\d+-]))"
)
#: Two labels that share one line's values: `ETD/ETA: 3 May / 9 May`.
_SHARED = re.compile(r"\s{0,2}(?:/|&|\+|and|und|et|y|e|och|ve|i|en)\s{0,2}", re.IGNORECASE)
#: A label of more words than this is a sentence.
_WORDS = 6


class Filled(NamedTuple):
    """The value of a label at `start`..`end` of a part; `codes` is what the label asks for.

    Several codes where labels share the values behind them, which then stand in their order.
    """

    codes: tuple[str, ...]
    line: Line
    start: int
    end: int

    @property
    def part(self) -> Part:
        """The part it stands in."""
        return self.line.part

    @property
    def text(self) -> str:
        """The value as written."""
        return self.part.text[self.start : self.end]


class _Label(NamedTuple):
    codes: tuple[str, ...]
    start: int
    value: int


def filled(letter: Letter, words: str) -> Iterator[Filled]:
    """Every value behind a label of the list `words`; of new lines, subject apart."""
    for line in news_lines(letter):
        if line.part.name != "subject":
            yield from filled_in(line, words)


def filled_in(line: Line, words: str) -> Iterator[Filled]:
    """The values behind labels in one line."""
    labels = [one for match in _CELL.finditer(line.text) if (one := _label(match, words))]
    for index, one in enumerate(labels):
        end = labels[index + 1].start if index + 1 < len(labels) else len(line.text)
        value = line.text[one.value : end].rstrip(" \t,;|/(").rstrip()
        if value:
            start = line.start + one.value
            yield Filled(one.codes, line, start, start + len(value))


def _label(match: re.Match[str], words: str) -> _Label | None:
    label = match["label"]
    hits = _longest(label, words) if len(label.split()) <= _WORDS else []
    bare = match["parted"].isspace() and len(match["parted"]) == 1
    if not hits or (bare and hits[-1].end < len(label)):
        return None
    joints = [label[one.end : other.start] for one, other in itertools.pairwise(hits)]
    codes = [max(hits, key=lambda hit: hit.end - hit.start).code]
    if all(_SHARED.fullmatch(joint) for joint in joints):
        codes = [hit.code for hit in hits]
    return _Label(tuple(dict.fromkeys(codes)), match.start("label"), match.end())


def _longest(text: str, words: str) -> list[Hit]:
    """Names of labels in order; of those that overlap the longest."""
    kept: list[Hit] = []
    for hit in sorted(lexicon(words).find(text), key=lambda hit: (hit.start - hit.end, hit.start)):
        if not any(hit.start < one.end and hit.end > one.start for one in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
