"""Cases that an export opens: one a cause, about what came to be, joined by later mail."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.case import CaseState
from graph.row_opening import give_way
from memory import chain
from seamline import views
from seamline.wiring import Office
from seamline.workspace import Workspace
from tests.flows.exports import acts, approve, arrive, cost, feed, opened, put, said, write
from tests.flows.playing import options
from tests.flows.test_delivery_to_invoice import SH10, TRAILER, orders

BLOCKED = (
    "KL-9001,V1001,supplier,2026-03-10,2026-05-09,147200.00,USD,4500018701,10,8000,18.40,,"
    "4500018701,blocked,no receipt,2026-03-11,"
)
RECEIPT = "GR900,4500018701,10,8000,PCS,2026-03-12,US20,,SH13,"
SHIPMENT = (
    "{id},sea,C2001,F3001,BQ240731,,,,ORION OPAL,030E,CNYTN,,USLAX,US20,2026-04-10T18:00,{eta},"
    "Asia/Shanghai,2026-04-07T12:00,2026-04-08T12:00,{cy},B4001,3886.00,USD,booked,{on}"
)
CY = "2026-04-08T23:59"


@pytest.fixture
def office(workspace: Workspace) -> Iterator[Office]:
    with opened(workspace) as one:
        yield one


def cases(office: Office) -> dict[str, CaseState]:
    return {one.id: one for one in office.deps.cases()}


def test_a_bill_that_came_to_be_blocked_is_priced_and_asked_of_its_owner(
    office: Office, tmp_path: Path
) -> None:
    put(office, tmp_path / "1", invoices=BLOCKED)
    assert list(cases(office)) == ["W7-KL-9001"]
    (waiting,) = views.inbox(office)["waiting"]
    assert waiting["opened_because"] == "blocked on record: no receipt"
    assert waiting["people"] != []
    assert cases(office)["W7-KL-9001"].effects == ()


def test_its_receipt_has_it_matched_again_in_the_same_run(office: Office, tmp_path: Path) -> None:
    put(office, tmp_path / "1", invoices=BLOCKED)
    before = options(office, "W7-KL-9001")
    put(office, tmp_path / "2", receipts=RECEIPT)
    assert list(cases(office)) == ["W7-KL-9001"], "one cause is one case"
    assert options(office, "W7-KL-9001") != before


def test_goods_that_come_in_open_a_case_of_the_bill_that_waits_for_them(
    office: Office, tmp_path: Path
) -> None:
    put(office, tmp_path / "1", invoices=BLOCKED)
    (waiting,) = views.inbox(office)["waiting"]
    owner = waiting["people"][0]["id"]
    office.desk.decide("W7-KL-9001", "reject", person=owner, reason="it waits for its goods")
    put(office, tmp_path / "2", receipts=RECEIPT)
    assert [one for one, state in cases(office).items() if state.closed is None] == ["W6-KL-9001"]


def test_a_bill_that_only_stays_blocked_opens_nothing_more(office: Office, tmp_path: Path) -> None:
    put(office, tmp_path / "1", invoices=BLOCKED)
    put(office, tmp_path / "2", invoices=BLOCKED.replace("no receipt", "no receipt yet"))
    assert list(cases(office)) == ["W7-KL-9001"]


def test_what_the_record_begins_with_opens_nothing(office: Office) -> None:
    assert cases(office) == {}


def test_an_arrival_that_slips_on_record_opens_one_case_a_voyage(
    office: Office, tmp_path: Path
) -> None:
    first = "\n".join(
        SHIPMENT.format(id=one, eta="2026-04-25", cy=CY, on="2026-03-11")
        for one in ("SH20", "SH21")
    )
    put(office, tmp_path / "1", shipments=first)
    assert cases(office) == {}
    later = first.replace("2026-04-25", "2026-05-02").replace("2026-03-11", "2026-03-12")
    put(office, tmp_path / "2", shipments=later)
    (state,) = cases(office).values()
    assert (state.id, state.phase) == ("W4-SH20", "review")
    assert state.opened_because == (
        "arrival on record moved from 2026-04-25 to 2026-05-02; the same voyage: SH21"
    )
    put(office, tmp_path / "3", shipments=first.replace("2026-03-11", "2026-03-13"))
    assert len(cases(office)) == 1, "an arrival that is earlier again is no exception"


def test_a_cut_off_that_comes_earlier_opens_a_booking_case(office: Office, tmp_path: Path) -> None:
    put(
        office,
        tmp_path / "1",
        shipments=SHIPMENT.format(
            id="SH20", eta="2026-04-25", cy="2026-04-07T12:00", on="2026-03-12"
        ),
    )
    (state,) = cases(office).values()
    assert state.id == "W3-SH20"
    assert state.opened_because.startswith("CY cut-off moved from 2026-04-08")


def test_a_slip_on_record_is_priced_from_what_the_record_had_before(
    office: Office, tmp_path: Path
) -> None:
    put(office, tmp_path / "1", shipments=SHIPMENT.format(
        id="SH20", eta="2026-05-08", cy=CY, on="2026-03-11"
    ))  # fmt: skip
    assert "SH20: arrival 2026-05-08 instead of 2026-04-25, 13 days later" in said(
        office, "W4-SH20"
    )
    assert cost(office, "W4-SH20", "wait and re-promise") == "5255.54"
    shares = [one for one in said(office, "W4-SH20").splitlines() if "800 KLB-12 at US20 by" in one]
    assert len(shares) == 3 and "Medivale Hospitals 70045512/1 800" in shares[0]
    # 200, 1,250 and 1,000 of 24.00 for 2 weeks begun at 2 %; whole lines of 24, 30 and 24 thousand
    assert "2,352.00 USD read on late pieces, 3,120.00 USD read on whole late lines" in shares[0]
    (_, carried) = (
        one["money"]["amount"]
        for one in options(office, "W4-SH20")["wait and re-promise"]["components"]
        if one["name"] in ("longer under way", "penalty Odelia Instruments 70045530/1")
    )
    assert carried == "1415.54"  # 220,800.00 × 0.18 × 13 / 365
    days = {one["planned_date"] for one in acts(office, "W4-SH20") if "planned_date" in one}
    assert days == {"2026-05-23"}, "the need date less the buffer, 13 days later"
    approve(office, "W4-SH20", "E010", "E012", "E020")
    office.desk.advance()
    row = office.reads.row("sales_order_lines", "70045530/1")
    assert row is not None and row.text("planned_date") == "2026-05-23"


def test_a_shipment_that_is_upset_without_a_new_arrival_says_what_lacks(
    office: Office, tmp_path: Path
) -> None:
    rows = SHIPMENT.format(id="SH20", eta="2026-04-25", cy=CY, on="2026-03-11")
    put(office, tmp_path / "1", shipments=rows.replace("booked", "delayed"))
    (lacks,) = options(office, "W4-SH20")["wait"]["unknown"]
    assert lacks == "when SH20 arrives now: nobody has said, and no export has it"


def test_an_earlier_cut_off_is_missed_by_goods_that_are_ready_later_and_other_ways_are_priced(
    office: Office, tmp_path: Path
) -> None:
    put(office, tmp_path / "1", shipments=SHIPMENT.format(
        id="SH20", eta="2026-04-25", cy="2026-04-05T12:00", on="2026-03-12"
    ))  # fmt: skip
    ways = options(office, "W3-SH20")
    assert {name: one["cost"]["amount"] for name, one in ways.items()} == {
        "keep the booking": "3886.00", "sea 1x40HC F3001": "3886.00", "air F3001": "29760.00",
    }  # fmt: skip
    assert ways["keep the booking"]["violates"] == ["need_date"]
    assert "4500018822/10: ready 2026-04-06, 1 day(s) too late" in str(ways["keep the booking"])
    assert "not priced: the days under way: a price for each unit" in said(office, "W3-SH20")


def test_what_a_mail_case_is_open_about_opens_none(office: Office, tmp_path: Path) -> None:
    write(office, tmp_path / "mail", *MAIL)
    assert list(cases(office)) == ["W7-KL-9001"]
    put(office, tmp_path / "1", invoices=BLOCKED)
    assert list(cases(office)) == ["W7-KL-9001"]


def test_what_the_case_of_a_delivery_settles_itself_opens_none(
    office: Office, tmp_path: Path
) -> None:
    orders(office, tmp_path)
    feed(office, "2026-05-05", "2026-05-08")
    put(office, tmp_path / "a", shipments=SH10, shipment_units=TRAILER)
    arrive(office, "W6-c")
    held = (
        "FL-0912,V1008,supplier,2026-05-06,2026-07-05,5900.00,EUR,4500018871,10,2000,2.95,,"
        "4500018871,blocked,3 packages missing,2026-05-09,"
    )
    put(office, tmp_path / "b", invoices=held)
    assert list(cases(office)) == ["W6-4471"], "one cause is one case"


def test_a_later_mail_about_it_joins(office: Office, tmp_path: Path) -> None:
    put(office, tmp_path / "1", invoices=BLOCKED)
    write(office, tmp_path / "mail", *MAIL)
    (state,) = (one for one in cases(office).values() if one.closed is None)
    assert state.id == "W7-KL-9001" and len(state.news) == 1


def test_one_nobody_spoke_of_goes_on_in_the_case_of_a_mail_about_the_same_bill(
    office: Office, tmp_path: Path
) -> None:
    put(office, tmp_path / "1", invoices=BLOCKED)
    with office.ledger.transaction() as connection:
        loaded = chain.of_kind(connection, "record_loaded")[-1]
        give_way(office.deps, connection, "invoices:KL-9001", "W6-KL-9001", loaded)
    closed = office.desk.case("W7-KL-9001").closed
    assert closed is not None and closed["merged_into"] == "W6-KL-9001"


MAIL = (
    "ar@kailun.example",
    "Invoice KL-9001 is blocked",
    "Thu, 12 Mar 2026 10:00:00 +0800",
    "Dear Marta,",
    "your system shows our invoice KL-9001 over 147,200.00 USD as blocked.",
    "Please tell us the reason and when it is paid.",
)
