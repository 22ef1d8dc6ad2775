"""Whether a file writes numbers with a decimal point or comma: by its own cells, else asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from domain.errors import BadInput
from tools.erp.embedded.sheets import Sheet
from tools.erp.embedded.tables import TABLES

Mark = Literal[".", ","]

#: What the record holds of a row in a column; None where it has no such row.
Known = Callable[[str, str], str | None]

#: Reads as 1 and as 1000: nothing in the cell itself tells which.
_TWO_WAYS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)
#: A decimal point, where it does not read two ways; thousands that are set off by nothing.
_POINT = re.compile(r"[+-]?\d+\.\d+", re.ASCII)
_UNMARKED = re.compile(r"[+-]?\d{4,}", re.ASCII)
#: A comma that can set off no thousands, or points that can set off nothing else.
_COMMA = re.compile(
    r"[+-]?(\d{1,3}(\.\d{3})+,\d+|0,\d+|\d+,(\d{1,2}|\d{4,})|\d{4,},\d+|\d{1,3}(\.\d{3}){2,})",
    re.ASCII,
)
#: A number with a decimal comma, its thousands set off by points or not at all.
_WITH_COMMA = re.compile(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?", re.ASCII)


class _Cell(NamedTuple):
    line: int
    key: str
    column: str
    text: str


def mark_of(sheet: Sheet, setting: str, known: Known) -> Mark:
    """The decimal mark of a file; BadInput where it could be either and it matters.

    By the setting; else by cells that read one way only; else by what the record holds of the
    same rows. A file is of one hand: what one column shows holds for all, unless the record holds
    the other reading of a cell, and then it is asked.
    """
    if sheet.has_values or setting:
        return "," if setting == "," and not sheet.has_values else "."
    cells = list(_numbers(sheet))
    doubtful = [one for one in cells if _TWO_WAYS.fullmatch(one.text)]
    ways = [(_as_on_record(one, known), one) for one in doubtful]
    held: dict[Mark, _Cell] = {way: one for way, one in ways if way is not None}
    shown = _shown(cells) or (None if doubtful else ".")
    if shown is None and len(held) != 1:
        raise _asked(sheet, doubtful[0], "nothing in the file says")
    mark: Mark = shown if shown is not None else next(iter(held))
    for other, cell in held.items():
        if other != mark:
            raise _asked(sheet, cell, "other cells and what the record holds of it differ on")
    return mark


def plain(text: str, mark: Mark) -> str:
    """A number as it is written with a point; anything else as it is."""
    bare = text.strip()
    if mark == "." or _WITH_COMMA.fullmatch(bare) is None:
        return text
    return bare.replace(".", "").replace(",", ".")


def _numbers(sheet: Sheet) -> Iterator[_Cell]:
    """Cells of columns that hold numbers, in rows that are whole."""
    spec = TABLES[sheet.table]
    for line, values in sheet.rows:
        cells = dict(zip(sheet.header, values, strict=False))
        key = "/".join(cells.get(name, "").strip() for name in spec.key)
        for column, text in cells.items():
            if spec.kinds.get(column) == "number" and text.strip():
                yield _Cell(line, key, column, text.strip())


def _shows_point(cell: _Cell) -> bool:
    return bool(_POINT.fullmatch(cell.text)) and not _TWO_WAYS.fullmatch(cell.text)


def _shown(cells: Sequence[_Cell]) -> Mark | None:
    """The mark by cells that read one way only, if there are any."""
    if any(map(_shows_point, cells)):
        return "."
    if _has_comma(cells):
        return ","
    return "." if any(_UNMARKED.fullmatch(one.text) for one in cells) else None


def _has_comma(cells: Sequence[_Cell]) -> bool:
    return any(_COMMA.fullmatch(one.text) for one in cells)


def _as_on_record(cell: _Cell, known: Known) -> Mark | None:
    held = known(cell.key, cell.column)
    if held is None:
        return None
    few, many = Decimal(cell.text), Decimal(cell.text.replace(".", ""))
    return "." if Decimal(held) == few else "," if Decimal(held) == many else None


def _asked(sheet: Sheet, cell: _Cell, why: str) -> BadInput:
    few, many = Decimal(cell.text).normalize(), cell.text.replace(".", "")
    return BadInput(
        f"{cell.column} is {cell.text!r}, which is {few:f} or {many}: {why} "
        "whether the point sets off decimals or thousands",
        file=sheet.file,
        line=cell.line,
        remedy='say it in seamline.toml, [record] decimal_mark = "." or ",", or write the number '
        "without thousands",
    )
