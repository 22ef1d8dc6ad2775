"""Loading exports: what is new, what differs, what stays; CSV and XLSX as they come in."""

import shutil
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tools.erp.company import parsed, tables, write, write_csv
from tools.erp.embedded import database
from tools.erp.embedded.cells import EXPECTED, same, sheet_text, tidy, typed
from tools.erp.embedded.database import Database
from tools.erp.embedded.load import load
from tools.erp.embedded.reads import EmbeddedReads
from tools.erp.embedded.report import LoadReport, TableCount


def count(report: LoadReport, table: str) -> TableCount:
    return next(one for one in report.tables if one.table == table)


def versions(record: Database) -> dict[str, int]:
    return {row.object: row.version for row in EmbeddedReads(record).rows("purchase_order_lines")}


def test_a_clean_export_is_loaded_whole_and_nothing_is_flagged(
    record: Database, tmp_path: Path
) -> None:
    report = load(write(tmp_path / "export", tables()), record)
    assert report.flagged == ()
    assert report.as_of == datetime(2026, 3, 10, 17, tzinfo=UTC)
    lines = count(report, "purchase_order_lines")
    assert (lines.read, lines.new, lines.changed, lines.unchanged) == (3, 3, 0, 0)


def test_the_same_files_again_change_nothing(brenner: Database, tmp_path: Path) -> None:
    before = versions(brenner)
    report = load(tmp_path / "export", brenner)
    assert all(one.known and one.unchanged == one.read for one in report.tables)
    assert versions(brenner) == before


def test_a_reimport_bumps_the_version_of_rows_that_differ_and_of_no_other(
    brenner: Database, tmp_path: Path
) -> None:
    told = tables()
    told["purchase_order_lines"][1]["promised_date"] = "2026-05-05"
    told["purchase_order_lines"][0]["unit_price"] = "0.8"  # the same price in fewer digits
    report = load(write(tmp_path / "later", told), brenner)
    lines = count(report, "purchase_order_lines")
    assert (lines.new, lines.changed, lines.unchanged) == (0, 1, 2)
    assert versions(brenner) == {
        "purchase_order_lines:4711/10": 1,
        "purchase_order_lines:4711/20": 2,
        "purchase_order_lines:4712/10": 1,
    }


def test_rows_missing_from_a_later_export_stay(brenner: Database, tmp_path: Path) -> None:
    told = tables()["purchase_order_lines"][:1]
    told[0]["qty"] = "1100"
    load(write(tmp_path / "2026-03-11", {"purchase_order_lines": told}), brenner)
    assert len(EmbeddedReads(brenner).rows("purchase_order_lines")) == 3


def test_columns_that_an_export_leaves_out_keep_their_values(
    brenner: Database, tmp_path: Path
) -> None:
    short = parsed("po_id|line|item_id|qty|uom|unit_price\n4711|10|BOLT-1|1200|PCS|0.80")
    load(write(tmp_path / "2026-03-11", {"purchase_order_lines": short}), brenner)
    row = EmbeddedReads(brenner).row("purchase_order_lines", "4711/10")
    assert row and row.number("qty") == 1200 and row.day("promised_date") == date(2026, 4, 3)


def test_an_older_export_takes_no_row_back(brenner: Database, tmp_path: Path) -> None:
    told = tables()["purchase_order_lines"]
    told[0]["promised_date"] = "2026-04-20"
    older = write(tmp_path / "2026-03-01", {"purchase_order_lines": told})
    report = load(older, brenner)
    assert count(report, "purchase_order_lines").older == 3
    row = EmbeddedReads(brenner).row("purchase_order_lines", "4711/10")
    assert row and row.text("promised_date") == "2026-04-03"


def test_the_same_file_under_a_later_date_is_news(brenner: Database, tmp_path: Path) -> None:
    told = tables()["purchase_order_lines"]
    first = write(tmp_path / "a", {"purchase_order_lines": told})
    told[0]["promised_date"] = "2026-04-20"
    second = write(tmp_path / "b", {"purchase_order_lines": told})
    for folder, day in ((second, 12), (first, 13)):
        load(folder, brenner, as_of=datetime(2026, 3, day, tzinfo=UTC))
    row = EmbeddedReads(brenner).row("purchase_order_lines", "4711/10")
    assert row and row.text("promised_date") == "2026-04-03" and row.version == 3


def test_a_movement_of_an_order_that_is_not_on_record_is_told_as_a_loose_end(
    brenner: Database, tmp_path: Path
) -> None:
    told = tables()["po_confirmations"]
    told[0]["po_id"] = "9999"
    report = load(write(tmp_path / "2026-03-11", {"po_confirmations": told}), brenner)
    assert [(one.object.split("/")[0], one.missing) for one in report.loose] == [
        ("po_confirmations:9999", "purchase_order_lines:9999/10")
    ]


