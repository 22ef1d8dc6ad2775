"""Workbooks (XLSX, XLS, XLSB, ODS): each sheet that is shown, a heading and its rows."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from domain.errors import Unreadable
from tools.papers import limits
from tools.papers.paper import File, Paper, joined
from tools.papers.remarks import remarks_in
from tools.papers.rows import row_line, table_text
from tools.papers.sheet_hides import Hides, hidden_in
from tools.papers.zips import refuse_bombs


def read(file: File) -> Paper:
    """The sheets one below the other; hidden sheets, rows and columns apart."""
    zipped = file.data.startswith(b"PK")
    if zipped:
        refuse_bombs(file.data)
    hides = hidden_in(file.data) if zipped else {}
    left = limits.CELLS
    papers = []
    for name, visible, rows in _sheets(file.data):
        kept = rows[: max(0, left // max(1, len(rows[0]) if rows else 1))]
        left -= len(kept) * (len(rows[0]) if rows else 0)
        paper = _sheet(name, kept, hides.get(name, Hides())) if visible else _unseen(name, kept)
        cut = f"only the first {len(kept)} rows of sheet {name} are read"
        papers.append(paper.with_notes(cut) if len(kept) < len(rows) else paper)
    remarks = remarks_in(file.data) if zipped else ()
    if not any(paper.text or paper.hidden for paper in papers):
        return Paper(notes=("it holds no values", *remarks))
    return joined(papers).with_notes(*remarks)


def _sheets(data: bytes) -> Iterator[tuple[str, bool, list[list[Any]]]]:
    """Name, whether it is shown, and rows of every sheet of cells."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in book.sheets_metadata:
            if sheet.typ == SheetTypeEnum.WorkSheet:
                rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                yield sheet.name, sheet.visible == SheetVisibleEnum.Visible, rows
    except CalamineError as fault:
        locked = "assword" in str(fault) or "ncrypt" in str(fault)
        why = "it is locked with a password; ask for it without one"
        raise Unreadable(why if locked else "it is no workbook that can be read") from fault
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":  # a panic of the library is no Exception
            raise
        raise Unreadable("it is damaged and cannot be read") from fault


def _sheet(name: str, rows: list[list[Any]], hides: Hides) -> Paper:
    shown: list[list[str]] = []
    unseen: list[str] = []
    for number, row in enumerate(rows):
        cells = [cell_text(cell) for cell in row]
        if number in hides.rows:
            unseen.append(row_line(cells))
            continue
        unseen.extend(cells[column] for column in hides.columns if column < len(cells))
        shown.append([cell for column, cell in enumerate(cells) if column not in hides.columns])
    hidden = "\n".join(filter(None, unseen))
    note = (f"sheet {name} hides rows or columns; they were not read",) if hidden else ()
    text = table_text(shown)
    return Paper(text=f"Sheet: {name}\n{text}" if text else "", hidden=hidden, notes=note)


def _unseen(name: str, rows: list[list[Any]]) -> Paper:
    text = table_text([cell_text(cell) for cell in row] for row in rows)
    note = (f"sheet {name} is hidden; it was not read",) if text else ()
    return Paper(hidden=text, notes=note)


def cell_text(cell: Any) -> str:
    """A cell as text: plain decimals, days and times in ISO form."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (int, float)):
        return _number(cell)
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


def _number(cell: float) -> str:
    """The number to the fifteen digits that a workbook keeps.

    Three decimals get a fourth: 12.125 would be twelve thousand to whoever writes 12.125,00.
    """
    try:
        text = format(Decimal(f"{cell:.15g}"), "f")
    except ArithmeticError:
        return str(cell)
    return text + "0" if len(text.partition(".")[2]) == 3 else text
