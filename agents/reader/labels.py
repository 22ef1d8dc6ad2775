"""Lines that give a label and its value: `Unvan: …`, or a form's two cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from agents.reader.letter import Letter
from domain.evidence import Part
from domain.words import lexicon

_LABELLED = re.compile(
    r"[ \t•*·-]{0,6}(?P<label>[^\t:：\n]{2,60}?)\s{0,3}(?:[:：]\s{0,4}|\t+)(?P<value>[^\n]{1,300})$"
)


#: How much of a label its word makes.
_MAINLY = 0.4


class Labelled(NamedTuple):
    """A label and the characters `start`..`end` of its value."""

    label: str
    part: Part
    start: int
    end: int

    @property
    def text(self) -> str:
        """The value as written."""
        return self.part.text[self.start : self.end]

    def is_for(self, *codes: str) -> bool:
        """Whether the label is one of these; of several it could be, the longest counts.

        A sentence that only speaks of such a thing before its colon is no label.
        """
        hits = lexicon("label").find(self.label)
        best = max(hits, key=lambda hit: hit.end - hit.start, default=None)
        if best is None or best.code not in codes:
            return False
        return (best.end - best.start) / len(self.label) >= _MAINLY


def labelled(letter: Letter) -> Iterator[Labelled]:
    """Every fresh labelled line, subject apart."""
    for line in letter.lines():
        match = _LABELLED.match(line.text) if line.part.name != "subject" else None
        if match and match["value"].strip():
            value = match["value"]
            start = line.start + match.start("value") + len(value) - len(value.lstrip())
            yield Labelled(
                match["label"].strip(" ¿?"), line.part, start, start + len(value.strip())
            )
