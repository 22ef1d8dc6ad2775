"""Tables of any kind: rows below a head whose cells name what stands in their columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from agents.reader.letter import Letter, Line
from agents.reader.tables import Cell, cells_of
from domain.words import lexicon

#: A head of longer words is a sentence.
_LONGEST = 40
#: Columns that stand side by side in no other line.
_TWO_DAYS = ("old_eta", "eta")


class Head(NamedTuple):
    """A column: its code, the words of its head, where it begins in its line."""

    code: str
    words: str
    left: int


class GridRow(NamedTuple):
    """A row: its cells and the words of their heads by the code of their column."""

    line: Line
    cells: Mapping[str, Cell]
    heads: Mapping[str, str]


def grid_rows(letter: Letter, words: str, *needed: str) -> Iterator[GridRow]:
    """The rows of tables whose head has all the columns `needed` of the list `words`."""
    heads: list[Head] = []
    part = ""
    for line in letter.lines():
        cells = cells_of(line.part.text, line.start, line.end)
        new = _heads(line, cells, words)
        if len(new) > 1 and {*needed} <= {one.code for one in new}:
            heads, part = new, line.part.name
        elif not heads or line.part.name != part:
            heads = []
        elif len(cells) > 1:
            yield _row(line, heads, cells)
        elif line.text.strip(" -=|+_\t"):
            heads = []


def _heads(line: Line, cells: list[Cell], words: str) -> list[Head]:
    """The line's columns if it is a head: most of its cells are names of columns, or two of them
    head a day before and after."""
    heads = [
        Head(_code(cell.text, words), cell.text, cell.start - line.start)
        for cell in cells
        if len(cell.text) <= _LONGEST
    ]
    heads = _numbered(heads)
    named = [one.code for one in heads if one.code]
    most = 2 * len(named) > len(cells) or {*_TWO_DAYS} <= {*named}
    alike = len(named) == len(set(named)) and most
    return heads if alike and len(named) > 1 else []


def _numbered(heads: list[Head]) -> list[Head]:
    """Of two columns for the item the first numbers the lines: `item  goods  qty`."""
    codes = [one.code for one in heads]
    if codes.count("item") != 2 or "line" in codes:
        return heads
    first = codes.index("item")
    return [*heads[:first], heads[first]._replace(code="line"), *heads[first + 1 :]]


def _code(head: str, words: str) -> str:
    """What a column is for: its longest name, which makes half of its head at least."""
    head = head.replace("_", " ")
    hits = lexicon(words).find(head)
    best = max(hits, key=lambda hit: hit.end - hit.start, default=None)
    return best.code if best and 2 * (best.end - best.start) >= len(head.strip()) else ""


def _row(line: Line, heads: list[Head], cells: list[Cell]) -> GridRow:
    """Cells by column: one to one where all are there, else by where they stand."""
    if len(cells) == len(heads):
        pairs = list(zip(heads, cells, strict=True))
    else:
        pairs = [(_above(heads, cell.start - line.start), cell) for cell in cells]
    found: dict[str, Cell] = {}
    for head, cell in pairs:
        if head.code and cell.text:
            found.setdefault(head.code, cell)
    return GridRow(line, found, {head.code: head.words for head, _ in pairs})


def _above(heads: list[Head], left: int) -> Head:
    before = [head for head in heads if head.left <= left + 2]
    return before[-1] if before else heads[0]
