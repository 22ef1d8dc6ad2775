"""Numbers of an export that read two ways: by the file's other cells, the record, or asked."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from tests.tools.erp.company import tables, write
from tools.erp.embedded.database import Database
from tools.erp.embedded.load import load
from tools.erp.embedded.number_format import mark_of, plain
from tools.erp.embedded.reads import EmbeddedReads
from tools.erp.embedded.sheets import Sheet

LINE = "4711/10"
HEAD = "po_id,line,item_id,qty,uom,unit_price,need_date"


def lines(*rows: str) -> Sheet:
    cells = [(at, row.split(";")) for at, row in enumerate(rows, start=2)]
    return Sheet(
        table="purchase_order_lines", file="f.csv", sha256="", header=tuple(HEAD.split(",")),
        header_line=1, rows=cells,
    )  # fmt: skip


def line(qty: str, price: str, key: str = "10") -> str:
    return f"4711;{key};BOLT-1;{qty};PCS;{price};2026-04-10"


def nothing(_key: str, _column: str) -> None:
    return None


@pytest.mark.parametrize(
    ("rows", "mark"),
    [
        ([line("1.000", "0.80")], "."),
        ([line("1.000", "3"), line("2500", "4", "20")], "."),
        ([line("1.000", "0,80")], ","),
        ([line("1.000", "1.234,50")], ","),
        ([line("1.000", "3"), line("1.000.000", "4", "20")], ","),
        ([line("1000", "18,40")], ","),
        ([line("1000", "3")], "."),
        ([line("0.125", "1.250")], "."),
    ],
)
def test_other_cells_of_the_file_decide(rows: list[str], mark: str) -> None:
    assert mark_of(lines(*rows), "", nothing) == mark


@pytest.mark.parametrize("rows", [[line("1.000", "3")], [line("500", "2"), line("1.250", "1")]])
def test_what_nothing_decides_is_asked_with_both_readings(rows: list[str]) -> None:
    with pytest.raises(BadInput, match=r"which is 1(\.25)? or 1[02][05]0: nothing .*decimal_mark"):
        mark_of(lines(*rows), "", nothing)


@pytest.mark.parametrize(
    ("row", "held", "mark"),
    [
        (line("4000", "1.250"), "1250", "."),
        (line("120,5", "1.190"), "1.190", ","),
        (line("4000,0", "1.190"), "1.190", ","),
    ],
)
def test_what_one_cell_shows_is_asked_where_the_record_holds_the_other_reading(
    row: str, held: str, mark: str
) -> None:
    def known(_key: str, column: str) -> str | None:
        return held if column == "unit_price" else None

    sheet = lines(row)
    with pytest.raises(BadInput, match=r"unit_price is '1\.\d+', .*the record holds of it differ"):
        mark_of(sheet, "", known)
    assert mark_of(sheet, mark, known) == mark
    assert mark_of(sheet, "", lambda _key, _column: "7") == mark


@pytest.mark.parametrize(("setting", "mark"), [(".", "."), (",", ",")])
def test_the_setting_goes_before_what_the_file_shows(setting: str, mark: str) -> None:
    assert mark_of(lines(line("1.000", "3")), setting, nothing) == mark
    assert mark_of(lines(line("1.000", "0.80")), setting, nothing) == mark


@given(n=st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_number_with_a_comma_is_the_same_number_with_a_point(n: Decimal) -> None:
    german = f"{n:,.2f}".translate(str.maketrans(",.", ".,"))
    assert Decimal(plain(german, ",")) == n
    assert plain(f"{n:.2f}", ".") == f"{n:.2f}"


def german(folder: Path, qty: str, price: str) -> Path:
    told = tables()
    for row in told["purchase_order_lines"]:
        row.update(qty=qty, unit_price=price, gross_kg="500")
    return write(folder, {"purchase_order_lines": told["purchase_order_lines"]})


def qty(record: Database) -> Decimal | None:
    row = EmbeddedReads(record).row("purchase_order_lines", LINE)
    assert row is not None
    return row.number("qty")


def test_a_german_thousand_is_never_loaded_as_one(brenner: Database, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"qty is '3\.000', which is 3 or 3000"):
        load(german(tmp_path / "doubtful", "3.000", "2"), brenner)
    assert qty(brenner) == 1000
    load(german(tmp_path / "said", "3.000", "2"), brenner, decimal_mark=",")
    assert qty(brenner) == 3000
    load(german(tmp_path / "shown", "4.000", "0,75"), brenner)
    assert qty(brenner) == 4000
    row = EmbeddedReads(brenner).row("purchase_order_lines", LINE)
    assert row is not None and row.number("unit_price") == Decimal("0.75")


def test_what_the_record_holds_of_a_row_says_how_it_is_written(
    brenner: Database, tmp_path: Path
) -> None:
    load(german(tmp_path / "export-2", "1.000", "2"), brenner)
    assert qty(brenner) == 1000


def test_a_price_of_a_thousand_is_not_loaded_as_one_beside_an_ungrouped_quantity(
    brenner: Database, tmp_path: Path
) -> None:
    load(german(tmp_path / "before", "4000", "1250"), brenner)
    with pytest.raises(BadInput, match=r"unit_price is '1\.250', which is 1\.25 or 1250"):
        load(german(tmp_path / "after", "4000", "1.250"), brenner)
    row = EmbeddedReads(brenner).row("purchase_order_lines", LINE)
    assert row is not None and row.number("unit_price") == 1250


def test_a_workbooks_values_are_no_words_and_read_one_way(
    brenner: Database, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "item_uom"
    sheet.append(["item_id", "uom", "base_qty"])
    sheet.append(["BOLT-1", "KG", 1.234])
    (tmp_path / "book").mkdir()
    book.save(tmp_path / "book" / "units.xlsx")
    for mark in ("", ","):
        load(tmp_path / "book", brenner, decimal_mark=mark)
        row = EmbeddedReads(brenner).row("item_uom", "BOLT-1/KG")
        assert row is not None and row.number("base_qty") == Decimal("1.234")
