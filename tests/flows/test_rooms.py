"""Capacity that two cases want: reserved with the proposal, firm with the approval, contested as
stock is."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from rich.console import Console

from memory import reservations
from seamline import views
from seamline.cli.contesting import print_reserved
from seamline.wiring import Office
from tests.flows.on_the_way import options
from tests.flows.short_rooms import ROOM, A, B, two_late
from tests.states import After


@pytest.fixture
def two(from_scratch: After) -> Office:
    return from_scratch(two_late)


def holds(office: Office) -> dict[str, tuple[str, str]]:
    with office.ledger.reading() as connection:
        found = reservations.held(connection, now=office.clock.now(), objects=[ROOM])
    assert sum((one.qty for one in found), Decimal(0)) <= 3000
    return {one.case_id: (one.state, format(one.qty.normalize(), "f")) for one in found}


def winner(office: Office, case: str) -> str:
    proposal = office.desk.case(case).proposal
    assert proposal is not None
    return proposal.rankings[0].winner


def bought(office: Office, case: str) -> str:
    found = options(office, case)
    return next(one["title"] for one in found.values() if one["name"] == "alternate supplier")


def deciders(office: Office, case: str) -> list[str]:
    return [one["id"] for one in views.case(office, case)["waiting"]["people"]]


def approve_all(office: Office, case: str) -> None:
    for person in deciders(office, case):
        if office.desk.case(case).decision is None:
            office.desk.decide(case, "approve", person=person, reason="agreed")
    office.desk.advance()


def test_the_later_case_sees_what_is_left_and_whose_hold_binds(two: Office) -> None:
    assert winner(two, A) == "alternate supplier"
    assert holds(two)[A] == ("soft", "2000")
    assert bought(two, B).startswith("buy 1000 PCS")
    told = {one["case"]: one for one in views.case(two, B)["reserved"] if one["object"] == ROOM}
    assert told[A]["qty"] == "2000" and told[A]["until"]


def test_an_approval_makes_it_firm_and_a_refusal_gives_it_back(two: Office) -> None:
    approve_all(two, A)
    assert holds(two)[A] == ("firm", "2000")
    assert bought(two, B).startswith("buy 1000 PCS")


def test_what_a_refusal_gives_back_is_seen_by_the_case_that_lacked_it(two: Office) -> None:
    two.desk.decide(A, "reject", person=deciders(two, A)[0], reason="not needed")
    two.desk.advance()
    assert A not in holds(two) and bought(two, B).startswith("buy 2000 PCS")


def test_an_order_cut_to_what_is_left_passes_the_gate_and_holds_no_more(two: Office) -> None:
    assert winner(two, B) == "alternate supplier"
    assert {one.outcome for one in two.desk.case(B).rulings} <= {"ask", "act"}
    assert holds(two) == {A: ("soft", "2000"), B: ("soft", "1000")}


def test_a_soft_hold_ends_with_its_time(two: Office) -> None:
    with two.ledger.reading() as connection:
        later = two.clock.now() + timedelta(days=30)
        assert not reservations.held(connection, now=later, objects=[ROOM])


def test_the_later_case_contests_it_in_one_proposal_that_both_owners_decide(two: Office) -> None:
    before = holds(two)
    asker = deciders(two, B)[0]
    done = two.desk.contest(B, person=asker, reason="a line stands still", of=A, take="500")
    assert done.object == ROOM
    proposal = two.desk.case(B).proposal
    assert proposal is not None and proposal.joint is not None
    assert holds(two)[A] == before[A], "nothing is taken silently"
    approve_all(two, B)
    assert {state for state, _ in holds(two).values()} == {"firm"}


def test_the_command_line_names_who_holds_what(two: Office) -> None:
    screen = Console(width=200, record=True)
    print_reserved(screen, views.case(two, B))
    assert f"{A} holds 2000 PCS of {ROOM} (soft until" in screen.export_text()
