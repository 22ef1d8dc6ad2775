"""Rows of a table as lines: tabs between the cells, and nothing in a cell that ends it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.papers import limits


def row_line(cells: Sequence[str]) -> str:
    """One line; empty cells keep their place, those behind the last filled one are dropped."""
    flat = [" ".join(cell.split()) for cell in cells[: limits.COLUMNS]]
    while flat and not flat[-1]:
        flat.pop()
    return "\t".join(flat)


def table_text(rows: Iterable[Sequence[str]]) -> str:
    """The lines; of several empty ones between two rows one is kept, of those around them none."""
    lines: list[str] = []
    for row in rows:
        line = row_line(row)
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).rstrip("\n")
