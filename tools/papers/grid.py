"""Ruled tables of a page: lines that cross make cells, and words fall into them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pdfplumber import table

from tools.papers.layout import Line, Word, lines_of
from tools.papers.rows import table_text

_NEAR = 3
#: Crossing rules in greater number are a drawing; looking for cells takes cubic time.
_RULES = 400
_CROSSINGS = 1_000

Box = tuple[float, float, float, float]


class Rule(NamedTuple):
    """A straight line along the page; y counts from the top."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def across(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.bottom - self.top


class Ruled(NamedTuple):
    """A table: where it begins, its text, and the words that stand outside every table."""

    tables: list[tuple[float, str]]
    outside: list[Word]


def ruled_tables(rules: Sequence[Rule], words: Sequence[Word]) -> Ruled:
    """The tables that these rules make, filled with the words inside them."""
    outside = list(words)
    tables: list[tuple[float, str]] = []
    for cells in _grids(rules):
        placed = [(word, _cell(cells, word)) for word in outside]
        held: dict[Box, list[Word]] = {}
        for word, cell in placed:
            if cell is not None:
                held.setdefault(cell, []).append(word)
        if len(held) < 4 or any(_is_frame(inside) for inside in held.values()):
            continue  # a frame around an address, or around a table that is not ruled
        outside = [word for word, cell in placed if cell is None]
        tables.append((min(top for _, top, _, _ in cells), _text(cells, held)))
    return Ruled(tables, outside)


def _grids(rules: Sequence[Rule]) -> Iterator[list[Box]]:
    """The cells of each grid of at least two rows and two columns."""
    merged = table.merge_edges([_edge(rule) for rule in rules], _NEAR, _NEAR, _NEAR, _NEAR)
    if len(merged) > _RULES:
        return
    crossings = table.edges_to_intersections(merged, _NEAR, _NEAR)
    if len(crossings) > _CROSSINGS:
        return
    for cells in table.cells_to_tables(table.intersections_to_cells(crossings)):
        rows, columns = {top for _, top, _, _ in cells}, {left for left, _, _, _ in cells}
        if len(rows) > 1 and len(columns) > 1:
            yield cells


def _edge(rule: Rule) -> dict[str, object]:
    return {
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": rule.x1 - rule.x0,
        "height": rule.bottom - rule.top,
        "orientation": "h" if rule.across else "v",
        "object_type": "line",
    }


def _cell(cells: Sequence[Box], word: Word) -> Box | None:
    x, y = (word.left + word.right) / 2, word.base - word.size / 4
    return next((c for c in cells if c[0] <= x <= c[2] and c[1] <= y <= c[3]), None)


def _is_frame(words: Sequence[Word]) -> bool:
    """Whether what stands in a cell is a table of its own."""
    return sum(len(line.pieces) > 1 for line in lines_of(words)) > 1


def _text(cells: Sequence[Box], held: dict[Box, list[Word]]) -> str:
    """The rows from the top; a cell over several columns or rows stands in its first."""
    lefts = sorted({left for left, _, _, _ in cells})
    rows: list[list[str]] = []
    for top in sorted({top for _, top, _, _ in cells}):
        row = {lefts.index(cell[0]): lines_of(held[cell]) for cell in held if cell[1] == top}
        rows += _records(row, len(lefts))
    return table_text(rows)


def _records(row: dict[int, list[Line]], width: int) -> Iterator[list[str]]:
    """A row as one line of cells; one whose lines are records, parted by nothing, as several."""
    starts = _starts(row)
    records = [[""] * width for _ in starts or [0.0]]
    for column, lines in row.items():
        for line in lines:
            number = max(0, sum(line.base > start - _NEAR for start in starts) - 1)
            said = " ".join(piece.text for piece in line.pieces)
            records[number][column] = f"{records[number][column]} {said}".strip()
    return iter(records)


def _starts(row: dict[int, list[Line]]) -> list[float]:
    """Where each record begins: lines on which two columns at least have a number."""
    bases: dict[int, list[float]] = {}
    for lines in row.values():
        if len(lines) > 1 and all(_has_digit(line) for line in lines):
            for line in lines:
                bases.setdefault(round(line.base / _NEAR), []).append(line.base)
    found = sorted(min(several) for several in bases.values() if len(several) > 1)
    return found if len(found) > 1 else []


def _has_digit(line: Line) -> bool:
    return any(char.isdigit() for piece in line.pieces for char in piece.text)
