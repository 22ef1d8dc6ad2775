"""What stops a load: one sentence with file, line and remedy, exit code 2, and nothing loaded."""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import BadInput
from tests.tools.erp.company import Table, tables, write
from tools.erp.embedded.database import Database
from tools.erp.embedded.load import load
from tools.erp.embedded.reads import EmbeddedReads

Tables = dict[str, Table]
Spoil = Callable[[Tables], object]


def refused(record: Database, place: Path) -> str:
    """What is said, once it is sure that nothing of the place was filed."""
    with pytest.raises(BadInput) as told:
        load(place, record)
    assert told.value.exit_code == 2
    assert EmbeddedReads(record).rows("partners") == []
    assert EmbeddedReads(record).changes() == []
    assert "\n" not in str(told.value)
    return str(told.value)


def rename(rows: Table, old: str, new: str) -> None:
    rows[:] = [{new if name == old else name: text for name, text in row.items()} for row in rows]


def drop(rows: Table, column: str) -> None:
    rows[:] = [{name: text for name, text in row.items() if name != column} for row in rows]


SPOILT: dict[str, tuple[Spoil, str]] = {
    "unknown table": (
        lambda told: told.update({"puchase_orders": told.pop("purchase_orders")}),
        "puchase_orders.csv: no table is called 'puchase_orders'; "
        "rename it: did you mean purchase_orders?",
    ),
    "unknown column": (
        lambda told: rename(told["items"], "drawing_rev", "drawing_revision"),
        "items.csv:1: no column of items is called 'drawing_revision'; "
        "rename it: did you mean drawing_rev?",
    ),
    "missing key column": (
        lambda told: drop(told["purchase_order_lines"], "line"),
        "purchase_order_lines.csv:1: the key column line is missing; "
        "export purchase_order_lines with it",
    ),
    "missing column": (
        lambda told: drop(told["purchase_order_lines"], "qty"),
        "purchase_order_lines.csv:1: the column qty is missing; "
        "export purchase_order_lines with it",
    ),
    "empty key": (
        lambda told: told["partners"][1].update(partner_id=" "),
        "partners.csv:3: the key column partner_id is empty; fill it or drop the line",
    ),
    "no number": (
        lambda told: told["purchase_order_lines"][2].update(qty="1,000"),
        "purchase_order_lines.csv:4: qty is '1,000'; write a plain number with a decimal point "
        "and no thousands mark, such as 1234.50",
    ),
    "no date": (
        lambda told: told["purchase_order_lines"][0].update(promised_date="03/04/2026"),
        "purchase_order_lines.csv:2: promised_date is '03/04/2026'; write a date as YYYY-MM-DD",
    ),
    "no such day": (
        lambda told: told["purchase_order_lines"][0].update(promised_date="2026-02-30"),
        "purchase_order_lines.csv:2: promised_date is '2026-02-30'; write a date as YYYY-MM-DD",
    ),
    "no moment": (
        lambda told: told["shipments"][0].update(etd="8 April"),
        "shipments.csv:2: etd is '8 April'; write a date or date and time as YYYY-MM-DDTHH:MM, "
        "with +HH:MM if known",
    ),
    "neither yes nor no": (
        lambda told: told["items"][0].update(dangerous_goods="maybe"),
        "items.csv:2: dangerous_goods is 'maybe'; write yes or no",
    ),
    "key twice": (
        lambda told: told["purchase_order_lines"].append(told["purchase_order_lines"][0]),
        "purchase_order_lines.csv:5: po_id and line 4711/10 stand on line 2 already; "
        "keep the line that is right",
    ),
    "dangling item": (
        lambda told: told["purchase_order_lines"][2].update(item_id="GEAR-9"),
        "purchase_order_lines.csv:4: item_id GEAR-9 of purchase_order_lines 4712/10 is not in "
        "items; export items with it, or correct the line",
    ),
    "dangling movement": (
        lambda told: told["shipment_units"][0].update(po_line="90"),
        "shipment_units.csv:2: po_id and po_line 4712/90 of shipment_units "
        "H1/CSQU3054383/4712/90 is not in purchase_order_lines; "
        "export purchase_order_lines with it, or correct the line",
    ),
    "age that is no date": (
        lambda told: told["company"][1].update(value="yesterday"),
        "company.csv: export_as_of is 'yesterday'; "
        "write a date and time such as 2026-03-10T18:00:00-05:00",
    ),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_spoilt_export_is_refused_in_one_sentence(
    case: str, record: Database, tmp_path: Path
) -> None:
    spoil, said = SPOILT[case]
    told = tables()
    spoil(told)
    assert refused(record, write(tmp_path / "export", told)) == said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "export", tables())


