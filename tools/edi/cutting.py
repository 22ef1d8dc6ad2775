"""A text cut into segments, one interchange after the other, each with its own signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.edi import limits
from tools.edi.marks import Start, next_start, skip_blanks, start_at
from tools.edi.segments import BLANKS, Marks, Segment, released

_LENGTH = re.compile(r"\s{0,4}(\d{1,15})")
#: Segments that say how many characters of theirs follow: tag to the element with the length.
_COUNTED = {"BIN": 1, "BDS": 2}
_TRAILERS = {"X12": "IEA", "EDIFACT": "UNZ"}
_HEADERS = {"X12": re.compile("ISA[^0-9A-Za-z]"), "EDIFACT": re.compile("UN[AB][^0-9A-Za-z]")}


class Cut:
    """The segments of one interchange, and where the text goes on behind it."""

    def __init__(self, start: Start) -> None:
        self.marks = start.marks
        self.start = self.end = start.at
        self.segments: list[Segment] = []
        self.whole = True  # whether every segment could be kept


def interchanges(text: str, most: int) -> Iterator[Cut | str]:
    """Each interchange up to `most` segments in all; between them, in words, what was skipped."""
    at, left, tries = skip_blanks(text, 0), most, 0
    while at < len(text):
        start = start_at(text, at) if left > 0 else None
        if start is None:
            skipped = at
            while start is None and at < len(text) and left > 0 and tries < limits.INTERCHANGES:
                at, tries = next_start(text, at + 1), tries + 1
                start = start_at(text, at)
            at = at if start is not None else len(text)
            yield f"characters {skipped} to {at} are no part of an interchange that was read"
            continue
        cut = cut_at(text, start, left)
        left, tries = left - len(cut.segments), tries + 1
        if tries > limits.INTERCHANGES:
            left = 0
        yield cut
        at = skip_blanks(text, max(cut.end, at + 1))


def cut_at(text: str, start: Start, most: int) -> Cut:
    """The segments from here to the trailer, to the next header, or to the end."""
    cut, at = Cut(start), start.at
    trailer, header = _TRAILERS[start.marks.syntax], _HEADERS[start.marks.syntax]
    while at < len(text):
        at = skip_blanks(text, at)
        if at >= len(text) or (cut.segments and header.match(text, at)):
            break
        if len(cut.segments) >= most:
            cut.whole, at = False, len(text)
            break
        end = _end(text, at, start.marks)
        segment = Segment(text, at, end, start.marks)
        at = end + 1
        if segment.tag:
            cut.segments.append(segment)
        if segment.tag == trailer:
            break
    cut.end = min(at, len(text))
    return cut


def _end(text: str, at: int, marks: Marks) -> int:
    """Where the segment's terminator stands; the end of the text when it has none."""
    tag = text[at : at + 3]
    if marks.syntax == "X12" and tag in _COUNTED:
        end = _counted_end(text, at, marks, _COUNTED[tag])
        if end:
            return end
    found = text.find(marks.terminator, at)
    while found >= 0 and marks.release and released(text, found, at, marks.release):
        found = text.find(marks.terminator, found + 1)
    return found if found >= 0 else len(text)


def _counted_end(text: str, at: int, marks: Marks, element: int) -> int:
    """The end by the length the segment states; 0 when no terminator stands there."""
    place = at
    for _ in range(element):
        place = text.find(marks.element, place, at + 200)
        if place < 0:
            return 0
        place += 1
    length = _LENGTH.match(text, place, place + 20)
    if length is None or text[length.end() : length.end() + 1] != marks.element:
        return 0
    end = length.end() + 1 + int(length[1])
    following = end
    while text[following : following + 1] and text[following] in BLANKS + "":
        if text[following] == marks.terminator:
            break
        following += 1
    return following if text[following : following + 1] == marks.terminator else 0
