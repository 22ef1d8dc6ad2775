"""Words with their places on a page into lines: wide gaps are tabs, columns keep their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from tools.papers.rows import row_line

#: Gaps beyond this many times the letters' size part columns; words of a sentence stand closer.
_COLUMN = 1.2
#: Words whose base lines differ by less than this part of their size stand on one line.
_LEVEL = 0.4
#: A step of more than this many sizes to the next line is an empty line, and ends a table.
_PARAGRAPH = 2.2
_ROW_STEP = 4.0


class Word(NamedTuple):
    """A word and where it stands: `base` is its base line, counted from the top of the page."""

    text: str
    left: float
    right: float
    base: float
    size: float


class Piece(NamedTuple):
    """Words of a line that stand close together."""

    text: str
    left: float
    right: float


class Line(NamedTuple):
    """The pieces of a line from left to right."""

    pieces: tuple[Piece, ...]
    base: float
    size: float


def page_text(words: Iterable[Word], tables: Sequence[tuple[float, str]] = ()) -> str:
    """The lines from top to bottom; `tables` (where each begins, its text) stand in between."""
    blocks = [(line.base, line.size, text) for line, text in _aligned(lines_of(words))]
    blocks += [(top, 0.0, text) for top, text in tables]
    out: list[str] = []
    last = None
    for base, size, text in sorted(blocks, key=lambda block: block[0]):
        if last is not None and (size == 0.0 or base - last > _PARAGRAPH * size):
            out.append("")
        out.append(text)
        last = base
    return "\n".join(out)


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The words grouped by the line they stand on."""
    lines: list[Line] = []
    group: list[Word] = []
    for word in sorted(words, key=lambda one: (one.base, one.left)):
        if group and word.base - group[0].base > _LEVEL * min(word.size, group[0].size):
            lines.append(_line(group))
            group = []
        group.append(word)
    if group:
        lines.append(_line(group))
    return lines


def _line(words: list[Word]) -> Line:
    size = median(word.size for word in words)
    pieces: list[Piece] = []
    for word in sorted(words, key=lambda one: one.left):
        if pieces and word.left - pieces[-1].right <= _COLUMN * size:
            last = pieces[-1]
            right = max(last.right, word.right)
            pieces[-1] = Piece(f"{last.text} {word.text}", last.left, right)
        else:
            pieces.append(Piece(word.text, word.left, word.right))
    return Line(tuple(pieces), words[0].base, size)


def _aligned(lines: list[Line]) -> list[tuple[Line, str]]:
    """Each line with its text; rows of one table have their cells in the same order."""
    found: list[tuple[Line, str]] = []
    at = 0
    while at < len(lines):
        block = _block(lines, at)
        found += zip(lines[at : at + len(block)], block, strict=True)
        at += len(block)
    return found


def _block(lines: list[Line], at: int) -> list[str]:
    """The texts of the rows of a table that begins here; of one line where none does."""
    head = lines[at].pieces
    columns = Columns(head)
    rows = [{number: piece.text for number, piece in enumerate(head)}]
    if len(head) >= 3:
        for above, line in zip(lines[at:], lines[at + 1 :], strict=False):
            row = columns.place(line.pieces) if _follows(above, line) else None
            if row is None:
                break
            rows.append(row)
    return [row_line(columns.cells(row)) for row in rows]


def _follows(above: Line, line: Line) -> bool:
    return line.base - above.base <= _ROW_STEP * max(line.size, above.size)


class Columns:
    """The columns of a table as far as its rows have shown them; a row may add one between two."""

    def __init__(self, head: Sequence[Piece]) -> None:
        self._bounds: dict[int, tuple[float, float]] = {
            number: (piece.left, piece.right) for number, piece in enumerate(head)
        }

    def place(self, pieces: Sequence[Piece]) -> dict[int, str] | None:
        """The row's cells by column; None when a piece lies across columns: it is no row."""
        row: dict[int, str] = {}
        for piece in pieces:
            number = self._below(piece)
            if number is None:
                return None
            row[number] = f"{row[number]} {piece.text}" if number in row else piece.text
        if len(pieces) == 1 and len(pieces[0].text) > 60:
            return None  # a sentence below the table
        return row

    def cells(self, row: dict[int, str]) -> list[str]:
        """The row's cells from left to right."""
        order = sorted(self._bounds, key=lambda number: self._bounds[number])
        return [row.get(number, "") for number in order]

    def _below(self, piece: Piece) -> int | None:
        """The column a piece stands in; one that overlaps two is in that of which it has most."""
        shares = sorted(
            (
                (min(piece.right, right) - max(piece.left, left), number)
                for number, (left, right) in self._bounds.items()
                if piece.left < right and piece.right > left
            ),
            reverse=True,
        )
        if len(shares) > 2 or (len(shares) == 2 and shares[0][0] < 2 * shares[1][0]):
            return None
        number = shares[0][1] if shares else len(self._bounds)
        left, right = self._bounds.get(number, (piece.left, piece.right))
        if len(shares) < 2:
            left, right = min(left, piece.left), max(right, piece.right)
        self._bounds[number] = (left, right)
        return number
