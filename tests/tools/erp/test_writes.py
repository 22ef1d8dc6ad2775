"""Writing the embedded record: once a key, only on what was seen, one winner of many."""

import multiprocessing
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import OutsideFailed
from domain.ports import Clock
from tests.tools.erp.company import tables, write
from tests.tools.erp.conftest import StandingClock
from tools.erp.embedded import database
from tools.erp.embedded.database import Database
from tools.erp.embedded.load import load
from tools.erp.embedded.reads import EmbeddedReads
from tools.erp.embedded.writes import EmbeddedHands

CHANGE = {
    "po_id": "4711",
    "line": "10",
    "promised_date": "2026-04-09",
    "event": "ready",
    "confirmation_source": "mail of Ines Wolf",
    "seen": "1",
}
ORDER = {
    "po_id": "4800",
    "supplier_id": "S1",
    "site_id": "BR1",
    "item_id": "BOLT-1",
    "qty": "500",
    "uom": "PCS",
    "unit_price": "0.85",
    "currency": "EUR",
    "need_date": "2026-05-01",
    "promised_date": "2026-04-24",
    "buyer_id": "P1",
}


@pytest.fixture
def hands(brenner: Database, clock: Clock) -> EmbeddedHands:
    return EmbeddedHands(brenner, clock)


@pytest.fixture
def reads(brenner: Database) -> EmbeddedReads:
    return EmbeddedReads(brenner)


def test_a_confirmed_date_is_set_and_noted(hands: EmbeddedHands, reads: EmbeddedReads) -> None:
    assert hands.apply("k1", "ChangeOrderLine", CHANGE).outcome == "applied"
    line = reads.row("purchase_order_lines", "4711/10")
    assert line and line.version == 2
    assert (line.text("promised_date"), line.text("promised_event")) == ("2026-04-09", "ready")
    noted = reads.rows("po_confirmations", po_id="4711", recorded_on="2026-03-11")
    assert [(one.text("promised_date"), one.text("source")) for one in noted] == [
        ("2026-04-09", "mail of Ines Wolf")
    ]


def test_a_repeat_under_the_same_key_does_nothing(
    hands: EmbeddedHands, reads: EmbeddedReads
) -> None:
    hands.apply("k1", "ChangeOrderLine", CHANGE)
    before = len(reads.changes(limit=10_000))
    assert hands.apply("k1", "ChangeOrderLine", CHANGE).outcome == "already_applied"
    assert len(reads.changes(limit=10_000)) == before


def test_a_line_that_moved_to_another_value_is_a_conflict(
    hands: EmbeddedHands, reads: EmbeddedReads
) -> None:
    hands.apply("k1", "ChangeOrderLine", CHANGE)
    late = {**CHANGE, "promised_date": "2026-04-20"}
    receipt = hands.apply("k2", "ChangeOrderLine", late)
    assert receipt.outcome == "conflict"
    assert receipt.detail == (
        "version 2 now has promised_date 2026-04-09, promised_event ready; version 1 was approved"
    )
    assert hands.find("k2", "ChangeOrderLine", late).outcome == "rejected"
    line = reads.row("purchase_order_lines", "4711/10")
    assert line and line.text("promised_date") == "2026-04-09"


def test_a_line_that_moved_to_the_wish_is_already_applied(hands: EmbeddedHands) -> None:
    hands.apply("k1", "ChangeOrderLine", CHANGE)
    assert hands.apply("k2", "ChangeOrderLine", CHANGE).outcome == "already_applied"
    assert hands.find("k2", "ChangeOrderLine", CHANGE).outcome == "applied"


def test_a_conflict_can_be_approved_anew_under_the_same_key(hands: EmbeddedHands) -> None:
    hands.apply("k1", "ChangeOrderLine", CHANGE)
    late = {**CHANGE, "promised_date": "2026-04-20"}
    hands.apply("k2", "ChangeOrderLine", late)
    assert hands.apply("k2", "ChangeOrderLine", {**late, "seen": "2"}).outcome == "applied"


