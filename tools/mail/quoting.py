"""What in a body is earlier mail and what a signature: labelled line by line, never deleted.

Fresh words that are labelled as old are lost, so a mark counts only when nothing else writes it:
a form with From, To and Date is a booking, not a mail header. Every line is looked at a bounded
number of times and only its first characters, so crafted text costs no more than other text.
"""

from __future__ import annotations

import re

from domain.values import Value
from tools.mail import phrases
from tools.mail.attribution import (
    LOOK,
    Line,
    attributed,
    header_block,
    marked_until,
    with_rule,
)
from tools.mail.signing import signature_lines

Range = tuple[int, int]

_MARK = re.compile(r"[ \t\xa0]{0,4}[>＞]")
_BREAK = re.compile(
    r"[ \t]{0,4}>\s?=?\s?\d[\d.,]*\s*(?:pcs?|pieces?|pc|kgs?|stk|stück|units?|ea|%|mt|tons?|"
    r"ctns?|sets?|m|k|days?|"
    r"adet|szt|st|tm|h)\b",
    re.IGNORECASE,
)
#: So few fresh characters above a forwarded mail are a cover note ("FYI", "see below").
_COVER = 80


class Labels(Value):
    """Character ranges of quoted mail and of signatures, in order; and what was noticed."""

    quoted: tuple[Range, ...] = ()
    signature: tuple[Range, ...] = ()
    notes: tuple[str, ...] = ()


def label(text: str) -> Labels:
    """The quoted and signature ranges of a body."""
    lines = _lines(text)
    old = _quoted(lines)
    signed = signature_lines([line.text for line in lines], old)
    quoted = _ranges(lines, old)
    signature = _ranges(lines, [a and not b for a, b in zip(signed, old, strict=True)])
    return Labels(quoted=quoted, signature=signature, notes=_notes(lines, old, signed))


def _lines(text: str) -> list[Line]:
    found, at = [], 0
    for raw in text.split("\n"):
        head = raw[:LOOK]
        marked = _MARK.match(head) is not None
        found.append(Line(at, at + len(raw), head.replace("\xa0", " ").strip(), marked))
        at += len(raw) + 1
    return found


def _ranges(lines: list[Line], chosen: list[bool]) -> tuple[Range, ...]:
    """The chosen lines as ranges; neighbours are joined."""
    found: list[Range] = []
    for number, line in enumerate(lines):
        if not chosen[number] or line.end == line.start:
            continue
        if found and all(chosen[found_line] for found_line in _gap(lines, number)):
            found[-1] = (found[-1][0], line.end)
        else:
            found.append((line.start, line.end))
    return tuple(found)


def _gap(lines: list[Line], number: int) -> range:
    """The empty lines just above `number`, and the line above them."""
    above = number - 1
    while above > 0 and lines[above].start == lines[above].end and number - above < 50:
        above -= 1
    return range(max(above, 0), number)


def _quoted(lines: list[Line]) -> list[bool]:
    """For each line whether it is earlier mail."""
    old = [False] * len(lines)
    number = 0
    while number < len(lines):
        opened = _opening(lines, number)
        if opened is None:
            number += 1
            continue
        first, last = opened
        for one in range(first, last):
            old[one] = True
        number = max(last, number + 1)
    return old


def _opening(lines: list[Line], number: int) -> tuple[int, int] | None:
    """The lines [first, last) of old mail that begins at this line, or None."""
    line = lines[number]
    if not line.text:
        return None
    if line.marked:
        last = marked_until(lines, number)
        return (last if _price_breaks(lines, number, last) else number), last
    if phrases.DIVIDER.match(line.text) or phrases.FORWARDED.match(line.text):
        return number, len(lines)
    if header_block(lines, number):
        return with_rule(lines, number), len(lines)
    return attributed(lines, number)


def _price_breaks(lines: list[Line], first: int, last: int) -> bool:
    """Lines such as `> 500 pcs 4.20` without old mail around them are a price list."""
    return all(_BREAK.match(line.text) for line in lines[first:last] if line.text)


def _notes(lines: list[Line], old: list[bool], signed: list[bool]) -> tuple[str, ...]:
    numbered = list(enumerate(lines))
    fresh = sum(len(line.text) for n, line in numbered if not old[n] and not signed[n])
    quoted = [line.text for n, line in numbered if old[n]]
    if not quoted or fresh > _COVER:
        return ()
    if any(phrases.FORWARDED.match(text.lstrip("> ")) for text in quoted):
        return (f"a forwarded mail under {fresh} characters of new text",)
    return ()
