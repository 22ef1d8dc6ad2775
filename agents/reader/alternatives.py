"""Lines of a letter that are no news: what was before, and what the reader may choose from."""

from __future__ import annotations

import re

from agents.reader.letter import Letter, Line

_OPTION = re.compile(
    r"^\W{0,4}(?:opt(?:ion|ie)?|alt(?:ernativ[ae]?)?|variante?|opci[oó]n|opç[aã]o|opzione|seçenek|opcja|plan|方案|案)\.?\s?#?"
    r"(?P<name>[A-D]|[1-4]|i{1,3}|[一二三])(?!\w)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"^\W{0,4}(?:was|were|old|prev(?:ious(?:ly)?)?|before|original(?:ly)?|initial(?:ly)?|planned|scheduled|proforma|"
    r"war|alt|bisher(?:ig\w*)?|ursprünglich\w*|ancien(?:ne)?|avant|initialement|prévu|antes|anterior|previo|original|era|prima|"
    r"precedente|tidigare|gammal|eski|önceki|wcześniej|poprzedni[oa]?|was|oud|eerder|原|旧)(?:[\s:.]|$)",
    re.IGNORECASE,
)


def options(letter: Letter) -> list[Line]:
    """Lines that offer a choice; a single one offers none."""
    found = [one for one in letter.lines() if _OPTION.match(one.text)]
    names = {match["name"].lower() for one in found if (match := _OPTION.match(one.text))}
    return found if len(names) > 1 else []


def is_past(line: Line) -> bool:
    """Whether the line begins by saying that it was so before."""
    return _PAST.match(line.text) is not None


def news_lines(letter: Letter) -> list[Line]:
    """Lines without those that are past, and without those to choose from."""
    offered = {(one.part.name, one.start) for one in options(letter)}
    return [
        one
        for one in letter.lines()
        if (one.part.name, one.start) not in offered and not is_past(one)
    ]
