"""Numbered points of a letter: `1. …`, `2) …`, as people answer a list of questions."""

from __future__ import annotations

import re

from agents.reader.letter import Letter
from agents.reader.passages import Passage, fresh_ranges

_POINT = re.compile(
    r"^[ \t]{0,8}(?:(?:re|ad|zu|to|on|question|q|frage|punkt|point|pregunta|punto|pergunta|ponto|"
    r"domanda|fråga|punkt|soru|madde|pytanie|vraag|问题|質問)\s?)?"
    r"[#(]?(\d{1,2})[.):]{1,2}(?=[ \t]|[^\d\s])",
    re.IGNORECASE | re.MULTILINE,
)
_BLANK = re.compile(r"\n[ \t]*\n")
#: Longer lists are reports.
_MOST = 20


def points(letter: Letter) -> dict[int, Passage]:
    """The points of the body by number; none where they do not run 1, 2, 3 …"""
    for part in letter.parts:
        if part.name != "body":
            continue
        for low, high in fresh_ranges(part):
            found = list(_POINT.finditer(part.text, low, high))[:_MOST]
            if len(found) > 1 and [int(one[1]) for one in found] == [*range(1, len(found) + 1)]:
                ends = [*(one.start() for one in found[1:]), _last(part.text, found[-1], high)]
                return {
                    int(one[1]): Passage(part, one.end(), end)
                    for one, end in zip(found, ends, strict=True)
                }
    return {}


def _last(text: str, match: re.Match[str], high: int) -> int:
    """Where the last point ends: at a blank line, for what follows is of the whole letter."""
    blank = _BLANK.search(text, match.end(), high)
    return blank.start() if blank else high


def holds(point: Passage, passage: Passage) -> bool:
    """Whether a passage is of the point; its number may stand before the first one."""
    return point.part.name == passage.part.name and point.start < passage.end <= point.end + 1
