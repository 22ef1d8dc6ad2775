"""Answers written between the lines of what they answer: a question quoted, the answer below it."""

from __future__ import annotations

import re
from typing import NamedTuple

from agents.reader.passages import Passage
from domain.evidence import Part

_NUMBER = re.compile(r"^[\s>|]{0,8}[#(]?(\d{1,2})[.):]", re.MULTILINE)
#: Longer quotes are letters, and what stands below them answers no single question.
_LONGEST = 400


class Answered(NamedTuple):
    """What was quoted last and the new words right below it."""

    quoted: str
    answer: Passage

    @property
    def number(self) -> str:
        """The number of the last question quoted, empty where it has none."""
        found = _NUMBER.findall(self.quoted)
        return found[-1] if found else ""


def interleaved(part: Part) -> list[Answered]:
    """Every answer below a short quote; none where all that is quoted stands at one end."""
    found = []
    ranges = sorted(part.quoted)
    for index, (low, high) in enumerate(ranges):
        end = ranges[index + 1][0] if index + 1 < len(ranges) else _until(part, high)
        if high - low <= _LONGEST and part.text[high:end].strip():
            found.append(Answered(part.text[low:high], Passage(part, high, end)))
    return found if len(found) > 1 else []


def _until(part: Part, start: int) -> int:
    """Where the last answer ends: at the signature, or at a blank line behind it."""
    end = min((low for low, _ in part.signature if low >= start), default=len(part.text))
    words = re.search(r"\S", part.text[start:end])
    blank = re.compile(r"\n[ \t]*\n").search(
        part.text, start + (words.start() if words else 0), end
    )
    return blank.start() if blank else end
