"""Two bills for one thing: the one whose money is gone, or that was there first, stands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seamline.wiring import Office
from seamline.workspace import Workspace
from tests.flows.exports import acts, opened, put, said, winner
from tests.flows.playing import options
from tests.flows.test_invoice_exception import APPROVED, SHIPMENT, UNIT

#: A flight that was approved up to 9,000.00, all 4,000 pieces on it.
ROOM = APPROVED.replace("2000 PCS; up to 5000.00", "4000 PCS; up to 9000.00")
BILL = (
    "{number},F3001,freight,{day},2026-06-03,4855.00,USD,4500018822,10,4000,,SH03,BQ240805,"
    "{status},,{recorded},"
)


@pytest.fixture
def office(workspace: Workspace) -> Iterator[Office]:
    with opened(workspace) as found:
        yield found


def billed(office: Office, folder: Path, *bills: str) -> None:
    """The flight's bills are on record, and a case is opened for each that is open."""
    rows = {"shipments": SHIPMENT, "shipment_units": UNIT, "past_cases": ROOM}
    put(office, folder / "a", invoices="\n".join(bills), **rows)
    for bill in bills:
        number, status = bill.split(",")[0], bill.split(",")[13]
        if status == "open":
            office.desk.open_case("W7", number, person="E022", reason="above plan")
    office.desk.advance()


def test_a_bill_dated_before_the_one_that_was_paid_is_the_second_all_the_same(
    office: Office, tmp_path: Path
) -> None:
    billed(
        office,
        tmp_path,
        BILL.format(number="BQ-1", day="2026-05-04", recorded="2026-05-05", status="paid"),
        BILL.format(number="BQ-0", day="2026-05-03", recorded="2026-05-12", status="open"),
    )
    assert options(office, "W7-BQ-0")["pay in full"]["violates"] == ["not_billed_before"]
    assert "ApproveInvoice" not in {one["kind"] for one in acts(office, "W7-BQ-0")}
    assert "it may be BQ-1 again" in said(office, "W7-BQ-0")


def test_of_two_bills_of_one_day_the_one_recorded_later_is_the_second(
    office: Office, tmp_path: Path
) -> None:
    billed(
        office,
        tmp_path,
        BILL.format(number="BQ-8", day="2026-05-04", recorded="2026-05-05", status="open"),
        BILL.format(number="BQ-7", day="2026-05-04", recorded="2026-05-06", status="open"),
    )
    assert winner(office, "W7-BQ-8") == "pay in full"
    assert options(office, "W7-BQ-7")["pay in full"]["violates"] == ["not_billed_before"]
    assert winner(office, "W7-BQ-7") == "contest all of it"