def test_the_age_of_an_export_is_what_company_says_else_its_folder_else_its_newest_entry(
    brenner: Database, tmp_path: Path
) -> None:
    told = tables()["po_confirmations"]
    told[0]["recorded_on"] = "2026-03-15"
    by_folder = load(write(tmp_path / "2026-03-14" / "world", {"po_confirmations": told}), brenner)
    assert by_folder.as_of == datetime(2026, 3, 14, 22, 59, 59, tzinfo=UTC)
    told[0]["source"] = "ack A-2"
    by_entry = load(write(tmp_path / "plain", {"po_confirmations": told}), brenner)
    assert by_entry.as_of.date() == date(2026, 3, 15)


def test_semicolons_marks_crlf_and_blank_lines_are_read(record: Database, tmp_path: Path) -> None:
    folder = write(tmp_path / "export", tables())
    file = folder / "purchase_order_lines.csv"
    write_csv(file, tables()["purchase_order_lines"], delimiter=";")
    text = file.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\n", "\r\n")
    file.write_bytes(b"\xef\xbb\xbf" + text.encode() + b"\r\n;;\r\n\r\n")
    report = load(folder, record)
    assert count(report, "purchase_order_lines").new == 3


def test_windows_1252_is_read(record: Database, tmp_path: Path) -> None:
    told = tables()
    told["partners"][0]["name"] = "Müller Gießerei – Ulm"
    folder = write(tmp_path / "export", told)
    file = folder / "partners.csv"
    file.write_bytes(file.read_text(encoding="utf-8").encode("cp1252"))
    load(folder, record)
    row = EmbeddedReads(record).row("partners", "S1")
    assert row and row.text("name") == "Müller Gießerei – Ulm"


def test_a_workbook_loads_like_the_files_it_replaces(record: Database, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tables().items():
        sheet = book.create_sheet(name)
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append([as_cell(text) for text in row.values()])
    book.save(tmp_path / "export.xlsx")
    report = load(tmp_path / "export.xlsx", record)
    assert report.flagged == ()
    row = EmbeddedReads(record).row("purchase_order_lines", "4711/10")
    assert row and row.day("promised_date") == date(2026, 4, 3)
    assert row.number("unit_price") == Decimal("0.8")
    again = load(write(tmp_path / "csv", tables()), record)
    assert {one.changed for one in again.tables if one.table != "company"} == {0}


def as_cell(text: str) -> object:
    """The cell as a spreadsheet would hold it: numbers and dates as such."""
    if text.replace(".", "", 1).isdigit():
        return float(text)
    return datetime.fromisoformat(text) if text[:2] == "20" and len(text) == 10 else text


def test_a_file_with_one_sheet_may_be_named_after_its_table(
    brenner: Database, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["item_id", "uom", "base_qty"])
    book.active.append(["BOLT-1", "CTN", 120])
    book.save(tmp_path / "item_uom.xlsx")
    load(tmp_path / "item_uom.xlsx", brenner, as_of=datetime(2026, 3, 12, tzinfo=UTC))
    row = EmbeddedReads(brenner).row("item_uom", "BOLT-1/CTN")
    assert row and row.number("base_qty") == 120


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    )
)
def test_a_number_keeps_its_exact_value_and_digits(value: Decimal) -> None:
    said = format(value, "f")
    kept = tidy("number", f" {said} ")
    assert kept == said and typed("number", kept) == value
    assert same("number", kept, format(value.normalize(), "f"))


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_number_of_a_spreadsheet_reads_back_as_that_number(value: float) -> None:
    kept = tidy("number", sheet_text(value))
    assert kept is not None and abs(Decimal(kept) - Decimal(value)) <= abs(Decimal(value)) / 10**14


@given(st.dates())
def test_a_date_reads_back_as_that_date(day: date) -> None:
    assert typed("day", tidy("day", day.isoformat())) == day
    assert set(EXPECTED) == {"text", "number", "day", "moment", "yes_or_no"}


@settings(max_examples=15)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, 2), st.dates(date(2026, 3, 1), date(2026, 6, 1))), max_size=6
    )
)
def test_whatever_is_loaded_loading_it_again_changes_nothing(
    changes: list[tuple[int, date]], migrated: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("again")
    shutil.copy(migrated, place / "erp.db")
    record = database.open(place / "erp.db")
    told = tables()
    load(write(place / "first", told), record)
    for line, day in changes:
        told["purchase_order_lines"][line]["promised_date"] = day.isoformat()
    later = write(place / "second", told)
    load(later, record, as_of=datetime(2026, 3, 11, tzinfo=UTC))
    before, seen = versions(record), len(EmbeddedReads(record).changes())
    report = load(later, record, as_of=datetime(2026, 3, 12, tzinfo=UTC))
    assert {one.new + one.changed for one in report.tables} == {0}
    assert (versions(record), len(EmbeddedReads(record).changes())) == (before, seen)
    record.close()
