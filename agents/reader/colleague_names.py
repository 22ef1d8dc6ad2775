"""Our people as letters name them: in full, or by one name that nobody else of us has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from agents.reader.letter import Letter
from agents.reader.passages import Passage

_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:[-'’][^\W\d_]+)*")


class Colleague(NamedTuple):
    """Words `start`..`end` of a part that name a colleague, and the name they use."""

    start: int
    end: int
    name: str
    about: str


class ColleagueNames:
    """Single names by whose they are; a name that two have is nobody's."""

    def __init__(self, letter: Letter) -> None:
        people = letter.reads.rows("people")
        writer = letter.message.sender.lower()
        names = [(row, dict.fromkeys(row.text("name").split())) for row in people]
        shared = Counter(one for _, each in names for one in each)
        self._objects = {
            one: row.object
            for row, each in names
            for one in each
            if shared[one] == 1 and len(one) > 2 and row.text("mail").lower() != writer
        }

    def within(self, passage: Passage) -> Iterator[Colleague]:
        """Each colleague the passage names, once."""
        seen: set[str] = set()
        for match in _WORD.finditer(passage.text):
            about = self._objects.get(match[0], "")
            if about and about not in seen:
                seen.add(about)
                start, end = passage.start + match.start(), passage.start + match.end()
                yield Colleague(start, end, match[0], about)
