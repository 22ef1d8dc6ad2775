"""CSV and its kin: which character parts the cells, and the cells as they are written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from tools.papers import plain
from tools.papers.paper import File, Paper
from tools.papers.rows import table_text

_MARKS = ";\t,|"
#: Lines that are looked at to find the mark.
_SAMPLE = 30


def read(file: File) -> Paper:
    """The rows with tabs between the cells; a file of one column is text."""
    text = plain.read(file).text
    mark, text = _mark(text)
    if not mark:
        return Paper(text=text)
    try:
        return Paper(text=table_text(_rows(text, mark)))
    except csv.Error:
        return Paper(text=text, notes=("its cells cannot be told apart; it is read as text",))


def _rows(text: str, mark: str) -> Iterator[list[str]]:
    return iter(csv.reader(io.StringIO(text, newline=""), delimiter=mark))


def _mark(text: str) -> tuple[str, str]:
    """What parts the cells, and the text without the line that says so; empty for one column."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[-1], rest
    sample = "\n".join([line for line in text[:100_000].split("\n") if line.strip()][:_SAMPLE])
    best = max(_MARKS, key=lambda mark: _fits(sample, mark))
    return (best if _fits(sample, best) > (0, 0) else ""), text


def _fits(sample: str, mark: str) -> tuple[int, int]:
    """How many lines have the commonest number of cells beyond one, and that number."""
    try:
        widths = [len(row) for row in _rows(sample, mark) if row]
    except csv.Error:
        return 0, 0
    several = [width for width in widths if width > 1]
    if not several:
        return 0, 0
    common = max(set(several), key=lambda width: (several.count(width), width))
    return several.count(common), common