def test_an_empty_folder_is_refused(record: Database, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    said = refused(record, tmp_path / "none")
    assert said.endswith(
        "the folder holds no export; put CSV or XLSX files there, named after their tables"
    )


def test_a_folder_that_is_not_there_is_refused(record: Database, tmp_path: Path) -> None:
    assert refused(record, tmp_path / "nowhere").endswith("there is no such folder or file")


def test_an_empty_file_is_refused(record: Database, folder: Path) -> None:
    (folder / "stock.csv").write_bytes(b"\r\n")
    said = "stock.csv: the file is empty; the first line must name the columns"
    assert refused(record, folder) == said


def test_another_kind_of_file_is_refused(record: Database, folder: Path) -> None:
    (folder / "rates.pdf").write_bytes(b"%PDF-1.7")
    said = "rates.pdf: a .pdf file cannot be loaded; save it as CSV or XLSX"
    assert refused(record, folder) == said


@pytest.mark.parametrize(
    "name", ["Mü\xffller".encode("latin-1"), "Straße".encode() + b"\xe4", b"a\x00b", b"\x81\x8d"]
)
def test_bytes_that_are_no_text_are_refused(name: bytes, record: Database, folder: Path) -> None:
    file = folder / "partners.csv"
    file.write_bytes(file.read_bytes().replace(b"Beta Tools", name))
    said = (
        "partners.csv:3: bytes here are no UTF-8 text; save the file as CSV UTF-8 and load it again"
    )
    assert refused(record, folder) == said


def test_a_line_with_too_many_cells_is_refused(record: Database, folder: Path) -> None:
    with (folder / "item_uom.csv").open("a") as out:
        out.write("CASE-2,PLT,1,000\n")
    assert refused(record, folder) == (
        "item_uom.csv:3: this line has 4 cells and the header 3; "
        "put cells that hold the separator in quotes"
    )


def test_a_quote_that_is_never_closed_is_refused(record: Database, folder: Path) -> None:
    with (folder / "item_uom.csv").open("a") as out:
        out.write('CASE-2,"PLT,1\n')
    said = refused(record, folder)
    assert said.startswith("item_uom.csv:3: this is no well-formed CSV (")
    assert said.endswith("; close every quote and double those inside a cell")


def test_a_column_that_comes_twice_is_refused(record: Database, folder: Path) -> None:
    file = folder / "item_uom.csv"
    file.write_text("item_id,uom,base_qty,uom\nBOLT-1,CTN,100,CTN\n")
    assert refused(record, folder) == "item_uom.csv:1: the column uom comes twice; keep one of them"


def test_a_table_in_two_files_is_refused(record: Database, folder: Path) -> None:
    (folder / "Item UOM.csv").write_bytes((folder / "item_uom.csv").read_bytes())
    said = "the table item_uom also comes in Item UOM.csv; load only one of the two at a time"
    assert refused(record, folder) == f"item_uom.csv: {said}"


def test_a_workbook_that_is_none_is_refused(record: Database, folder: Path) -> None:
    (folder / "rates.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    said = "rates.xlsx: this is no readable XLSX workbook; save it anew as XLSX or CSV"
    assert refused(record, folder) == said


def test_an_export_of_no_age_is_refused(record: Database, tmp_path: Path) -> None:
    told = {"holidays": [{"country": "DE", "day": "2026-05-01", "name": "Labour Day"}]}
    assert refused(record, write(tmp_path / "export", told)) == (
        "company.csv: nothing says when this export was made; add a line export_as_of with the "
        "date and time, or name the folder after the day"
    )
