"""Files of an export as sheets of text: one CSV is one table, an XLSX holds one a sheet."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from domain.errors import BadInput
from domain.values import Value
from tools.erp.embedded.cells import sheet_text
from tools.erp.embedded.encoding import decoded
from tools.erp.embedded.naming import columns_in, table_named

#: Notes people leave beside an export; everything else that is no export is an error.
_NOTES = frozenset({".md", ".txt"})


class Sheet(Value):
    """The rows of one table as a file has them, each with its line (as a person counts them).

    `has_values`: numbers are stored as values, not as words that could be read in two ways.
    """

    table: str
    file: str
    sha256: str
    header: tuple[str, ...]
    header_line: int
    rows: list[tuple[int, list[str]]]
    has_values: bool = False


def sheets_of(folder_or_files: Path | Sequence[Path]) -> list[Sheet]:
    """Every sheet of a folder or of the files given, in the order of their names."""
    files = _files(folder_or_files)
    sheets = [sheet for file in files for sheet in _read(file)]
    first: dict[str, Sheet] = {}
    for sheet in sheets:
        if sheet.table in first:
            raise BadInput(
                f"the table {sheet.table} also comes in {first[sheet.table].file}",
                file=sheet.file,
                remedy="load only one of the two at a time",
            )
        first[sheet.table] = sheet
    return sheets


def _files(folder_or_files: Path | Sequence[Path]) -> list[Path]:
    if not isinstance(folder_or_files, Path):
        return sorted(folder_or_files)
    if folder_or_files.is_file():
        return [folder_or_files]
    if not folder_or_files.is_dir():
        raise BadInput("there is no such folder or file", file=str(folder_or_files))
    found = [file for file in sorted(folder_or_files.iterdir()) if not _is_note(file)]
    if not found:
        raise BadInput(
            "the folder holds no export",
            file=str(folder_or_files),
            remedy="put CSV or XLSX files there, named after their tables",
        )
    return found


def _is_note(file: Path) -> bool:
    return file.is_dir() or file.name.startswith((".", "~$")) or file.suffix.lower() in _NOTES


def _read(file: Path) -> Iterable[Sheet]:
    kind = file.suffix.lower()
    if kind not in (".csv", ".xlsx"):
        raise BadInput(
            f"a {kind or 'nameless'} file cannot be loaded",
            file=file.name,
            remedy="save it as CSV or XLSX",
        )
    try:
        data = file.read_bytes()
    except OSError as problem:
        raise BadInput(f"it cannot be read: {problem.strerror}", file=str(file)) from problem
    digest = hashlib.sha256(data).hexdigest()
    return [_csv(file, data, digest)] if kind == ".csv" else _xlsx(file, data, digest)


def _csv(file: Path, data: bytes, digest: str) -> Sheet:
    table = table_named(file.stem, file=file.name)
    text = decoded(data, file.name)
    lines = list(_numbered(text, _delimiter(text, table), file.name))
    return _sheet(table, file.name, digest, lines)


def _delimiter(text: str, table: str) -> str:
    """The separator under which the first line names the most columns of the table."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(
        ",;\t",
        key=lambda mark: len(columns_in(table, next(csv.reader([first], delimiter=mark), []))),
    )


def _numbered(text: str, delimiter: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Lines with their numbers; a quoted cell that spans lines counts from its first."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as problem:
        raise BadInput(
            f"this is no well-formed CSV ({problem})",
            file=file,
            line=line,
            remedy="close every quote and double those inside a cell",
        ) from problem


def _xlsx(file: Path, data: bytes, digest: str) -> list[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tabs = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
    except (CalamineError, OSError, ValueError) as problem:
        raise BadInput(
            "this is no readable XLSX workbook",
            file=file.name,
            remedy="save it anew as XLSX or CSV",
        ) from problem
    filled = {name: rows for name, rows in tabs.items() if rows}
    if not filled:
        raise BadInput("the workbook is empty", file=file.name, remedy="add a sheet a table")
    alone = len(filled) == 1
    return [
        _sheet(
            table_named(name, file=file.name, or_else=file.stem if alone else ""),
            f"{file.name}[{name}]",
            digest,
            [(at, [sheet_text(cell) for cell in row]) for at, row in enumerate(rows, start=1)],
            has_values=any(isinstance(cell, float) for row in rows for cell in row),
        )
        for name, rows in filled.items()
    ]


def _sheet(
    table: str,
    file: str,
    digest: str,
    lines: list[tuple[int, list[str]]],
    *,
    has_values: bool = False,
) -> Sheet:
    """A sheet without its blank lines; the first line that is left is the header."""
    filled = [(at, cells) for at, cells in lines if any(cell.strip() for cell in cells)]
    if not filled:
        raise BadInput(
            "the file is empty", file=file, remedy="the first line must name the columns"
        )
    padded = filled[0][1]
    header = [cell.strip() for cell in padded]
    while header and not header[-1]:  # spreadsheets pad their lines, the header too
        header.pop()
    return Sheet(
        table=table,
        file=file,
        sha256=digest,
        header=tuple(header),
        header_line=filled[0][0],
        rows=[(at, _cut(cells, len(header), len(padded))) for at, cells in filled[1:]],
        has_values=has_values,
    )


def _cut(cells: list[str], width: int, padded: int) -> list[str]:
    """The cells without their padding; a line longer than its header is no padded one."""
    empty = len(cells) <= padded and not any(cell.strip() for cell in cells[width:])
    return cells[:width] if empty else cells
