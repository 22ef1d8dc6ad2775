"""Rows of a sheet checked one by one: known columns, readable values, whole and single keys."""

from __future__ import annotations

from typing import NamedTuple

from domain.errors import BadInput
from tools.erp.embedded.cells import EXPECTED, tidy
from tools.erp.embedded.naming import require_columns
from tools.erp.embedded.number_format import Known, Mark, mark_of, plain
from tools.erp.embedded.sheets import Sheet
from tools.erp.embedded.tables import TABLES, TableSpec


def _nothing(_key: str, _column: str) -> None:
    """A record that holds nothing."""


class Entry(NamedTuple):
    """A row ready to be filed: its line, its key, and its cells as the record keeps them."""

    line: int
    key: str
    cells: dict[str, str | None]


def entries_of(sheet: Sheet, setting: str = "", known: Known = _nothing) -> list[Entry]:
    """The sheet's rows; BadInput names the line, the column, the value and what is expected.

    `setting` is the decimal mark of exports where it is said, `known` what the record holds.
    """
    spec = TABLES[sheet.table]
    require_columns(spec, sheet.header, file=sheet.file, line=sheet.header_line)
    mark = mark_of(sheet, setting, known)
    filled = [*spec.key, *(name for name in spec.required if name not in spec.key)]
    entries: list[Entry] = []
    lines: dict[str, int] = {}
    for line, values in sheet.rows:
        cells = _cells(sheet, spec, line, values, mark)
        for column in filled:
            if cells[column] is None:
                raise _blank(sheet, spec, line, column)
        entry = Entry(line, spec.key_of(cells), cells)
        if entry.key in lines:
            raise _twice(sheet, spec, entry, lines[entry.key])
        lines[entry.key] = line
        entries.append(entry)
    return entries


def _cells(
    sheet: Sheet, spec: TableSpec, line: int, values: list[str], mark: Mark
) -> dict[str, str | None]:
    if len(values) != len(sheet.header):
        raise BadInput(
            f"this line has {len(values)} cells and the header {len(sheet.header)}",
            file=sheet.file,
            line=line,
            remedy="put cells that hold the separator in quotes",
        )
    cells: dict[str, str | None] = {}
    for column, text in zip(sheet.header, values, strict=True):
        kind = spec.kinds[column]
        try:
            said = plain(text, mark) if kind == "number" else text
            cells[column] = tidy(kind, said.strip() if column in spec.codes else said)
        except ValueError as problem:
            raise BadInput(
                f"{column} is {text.strip()!r}",
                file=sheet.file,
                line=line,
                remedy=f"write {EXPECTED[kind]}",
            ) from problem
    return cells


def _blank(sheet: Sheet, spec: TableSpec, line: int, column: str) -> BadInput:
    role = "the key column" if column in spec.key else "the column"
    return BadInput(
        f"{role} {column} is empty", file=sheet.file, line=line, remedy="fill it or drop the line"
    )


def _twice(sheet: Sheet, spec: TableSpec, entry: Entry, first: int) -> BadInput:
    return BadInput(
        f"{' and '.join(spec.key)} {entry.key} stand on line {first} already",
        file=sheet.file,
        line=entry.line,
        remedy="keep the line that is right",
    )