@pytest.mark.parametrize(
    ("kind", "change", "said"),
    [
        ("ChangeOrderLine", {"line": "90"}, "purchase_order_lines:4711/90 is not on record"),
        ("ChangeOrderLine", {"promised_date": "9 April"}, "promised_date is '9 April', not a date"),
        ("PaintOrder", {}, "the record has no effect called PaintOrder"),
    ],
)
def test_what_cannot_be_done_is_rejected(
    hands: EmbeddedHands, kind: str, change: dict[str, str], said: str
) -> None:
    receipt = hands.apply("k1", kind, CHANGE | change)
    assert (receipt.outcome, receipt.detail[: len(said)]) == ("rejected", said)


def test_a_key_of_another_effect_is_rejected(hands: EmbeddedHands) -> None:
    hands.apply("k1", "ChangeOrderLine", CHANGE)
    other = {**CHANGE, "line": "20"}
    assert hands.apply("k1", "ChangeOrderLine", other).outcome == "rejected"
    assert hands.find("k1", "ChangeOrderLine", other).outcome == "rejected"


def test_find_tells_what_happened_and_what_did_not(hands: EmbeddedHands) -> None:
    assert hands.find("k1", "ChangeOrderLine", CHANGE).outcome == "rejected"
    hands.apply("k1", "ChangeOrderLine", CHANGE)
    assert hands.find("k1", "ChangeOrderLine", CHANGE).outcome == "applied"


def test_read_back_tells_each_slot_as_the_record_has_it(hands: EmbeddedHands) -> None:
    hands.apply("k1", "ChangeOrderLine", CHANGE)
    assert hands.read_back("ChangeOrderLine", CHANGE) == {
        "po_id": "4711",
        "line": "10",
        "promised_date": "2026-04-09",
        "event": "ready",
    }
    assert hands.read_back("IssueOrder", ORDER) == {}


def test_an_order_is_issued_with_the_terms_on_file(
    hands: EmbeddedHands, reads: EmbeddedReads
) -> None:
    assert hands.apply("k1", "IssueOrder", ORDER).outcome == "applied"
    order, line = reads.row("purchase_orders", "4800"), reads.row("purchase_order_lines", "4800/10")
    assert order and line
    told = [order.text(name) for name in ("status", "incoterm", "incoterm_place", "payment_terms")]
    assert told == ["open", "FCA", "Ulm", "NET30"]
    assert order.text("created_on") == "2026-03-11" and line.text("drawing_rev") == "B"
    back = hands.read_back("IssueOrder", ORDER)
    assert {name: back[name] for name in ORDER} == ORDER


def test_an_order_number_that_is_taken_is_a_conflict(hands: EmbeddedHands) -> None:
    hands.apply("k1", "IssueOrder", ORDER)
    assert hands.apply("k2", "IssueOrder", ORDER).outcome == "already_applied"
    assert hands.apply("k3", "IssueOrder", ORDER | {"qty": "501"}).outcome == "conflict"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"supplier_id": "S9"}, "supplier_id S9 is not in partners"),
        ({"qty": "-5"}, "qty is -5"),
        ({"unit_price": ""}, "an order needs unit_price"),
    ],
)
def test_an_order_that_cannot_be_is_rejected_and_leaves_nothing(
    hands: EmbeddedHands, reads: EmbeddedReads, change: dict[str, str], said: str
) -> None:
    receipt = hands.apply("k1", "IssueOrder", ORDER | change)
    assert (receipt.outcome, receipt.detail) == ("rejected", said)
    assert reads.row("purchase_orders", "4800") is None


def test_a_customer_is_promised_a_later_date(hands: EmbeddedHands, reads: EmbeddedReads) -> None:
    wish = {"so_id": "900", "line": "1", "planned_date": "2026-05-11", "seen": "1"}
    assert hands.apply("k1", "RepromiseCustomer", wish).outcome == "applied"
    line = reads.row("sales_order_lines", "900/1")
    assert line and line.text("planned_date") == "2026-05-11"
    assert line.text("promised_date") == "2026-05-04", "what was promised first stays"


