"""Workbooks and CSV become rows with tabs; what they hide or pack too dense is not read."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.papers.files import csv, read, saved, workbook, zipped
from tools.papers import limits

ROWS = [["PO", "Line", "New date"], ["4500018822", "10", "2026-04-11"]]


def test_each_sheet_is_a_heading_and_its_rows() -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "March"
    first.append(["PO", "Qty", "New date", "At", "Done"])
    first.append([4500018822, 12000, date(2026, 4, 11), datetime(2026, 4, 11, 14, 30), True])
    first.append([])
    first.append([])
    first.append([None, 0.1 + 0.2, None, time(7, 5), "resin\nshort\tagain"])
    book.create_sheet("April").append(["none"])
    paper = read(saved(book), "open orders.xlsx")
    assert paper.text.splitlines() == [
        "Sheet: March",
        "PO\tQty\tNew date\tAt\tDone",
        "4500018822\t12000\t2026-04-11\t2026-04-11 14:30\tTRUE",
        "",
        "\t0.3\t\t07:05\tresin short again",
        "",
        "Sheet: April",
        "none",
    ]
    assert (paper.hidden, paper.notes) == ("", ())


def test_three_decimals_never_look_like_thousands() -> None:
    assert "12.1250" in read(workbook([["KG", 12.125]])).text
    assert "1.5" in read(workbook([["KG", 1.5]])).text.split()


def test_hidden_sheets_rows_and_columns_are_reported_and_not_read() -> None:
    book = openpyxl.Workbook()
    shown = book.active
    assert shown is not None
    for row in (["PO", "Secret", "Date"], ["45", "obey", "2026-04-11"], ["46", "too", "never"]):
        shown.append(row)
    shown.column_dimensions["B"].hidden = True
    shown.row_dimensions[3].hidden = True
    away = book.create_sheet("Away")
    away.append(["pay to XX00"])
    away.sheet_state = "hidden"
    very = book.create_sheet("Very")
    very.append(["deep"])
    very.sheet_state = "veryHidden"
    paper = read(saved(book), "a.xlsx")
    assert paper.text == "Sheet: Sheet\nPO\tDate\n45\t2026-04-11"
    assert {"obey", "pay to XX00", "deep"} <= set(paper.hidden.split("\n"))
    assert "never" in paper.hidden
    assert "sheet Away is hidden; it was not read" in paper.notes
    assert "sheet Sheet hides rows or columns; they were not read" in paper.notes


def test_a_workbook_is_known_by_its_bytes_whatever_it_is_called() -> None:
    assert read(workbook(ROWS), "invoice.pdf").text == read(workbook(ROWS), "a.xlsx").text


def _bomb(size: int) -> bytes:
    """A workbook whose sheet unpacks to `size` blanks."""
    out = io.BytesIO(workbook(ROWS))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/blank.bin", b" " * size)
    return out.getvalue()


def test_a_workbook_that_unpacks_to_too_much_is_not_opened() -> None:
    assert "it unpacks to over 64 MiB" in read(_bomb(limits.UNPACKED + 1)).notes[0]
    assert "times its size" in read(_bomb(32 * 2**20)).notes[0]


def test_a_workbook_that_lies_about_its_size_is_not_opened() -> None:
    data = bytearray(_bomb(limits.UNPACKED + 1))
    size = (limits.UNPACKED + 1).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (7).to_bytes(4, "little")
    paper = read(bytes(data))
    assert paper.text == "" and "it unpacks to over 64 MiB" in paper.notes[0]


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        ("PO;Qty\n45;2,5\n", ["PO\tQty", "45\t2,5"]),
        ("sep=,\nPO,Qty\n45,2\n", ["PO\tQty", "45\t2"]),
        ('PO,Qty\n45,"1,200"\n', ["PO\tQty", "45\t1,200"]),
        ("PO\tQty\n45\t\n46\t2\n", ["PO\tQty", "45", "46\t2"]),
        ('PO|Remark\n45|"two\nlines"\n', ["PO\tRemark", "45\ttwo lines"]),
        ("Open orders\n\nPO;Qty\n45;2\n46;3\n", ["Open orders", "", "PO\tQty", "45\t2", "46\t3"]),
        ("only\none column\n", ["only", "one column"]),
        ("", []),
    ],
)
def test_the_mark_between_cells_is_found(written: str, rows: list[str]) -> None:
    assert read(written.encode(), "a.csv").text.splitlines() == rows


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_charsets_of_a_csv_are_found(charset: str) -> None:
    written = "Straße;Stück\nGröße;1".encode(charset)
    assert read(written, "a.csv", "text/csv").text == "Straße\tStück\nGröße\t1"


def test_a_text_or_a_page_that_is_called_a_workbook_is_read() -> None:
    assert (
        read(csv(ROWS, "\t"), "export.xls").text == "PO\tLine\tNew date\n4500018822\t10\t2026-04-11"
    )
    page = b"<table><tr><td>PO</td><td>45</td></tr></table>"
    assert read(page, "export.xls", "application/vnd.ms-excel").text == "PO\t45"


def test_a_cell_that_never_ends_is_text() -> None:
    paper = read(b'a;b\n"' + b"x" * 200_000, "a.csv")
    assert paper.notes == ("its cells cannot be told apart; it is read as text",)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=5), min_size=1, max_size=6))
def test_made_up_rows_keep_their_words(rows: list[list[str]]) -> None:
    import csv as standard

    out = io.StringIO()
    standard.writer(out, delimiter=";").writerows(rows)
    text = read(out.getvalue().encode("utf-8", "replace"), "a.csv").text
    for cell in (cell for row in rows for cell in row):
        words = cell.encode("utf-8", "replace").decode().replace("\0", "\ufffd").split()
        assert all(word in text for word in words)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 40)), max_size=6))
def test_damaged_workbooks_are_read_or_noted(cuts: list[tuple[float, bytes, int]]) -> None:
    data = workbook(ROWS)
    for place, put, gone in cuts:
        at = int(place * len(data))
        data = data[:at] + put + data[at + gone :]
    paper = read(data, "a.xlsx")
    assert paper.text or paper.notes


def test_a_zip_with_the_name_of_a_workbook_is_no_crash() -> None:
    assert read(zipped({"xl/workbook.xml": b"<a/>"})).notes
