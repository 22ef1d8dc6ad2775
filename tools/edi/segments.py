"""Segments of an interchange: elements and components, each with its place in the decoded text."""

from __future__ import annotations

from typing import NamedTuple

from domain.tradedoc import Cell, unmarked
from domain.values import Value
from tools.edi import limits

#: What may stand around a value without belonging to it. Separators of other files, such as the
#: control characters 28 to 31, are no blanks here, whatever Python thinks of them.
BLANKS = " \t\r\n\u00a0\ufeff"


class Marks(Value):
    """The signs of one interchange; an empty one it does not have."""

    syntax: str
    element: str
    component: str
    terminator: str
    repetition: str = ""
    release: str = ""

    @property
    def unread(self) -> str:
        """Signs that stand in values without being part of them."""
        return self.release + ("" if self.terminator == "\n" else "\n")


class Piece(NamedTuple):
    """Characters `start`..`end` of the text."""

    start: int
    end: int


class Segment:
    """A segment; elements and components count from 1, as the standards count them.

    `number` is its place in its message, from 1. `start`..`end` are its characters without the
    terminator.
    """

    __slots__ = ("_marks", "_pieces", "_text", "end", "number", "start", "tag")

    def __init__(self, text: str, start: int, end: int, marks: Marks) -> None:
        self._text, self._marks = text, marks
        self.start, self.end, self.number = start, end, 0
        self._pieces: list[Piece] | None = None
        behind = text.find(marks.element, start, end)
        tag = text[start : behind if behind >= 0 else end]
        if marks.syntax == "EDIFACT":  # `LIN:1+…` nests; the tag is LIN
            tag = tag.partition(marks.component)[0]
        self.tag = unmarked(tag[:20], "\n").strip(BLANKS).upper()

    @property
    def _elements(self) -> list[Piece]:
        """The elements behind the tag, cut when they are first asked for."""
        if self._pieces is None:
            marks, whole = self._marks, Piece(self.start, self.end)
            self._pieces = split(self._text, whole, marks.element, marks.release)[1:]
        return self._pieces

    def __len__(self) -> int:
        """How many elements it has."""
        return len(self._elements)

    def components(self, element: int) -> list[Piece]:
        """The components of an element; of a repeated one those of its first occurrence."""
        found = self.occurrences(element)
        return found[0] if found else []

    def occurrences(self, element: int) -> list[list[Piece]]:
        """The components of each occurrence of an element."""
        elements = self._elements
        if not 0 < element <= len(elements):
            return []
        piece, marks = elements[element - 1], self._marks
        parts = [piece]
        if marks.repetition:
            parts = split(self._text, piece, marks.repetition, marks.release)
        if not marks.component:
            return [[part] for part in parts]
        return [split(self._text, part, marks.component, marks.release) for part in parts]

    def value(self, element: int, component: int = 1) -> str:
        """What is meant there; empty where nothing stands."""
        pieces = self.components(element)
        return self.meant(pieces[component - 1]) if component <= len(pieces) else ""

    def whole(self, element: int) -> Piece | None:
        """An element with all its components, None where nothing stands."""
        if not 0 < element <= len(self._elements):
            return None
        piece = self._elements[element - 1]
        return piece if self.meant(piece) else None

    def cell(self, element: int, component: int = 1, codes: str = "") -> Cell | None:
        """The value as a cell, None where nothing stands."""
        pieces = self.components(element)
        return self.cell_of(pieces[component - 1], codes) if component <= len(pieces) else None

    def cell_of(self, piece: Piece, codes: str = "") -> Cell | None:
        """A piece as a cell, without blanks around it; None when nothing is left."""
        start, end, text = piece.start, piece.end, self._text
        while start < end and text[start] in BLANKS:
            start += 1
        while end > start and text[end - 1] in BLANKS:
            end -= 1
        if start == end:
            return None
        words = text[start:end]
        marks = "".join(sign for sign in self._marks.unread if sign in words)
        return Cell(text=words, start=start, end=end, marks=marks, codes=codes)

    def across(self, first: int, last: int) -> Cell | None:
        """The characters from one element to another, with what stands between them."""
        low, high = self.whole(first), self.whole(last)
        if low is None or high is None:
            return None
        return self.cell_of(Piece(low.start, high.end))

    def all(self) -> Cell | None:
        """The whole segment as a cell."""
        return self.cell_of(Piece(self.start, self.end))

    def meant(self, piece: Piece) -> str:
        """What is meant by a piece."""
        return unmarked(self._text[piece.start : piece.end], self._marks.unread).strip(BLANKS)

    @property
    def separator(self) -> str:
        """The sign between its elements."""
        return self._marks.element


def split(text: str, piece: Piece, sign: str, release: str) -> list[Piece]:
    """The pieces between the signs; one behind a release character separates nothing."""
    start, end = piece
    if text.find(sign, start, end) < 0:
        return [piece]
    found = []
    if not release or text.find(release, start, end) < 0:
        for part in text[start:end].split(sign, limits.ELEMENTS):
            found.append(Piece(start, start + len(part)))
            start += len(part) + 1
        return found
    at = start
    while len(found) < limits.ELEMENTS:
        at = text.find(sign, at, end)
        if at < 0:
            break
        if not released(text, at, piece.start, release):
            found.append(Piece(start, at))
            start = at + 1
        at += 1
    found.append(Piece(start, end))
    return found


def released(text: str, at: int, low: int, release: str) -> bool:
    """Whether an odd number of release characters stands before `at`, line ends aside."""
    count, before = 0, at - 1
    while before >= low:
        if text[before] == release:
            count += 1
        elif count or text[before] not in "\r\n":
            break
        before -= 1
    return count % 2 == 1
