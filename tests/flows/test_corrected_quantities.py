"""A quantity put right is what a case finds, offers, asks and writes from then on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.correct import Wanted, correct
from seamline import views
from seamline.wiring import Office
from seamline.workspace import Workspace
from tests.flows.exports import opened, write
from tests.flows.playing import findings, options
from tests.states import After, released

DELAY, BILL, BOOKING = "W1-4500018822", "W6-2026-03417", "W3-4500018822"


@pytest.fixture
def office(workspace: Workspace) -> Iterator[Office]:
    with opened(workspace) as found:
        yield found


def put_right(office: Office, case: str, field: str, about: str, text: str, person: str) -> None:
    correct(office.deps, case, Wanted(field, about, text, 0, "so it says further down"), person)
    office.desk.advance()


def test_a_part_that_is_offered_changes_its_option_and_no_lot(
    office: Office, tmp_path: Path
) -> None:
    write(
        office, tmp_path, "lily.chen@kailun.example", "PO 4500018822",
        "Tue, 31 Mar 2026 09:00:00 +0800",
        "Dear team, PO 4500018822 line 10 will be delayed to 4 May 2026, resin shortage.",
        "We can ship a partial of 4000 pcs by the old date.",
    )  # fmt: skip
    before = {name: one["title"] for name, one in options(office, DELAY).items()}
    put_right(office, DELAY, "offered_partial_qty", "10", "2000", "E001")
    after = {name: one["title"] for name, one in options(office, DELAY).items()}
    changed = {name for name in after if after[name] != before[name]}
    assert [after[name] for name in changed] == ["take 2000 PCS at the old date, the rest later"]
    assert any("later (all on 2026-05-04;" in one for one in findings(office, DELAY))


def test_a_billed_quantity_is_matched_whatever_its_price_comes_to(after: After) -> None:
    office = after(released, "W6-b")
    assert any("9,500 PCS billed, 0 received" in one for one in findings(office, BILL))
    put_right(office, BILL, "invoiced_qty", "invoices:2026-03417", "9000", "E022")
    found = findings(office, BILL)
    assert any("9,000 PCS billed, 0 received" in one for one in found)
    assert any("billed at 5.135278, agreed 4.865" in one for one in found)
    asked = [q for one in views.case(office, BILL)["assessed"] for q in one["questions"]]
    assert any("quantity 43,785.00 EUR" in one["text"] for one in asked)


def test_pieces_and_weight_of_ready_cargo_change_what_is_booked(after: After) -> None:
    office = after(released, "W3-a")
    air = "air F3001"
    before = options(office, BOOKING)[air]["cost"]["amount"]
    put_right(office, BOOKING, "promised_qty", "10", "3000", "E001")
    put_right(office, BOOKING, "gross_weight", f"purchase_orders:{BOOKING[3:]}", "2500", "E001")
    told = next(one for one in findings(office, BOOKING) if "ready 2026-04-09" in one)
    assert "4500018822/10: 3000" in told and "2500 kg" in told
    then = options(office, BOOKING)[air]["cost"]["amount"]
    assert (before, then) == ("11553.00", "13440.00")
