"""The record's file, its rows as read, and its feed of changes."""

import sqlite3
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from domain.errors import Damaged, Refused, Unknown
from tests.tools.erp.company import tables, write
from tools.erp.embedded import database
from tools.erp.embedded.database import SCHEMA, Database
from tools.erp.embedded.load import load
from tools.erp.embedded.reads import EmbeddedReads
from tools.erp.embedded.schema import ROWS, changes, effects, sources


def test_a_migrated_file_has_the_tables_this_version_writes(record: Database) -> None:
    with record.reading() as connection:
        for table in (*ROWS.values(), sources, changes, effects):
            found = connection.execute(text(f"PRAGMA table_info({table.name})"))
            assert {row[1] for row in found} == set(table.columns.keys()), table.name


def test_the_schema_this_version_knows_is_the_newest_migration() -> None:
    versions = Path(database.__file__).parent / "migrations" / "versions"
    assert max(file.stem[1:5] for file in versions.glob("m*.py")) == SCHEMA


def test_migrating_again_changes_nothing(brenner: Database) -> None:
    database.migrate(brenner.path)
    assert len(EmbeddedReads(brenner).rows("partners")) == 4


def test_the_file_survives_a_power_cut_after_a_commit(record: Database) -> None:
    with record.reading() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2


def test_a_missing_record_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"there is no system of record at .*; run `seamline init`"):
        database.open(tmp_path / "erp.db")


@pytest.mark.parametrize("open_or_migrate", [database.open, database.migrate])
def test_a_schema_of_a_later_version_is_refused(record: Database, open_or_migrate: object) -> None:
    with closing(sqlite3.connect(record.path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0999'")
        raw.commit()
    assert callable(open_or_migrate)
    with pytest.raises(
        Refused, match=r"erp\.db has schema 0999 and this version of Seamline knows"
    ):
        open_or_migrate(record.path)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as raw:
        raw.execute("CREATE TABLE theirs (id)")
    with pytest.raises(Refused, match="tables of another program"):
        database.migrate(tmp_path / "other.db")


def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "erp.db").write_bytes(b"no database at all, but long enough" * 99)
    with pytest.raises(Damaged, match="is no SQLite database"):
        database.open(tmp_path / "erp.db")


def test_readers_cannot_write(record: Database) -> None:
    with record.reading() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.execute(text("DELETE FROM partners"))


def test_a_row_has_typed_values_and_its_name(brenner: Database) -> None:
    row = EmbeddedReads(brenner).row("purchase_order_lines", "4711/10")
    assert row and row.object == "purchase_order_lines:4711/10" and row.version == 1
    assert row.number("unit_price") == Decimal("0.80") and row.text("unit_price") == "0.80"
    assert row.day("promised_date") == date(2026, 4, 3)
    shipment = EmbeddedReads(brenner).row("shipments", "H1")
    assert shipment and shipment.values["etd"] == datetime(2026, 4, 8, 18)
    assert shipment.values["eta"] == date(2026, 5, 2) and shipment.values["vessel"] is None


def test_rows_are_found_by_text_and_numbers_by_value(brenner: Database) -> None:
    reads = EmbeddedReads(brenner)
    assert [one.key for one in reads.rows("purchase_order_lines", po_id="4711")] == [
        "4711/10",
        "4711/20",
    ]
    assert [one.key for one in reads.rows("purchase_order_lines", unit_price="9.5")] == ["4712/10"]
    assert reads.rows("purchase_order_lines", qty="many") == []
    assert reads.row("purchase_order_lines", "4711/90") is None


def test_unknown_tables_and_columns_are_said(brenner: Database) -> None:
    with pytest.raises(Unknown, match="no table orders"):
        EmbeddedReads(brenner).rows("orders")
    with pytest.raises(Unknown, match="partners has no column colour"):
        EmbeddedReads(brenner).rows("partners", colour="red")


def test_a_fresh_view_sees_what_was_written_since(brenner: Database) -> None:
    fresh = EmbeddedReads(brenner).fresh()
    with closing(sqlite3.connect(brenner.path)) as other:
        other.execute("UPDATE partners SET name = 'Alpha Guss AG' WHERE partner_id = 'S1'")
        other.commit()
    row = fresh.row("partners", "S1")
    assert row and row.text("name") == "Alpha Guss AG"


def test_the_feed_tells_before_and_after_and_deletes(brenner: Database, tmp_path: Path) -> None:
    reads = EmbeddedReads(brenner)
    seen = reads.changes(limit=10_000)[-1].seq
    told = tables()
    told["purchase_order_lines"][0]["promised_date"] = "2026-04-09"
    told["stock"][0]["safety_stock"] = ""  # suspicious: a flag is set too, and is no news
    load(write(tmp_path / "later", told), brenner)
    with closing(sqlite3.connect(brenner.path)) as other:
        other.execute("DELETE FROM purchase_order_lines WHERE record_key = '4711/20'")
        other.commit()
    news = [(one.op, one.table, one.key) for one in reads.changes(seen)]
    assert news == [
        ("update", "purchase_order_lines", "4711/10"),
        ("update", "stock", "BR1/BOLT-1/2026-03-10"),
        ("delete", "purchase_order_lines", "4711/20"),
    ]
    update, _, delete = reads.changes(seen)
    assert update.before and update.before["promised_date"] == "2026-04-03"
    assert update.after and update.after["promised_date"] == "2026-04-09"
    assert delete.before and delete.before["qty"] == "2000" and delete.after is None


def test_a_flag_stands_on_the_row_and_goes_when_the_row_is_put_right(
    brenner: Database, tmp_path: Path
) -> None:
    told = tables()
    told["stock"][0]["safety_stock"] = ""
    report = load(write(tmp_path / "later", told), brenner)
    (flagged,) = report.flagged
    assert (flagged.object, flagged.file, flagged.line) == (
        "stock:BR1/BOLT-1/2026-03-10",
        "stock.csv",
        2,
    )
    row = EmbeddedReads(brenner).row("stock", "BR1/BOLT-1/2026-03-10")
    assert row and row.flags == flagged.sentences != () and row.version == 2
    told["stock"][0]["safety_stock"] = "100"
    told["stock"][0]["on_hand"] = "390"
    load(write(tmp_path / "right", told), brenner)
    row = EmbeddedReads(brenner).row("stock", "BR1/BOLT-1/2026-03-10")
    assert row and row.flags == ()