def test_a_booking_is_marked_for_amendment(hands: EmbeddedHands) -> None:
    wish = {"shipment_id": "H1", "status": "amendment requested", "seen": "1"}
    assert hands.apply("k1", "UpdateShipment", wish).outcome == "applied"
    assert hands.read_back("UpdateShipment", wish)["status"] == "amendment requested"


def test_what_we_wrote_is_told_apart_in_the_feed(
    hands: EmbeddedHands, reads: EmbeddedReads
) -> None:
    hands.apply("k1", "IssueOrder", ORDER)
    order, line = reads.changes(limit=10_000)[-2:]
    assert order.after and line.after
    assert (order.after["external_key"], line.after["external_key"]) == ("k1", "k1")


def test_a_busy_record_is_an_outside_failure_and_not_a_doubt(
    brenner: Database, clock: Clock
) -> None:
    impatient = EmbeddedHands(Database(brenner.path, busy_ms=1), clock)
    with brenner.writing(), pytest.raises(OutsideFailed, match="busy with another process"):
        impatient.apply("k1", "ChangeOrderLine", CHANGE)


def test_a_failure_half_way_leaves_no_half(brenner: Database, clock: Clock) -> None:
    with closing(sqlite3.connect(brenner.path)) as raw:
        raw.execute(
            "CREATE TRIGGER broken BEFORE INSERT ON effects BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
        raw.commit()
    with pytest.raises(Exception, match="x"):
        EmbeddedHands(brenner, clock).apply("k1", "ChangeOrderLine", CHANGE)
    line = EmbeddedReads(brenner).row("purchase_order_lines", "4711/10")
    assert line and line.version == 1
    assert len(EmbeddedReads(brenner).rows("po_confirmations")) == 1


def race(path: Path, day: int, results: "multiprocessing.Queue[str]") -> None:
    """One of several processes that all saw version 1 and each wish another day."""
    record = database.open(path)
    wish = {**CHANGE, "promised_date": f"2026-04-{day:02}"}
    results.put(
        EmbeddedHands(record, StandingClock()).apply(f"k{day}", "ChangeOrderLine", wish).outcome
    )


@pytest.mark.slow
def test_of_many_processes_that_saw_the_same_version_one_wins(brenner: Database) -> None:
    spawn = multiprocessing.get_context("spawn")
    results = spawn.Queue()
    runners = [spawn.Process(target=race, args=(brenner.path, day, results)) for day in range(1, 5)]
    for runner in runners:
        runner.start()
    outcomes = sorted(results.get(timeout=60) for _ in runners)
    for runner in runners:
        runner.join()
    assert outcomes == ["applied", "conflict", "conflict", "conflict"]
    line = EmbeddedReads(brenner).row("purchase_order_lines", "4711/10")
    assert line and line.version == 2


@settings(max_examples=25)
@given(
    calls=st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(1, 9), st.integers(1, 4)), max_size=12
    )
)
def test_the_version_grows_once_for_each_applied_change(
    calls: list[tuple[str, int, int]], migrated: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("race")
    shutil.copy(migrated, place / "erp.db")
    record = database.open(place / "erp.db")
    load(write(place / "export", tables()), record)
    hands, version, date = EmbeddedHands(record, StandingClock()), 1, "2026-04-03"
    for key, day, seen in calls:
        wish = {**CHANGE, "promised_date": f"2026-05-{day:02}", "event": "", "seen": str(seen)}
        outcome = hands.apply(f"{key}{day}{seen}", "ChangeOrderLine", wish).outcome
        if outcome == "applied":
            assert seen == version, "nobody wins over what they have not seen"
            version += date != wish["promised_date"]
            date = wish["promised_date"]
    row = EmbeddedReads(record).row("purchase_order_lines", "4711/10")
    assert row and (row.version, row.text("promised_date")) == (version, date)
    record.close()
