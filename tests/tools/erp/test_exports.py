"""Handing over to people: rows in apply-in-erp, once a key, whole, harmless in a spreadsheet."""

import csv
from pathlib import Path

import pytest

from domain.ports import Clock
from tests.tools.erp.company import tables, write
from tests.tools.erp.test_writes import CHANGE, ORDER
from tools.erp.embedded.database import Database
from tools.erp.embedded.load import load
from tools.erp.embedded.reads import EmbeddedReads
from tools.erp.exports.writes import ExportHands


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "apply-in-erp"


@pytest.fixture
def hands(folder: Path, brenner: Database, clock: Clock) -> ExportHands:
    return ExportHands(folder, EmbeddedReads(brenner), clock)


def lines(folder: Path) -> list[dict[str, str]]:
    with (folder / "2026-03-11.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_change_is_handed_over_field_by_field(hands: ExportHands, folder: Path) -> None:
    told = {**CHANGE, "case": "case-7", "reason": "supplier confirmed"}
    receipt = hands.apply("k1", "ChangeOrderLine", told)
    assert (receipt.outcome, receipt.reference) == ("handed_over", "2026-03-11.csv")
    assert [tuple(row.values()) for row in lines(folder)] == [
        (
            "k1",
            "ChangeOrderLine",
            "purchase_order_lines:4711/10",
            field,
            old,
            new,
            "case-7",
            "supplier confirmed",
        )
        for field, old, new in (
            ("promised_date", "2026-04-03", "2026-04-09"),
            ("promised_event", "ex works", "ready"),
        )
    ]


def test_a_repeat_of_a_key_adds_nothing(hands: ExportHands, folder: Path) -> None:
    hands.apply("k1", "ChangeOrderLine", CHANGE)
    before = (folder / "2026-03-11.csv").read_bytes()
    assert hands.apply("k1", "ChangeOrderLine", CHANGE).outcome == "handed_over"
    assert (folder / "2026-03-11.csv").read_bytes() == before
    hands.apply("k2", "IssueOrder", ORDER)
    assert (folder / "2026-03-11.csv").read_bytes().startswith(before)
    assert {row["key"] for row in lines(folder)} == {"k1", "k2"}
    assert [file.name for file in folder.glob("*.new")] == []


def test_find_looks_in_the_folder(hands: ExportHands) -> None:
    assert hands.find("k1", "ChangeOrderLine", CHANGE).outcome == "rejected"
    hands.apply("k1", "ChangeOrderLine", CHANGE)
    assert hands.find("k1", "ChangeOrderLine", CHANGE).outcome == "handed_over"


def test_read_back_shows_the_wish_only_once_an_export_does(
    hands: ExportHands, brenner: Database, tmp_path: Path
) -> None:
    hands.apply("k1", "ChangeOrderLine", CHANGE)
    assert hands.read_back("ChangeOrderLine", CHANGE)["promised_date"] == "2026-04-03"
    told = tables()
    told["purchase_order_lines"][0]["promised_date"] = "2026-04-09"
    load(write(tmp_path / "later", told), brenner)
    assert hands.read_back("ChangeOrderLine", CHANGE)["promised_date"] == "2026-04-09"


def test_a_row_that_moved_since_it_was_seen_is_a_conflict(hands: ExportHands, folder: Path) -> None:
    assert hands.apply("k1", "ChangeOrderLine", {**CHANGE, "seen": "9"}).outcome == "conflict"
    assert not list(folder.glob("*.csv"))


def test_what_stands_there_already_is_not_handed_over(hands: ExportHands) -> None:
    wish = {**CHANGE, "promised_date": "2026-04-03", "event": "ex works"}
    assert hands.apply("k1", "ChangeOrderLine", wish).outcome == "already_applied"


def test_what_is_not_on_record_is_rejected(hands: ExportHands) -> None:
    assert hands.apply("k1", "ChangeOrderLine", {**CHANGE, "line": "90"}).outcome == "rejected"
    assert hands.apply("k1", "PaintOrder", CHANGE).outcome == "rejected"


def test_words_of_a_partner_are_no_formula(hands: ExportHands, folder: Path) -> None:
    hands.apply("k1", "ChangeOrderLine", {**CHANGE, "event": "=cmd|' /C calc'!A0"})
    assert lines(folder)[1]["new"] == "'=cmd|' /C calc'!A0"
