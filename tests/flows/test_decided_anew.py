"""A decided case is decided anew: what it held by the first decision and needs no more goes back,
and so does what a case held that goes on in another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from evals.company import FIRST
from memory import reservations
from seamline import views
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.playing import file_sample, options
from tests.flows.short_rooms import ROOM, A, B, two_late
from tests.states import After

CASE, STOCK = "W1-4500018822", "stock:US20/KLB-12"


def approve_all(office: Office, case: str) -> None:
    for one in views.case(office, case)["waiting"]["people"]:
        if office.desk.case(case).decision is None:
            office.desk.decide(case, "approve", person=one["id"], reason="agreed")
    office.desk.advance()


def holds(office: Office, name: str) -> dict[str, tuple[str, str]]:
    with office.ledger.reading() as connection:
        found = reservations.held(connection, now=office.clock.now(), objects=[name])
    return {one.case_id: (one.state, format(one.qty.normalize(), "f")) for one in found}


@pytest.fixture
def bridged(workspace: Workspace) -> Iterator[Office]:
    """The planner bridges from safety stock, and the case stays open until planning has taken it
    over."""
    rules = workspace.policy_file.read_text(encoding="utf-8")
    rules = rules.replace("    acknowledged_by: []\n", "    acknowledged_by: [planning]\n", 1)
    rules = rules.replace("      - safety_stock_floor\n", "", 1)
    workspace.policy_file.write_text(rules, encoding="utf-8")
    office = open_office(workspace)
    file_sample(office, "W1-d")
    approve_all(office, CASE)
    yield office
    office.close()


def test_stock_that_the_new_decision_leaves_alone_is_free_again(bridged: Office) -> None:
    assert holds(bridged, STOCK) == {CASE: ("firm", "2000")}
    file_sample(bridged, "W1-a")
    slots = {"promised_date": "2026-04-09"}
    bridged.desk.decide(CASE, "respond", person="E001", slots=slots, reason="phone")
    bridged.desk.advance()
    assert holds(bridged, STOCK) == {CASE: ("firm", "2000")}, "proposed again, it counts once"
    bridged.desk.decide(
        CASE, "edit", person="E007", slots={"option": "accept"}, reason="customers can wait"
    )
    bridged.desk.advance()
    approve_all(bridged, CASE)
    assert bridged.desk.case(CASE).decision is not None
    assert holds(bridged, STOCK) == {}


@pytest.fixture
def two(from_scratch: After) -> Office:
    return from_scratch(two_late)


def test_what_a_case_held_that_goes_on_in_another_is_seen_by_who_lacked_it(two: Office) -> None:
    assert options(two, B)["alternate supplier"]["title"].startswith("buy 1000 PCS")
    other = two.desk.open_case("P2", str(FIRST), person="E001", reason="they want another price")
    two.desk.advance()
    two.desk.merge(A, into=other.case, person="E002", reason="one matter")
    two.desk.advance()
    assert A not in holds(two, ROOM)
    assert options(two, B)["alternate supplier"]["title"].startswith("buy 2000 PCS")
