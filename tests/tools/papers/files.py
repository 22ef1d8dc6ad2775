"""Files of every form for tests, made of the same rows: workbook, letter, CSV, page, PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import docx
import openpyxl

from domain.tradedoc import cells
from tests.tools.papers.pdfs import at, pdf, table
from tools.papers.paper import Paper
from tools.papers.read import read_paper

Rows = Sequence[Sequence[str]]


def workbook(rows: Sequence[Sequence[object]], title: str = "Orders") -> bytes:
    """An XLSX of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The workbook's bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def letter(*blocks: str | Rows) -> bytes:
    """A DOCX of paragraphs and tables."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        made = document.add_table(len(block), len(block[0]))
        for row, said in zip(made.rows, block, strict=True):
            for cell, words in zip(row.cells, said, strict=True):
                cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def csv(rows: Rows, mark: str = ";") -> bytes:
    """A CSV as Excel writes it in most of Europe."""
    return "\r\n".join(mark.join(row) for row in rows).encode("cp1252")


def rich(rows: Rows) -> bytes:
    """An RTF of one table."""
    lines = ("".join(f"{cell}\\cell " for cell in row) + "\\row" for row in rows)
    return ("{\\rtf1\\ansi " + "\n".join(f"\\trowd\\intbl {line}" for line in lines) + "}").encode()


def web(rows: Rows) -> bytes:
    """An HTML page of one table."""
    cells = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><table>{''.join(cells)}</table></html>".encode()


def printed(rows: Rows, ruled: bool = False) -> bytes:
    """A PDF of one page with a table under a line of words."""
    lefts = [40 + 105 * number for number in range(len(rows[0]))]
    return pdf([at(40, 780, "Open orders"), *table(rows, lefts, ruled=ruled)])


#: Every form a table may come in, by its file name.
FORMS: Mapping[str, Callable[[Rows], bytes]] = {
    "orders.xlsx": workbook,
    "orders.docx": lambda rows: letter("Open orders", rows),
    "orders.csv": csv,
    "orders.rtf": rich,
    "orders.html": web,
    "orders.pdf": printed,
    "ruled.pdf": lambda rows: printed(rows, ruled=True),
}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(data: bytes, name: str = "", kind: str = "application/octet-stream") -> Paper:
    """The paper, checked for what holds of every paper."""
    paper = read_paper(data, kind, name)
    for low, high in (*paper.quoted, *paper.letters, *paper.recognised):
        assert 0 <= low <= high <= len(paper.text)
    for document in paper.documents:
        for cell in cells(document):
            assert paper.text[cell.start : cell.end] == cell.text
    return paper
