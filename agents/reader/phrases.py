"""The new words of a part as rows of tables and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from agents.reader.passages import fresh_ranges, sentences
from domain.evidence import Part

#: What stands between two cells of a row.
WIDE = re.compile(r"\t| {2,}| \| ?|(?<=\S) ?\.{4,} ?")
#: A paper with more rows and sentences is a report for people.
_LONGEST = 500


class Phrase(NamedTuple):
    """A line of a table (`row`) or a sentence: characters `start`..`end` of the part."""

    part: Part
    start: int
    end: int
    row: bool

    @property
    def text(self) -> str:
        """Its words."""
        return self.part.text[self.start : self.end]


@lru_cache(maxsize=32)
def phrases(part: Part) -> tuple[Phrase, ...]:
    """Rows and sentences of the part's new words, in order."""
    rows = [Phrase(part, low, high, True) for low, high in _rows(part)]
    taken = tuple((one.start, one.end) for one in rows)
    prose = part.model_copy(update={"quoted": part.quoted + taken})
    told = [Phrase(part, one.start, one.end, False) for one in sentences(prose, [])]
    return tuple(sorted([*rows, *told], key=lambda one: one.start)[:_LONGEST])


def _rows(part: Part) -> Iterator[tuple[int, int]]:
    """Lines whose cells stand apart and end in a sum."""
    for low, high in fresh_ranges(part):
        start = low
        for line in part.text[low:high].splitlines(keepends=True):
            words = line.rstrip()
            if WIDE.search(words.strip()) and any(char.isdigit() for char in words):
                yield start, start + len(words)
            start += len(line)
