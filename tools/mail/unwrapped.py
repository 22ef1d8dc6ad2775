"""Plain text that a mail program broke at a fixed width: its paragraphs joined again.

A line end is the program's where the first word of the next line would not have fitted into the
width. That a mail was broken at all is believed only when such a line goes on in the middle of a
sentence; rows, points of lists, labels and quoted mail keep their own lines.
"""

from __future__ import annotations

import re

#: Widths at which mail programs break lines; shorter text is a list, longer text was not broken.
_NARROW, _WIDE = 44, 80
#: Words set in columns, quoted mail.
_COLUMNS = re.compile(r"\S(?: {2,}| ?\t ?| ?\| ?)\S|^[ \t]*[>＞|]")
#: Longer lines are looked at no further: the mail was not broken, or they are quoted.
_LOOK = 200
#: What begins a line of its own: a point, a label, a rule, an address.
_OWN = re.compile(
    r"[ \t]*(?:[-*+•·–—#=_~]|\(?[A-Za-z][.):]\s|[^\W\d][\w./&'’ -]{0,30}[:：](?:\s|$)|"
    r"https?:|www\.|\[)"
)
#: The number of a point.
_NUMBERED = re.compile(r"[ \t]*\(?(\d{1,2})[.):](?=\s)")
#: What ends a line that was meant to end there.
_ENDED = re.compile(r"[:：]\s*$|[-_=*~]{3,}\s*$")
#: A line that stops within a sentence.
_OPEN = re.compile(r"(?:[^\W\d_]|,)$")


def unwrap(text: str) -> str:
    """The text with soft line ends made blanks; as it stood where nothing shows that it was broken.

    >>> print(unwrap("We are sorry, the goods of your order will be ready\\nlater."))
    We are sorry, the goods of your order will be ready later.
    """
    lines = [one.rstrip() for one in text.split("\n")]
    width = max((len(one) for one in lines if not _is_row(one)), default=0)
    if not _NARROW <= width <= _WIDE:
        return text
    points = {int(hit[1]) for hit in map(_NUMBERED.match, lines) if hit}
    if len(lines) < 2:
        return text
    pairs = list(zip(lines, [*lines[1:], ""], [*lines[2:], "", ""], strict=True))
    soft = [_is_soft(one, after, beyond, width, points) for one, after, beyond in pairs]
    if not any(is_soft and _goes_on(*pair[:2]) for is_soft, pair in zip(soft, pairs, strict=True)):
        return text
    pieces: list[str] = []
    for line, joins in zip(lines, [False, *soft[:-1]], strict=True):
        pieces += [" ", line.lstrip()] if joins else ["\n", line]
    return "".join(pieces[1:])


def _is_soft(line: str, after: str, beyond: str, width: int, points: set[int]) -> bool:
    """Whether the line ended only because the next word did not fit."""
    word = after.split(" ", 1)[0]
    if not line or not word or len(line) + 1 + len(word) <= width:
        return False
    if _is_row(line) or _is_row(after) or _ENDED.search(line):
        return False
    if _OWN.match(after) or _is_point(after, points):
        return False
    return after[:1].islower() or _shape(after) not in (_shape(line), _shape(beyond))


def _is_row(line: str) -> bool:
    """Whether its words are set in columns, quoted, or values without a blank between them."""
    packed = " " not in line and line.count(",") + line.count(";") > 1
    return packed or _COLUMNS.search(line[:_LOOK]) is not None


def _is_point(line: str, points: set[int]) -> bool:
    """Whether it begins with a number that another point goes before or follows."""
    found = _NUMBERED.match(line)
    return found is not None and bool({int(found[1]) - 1, int(found[1]) + 1} & points)


def _goes_on(line: str, after: str) -> bool:
    """Whether the second line goes on in the middle of a sentence."""
    return after[:1].islower() or (after[:1].isdigit() and bool(_OPEN.search(line)))


def _shape(line: str) -> str:
    """The first word by its kinds of characters: rows of a list begin alike."""
    first = line.lstrip().split(" ", 1)[0]
    if not any(map(str.isdigit, first)):
        return first
    return re.sub(r"[^\W\d_]+", "x", re.sub(r"\d+", "0", first))
