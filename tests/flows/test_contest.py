"""Stock that two cases want: the later sees what is left and whose hold binds, and may contest it
in one proposal that both owners decide (the worked example of the reservations' rules)."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from domain.errors import NotAllowed, Refused, Stale
from seamline import views
from seamline.wiring import Office
from tests.flows.on_the_way import findings, mail, options, put
from tests.flows.trade import on
from tests.states import state

A, B, C = "W4-70046001", "W4-70046002", "W4-70046003"
ORDERS = """70046001,K6001,MV-9001,2026-02-20,USD,CN-6001,US20,E011,open
70046002,K6002,FR-9002,2026-02-20,USD,CN-6002,US20,E011,open
70046003,K6003,OI-9003,2026-02-20,USD,CN-6003,US20,E011,open"""
LINES = """70046001,1,KLB-12,500,PCS,24.00,12000.00,2026-05-12,2026-05-19,2026-05-12,2,,
70046002,1,KLB-12,400,PCS,24.00,9600.00,2026-05-12,2026-05-19,2026-05-12,2,,
70046003,1,KLB-12,100,PCS,24.00,2400.00,2026-05-12,2026-05-19,2026-05-12,2,,"""
STOCK = "stock:US20/KLB-12"


def asks(office: Office, folder: Path, sender: str, order: str, hour: int) -> None:
    mail(
        office, folder, sender, f"Mon, 11 May 2026 {hour:02}:00:00 -0400", f"order {order}",
        f"Your portal says {order} comes on the 19th, you promised the 12th. "
        "We want a recovery plan.",
    )  # fmt: skip


def with_first(office: Office, folder: Path) -> None:
    """800 are free; the first case softly holds 500."""
    on(office, "2026-05-11T12:00")
    put(
        office, folder, "2026-05-11",
        sales_orders=ORDERS, sales_order_lines=LINES,
        stock="US20,KLB-12,2026-05-11,3200,PCS,2400,0,",
    )  # fmt: skip
    asks(office, folder, "t.holm@medivale.example", "70046001", 9)


@state(with_first)
def two(office: Office, folder: Path) -> None:
    """The second case softly holds the 300 that the first leaves."""
    asks(office, folder, "orders@fairmontrobotics.example", "70046002", 10)


def drawn(office: Office, case: str, line: str) -> list[str]:
    found = options(office, case)[f"sales_order_lines:{line} serve from US20"]
    return [one["qty"] for one in found["draws"]]


def holds(office: Office) -> dict[str, tuple[str, str]]:
    from memory import reservations

    with office.ledger.reading() as connection:
        found = reservations.held(connection, now=office.clock.now(), objects=[STOCK])
    return {one.case_id: (one.state, format(one.qty, "f")) for one in found}


def deciders(office: Office, case: str) -> list[str]:
    waiting = views.case(office, case)["waiting"]
    return [one["id"] for one in waiting["people"]]


def contest(office: Office, take: str = "50") -> None:
    office.desk.contest(B, person=deciders(office, B)[0], reason="a line stands still", take=take)


def approve_all(office: Office, case: str) -> None:
    for person in deciders(office, case):
        if office.desk.case(case).decision is None:
            office.desk.decide(case, "approve", person=person, reason="agreed")
    office.desk.advance()


def test_the_later_case_takes_what_is_left_and_names_whose_hold_binds(two: Office) -> None:
    assert drawn(two, A, "70046001/1") == ["500"]
    assert drawn(two, B, "70046002/1") == ["300"]
    assert holds(two) == {A: ("soft", "500"), B: ("soft", "300")}
    assert f"500 held by {A}" in findings(two, B)


def test_the_worked_example_450_and_350_and_nothing_for_a_third(
    two: Office, tmp_path: Path
) -> None:
    contest(two)
    proposal = two.desk.case(B).proposal
    assert proposal is not None and proposal.joint is not None
    assert proposal.joint.other.case == A and two.desk.case(A).contested == B
    assert [str(one.qty) for one in proposal.joint.own] == ["350"]
    assert [str(one.qty) for one in proposal.joint.others] == ["450"]
    assert holds(two) == {A: ("soft", "500"), B: ("soft", "300")}, "nothing is taken silently"
    approve_all(two, B)
    assert holds(two) == {}, "what the record reserves is not held twice"
    rows = two.reads.rows("reservations", object="US20/KLB-12")
    assert sorted(one.text("qty") for one in rows) == ["350", "450"]
    for case, got in ((A, "450"), (B, "350")):
        state = two.desk.case(case)
        assert state.decision is not None
        said = [one.said for one in state.effects if one.kind == "Allocate"]
        assert [one.startswith(f"reserve {got} PCS of US20/KLB-12") for one in said] == [True]
    asks(two, tmp_path, "supply@odelia.example", "70046003", 11)
    assert "800 held by 70046001, 70046002" in findings(two, C)
    served = options(two, C)["sales_order_lines:70046003/1 serve from US20"]
    assert (served["draws"], served["violates"]) == ([], ["stock_available"])
    with pytest.raises(NotAllowed, match="no other case holds anything"):
        two.desk.contest(C, person=deciders(two, C)[0], reason="us too")


def test_who_contests_does_not_approve_it_though_both_cases_are_of_one_role(two: Office) -> None:
    owner = deciders(two, B)[0]
    assert owner in deciders(two, A)
    contest(two)
    assert owner not in deciders(two, B)
    with pytest.raises(NotAllowed, match="asked for this and cannot approve it: four eyes"):
        two.desk.decide(B, "approve", person=owner, reason="a line stands still")
    assert two.desk.case(A).decision is None and two.desk.case(B).decision is None
    approve_all(two, B)
    for case in (A, B):
        decision = two.desk.case(case).decision
        assert decision is not None and owner not in decision["approvers"]


def test_both_owners_must_say_yes_and_either_ends_it(two: Office) -> None:
    contest(two)
    person = deciders(two, B)[0]
    two.desk.decide(B, "reject", person=person, reason="theirs is a hospital")
    two.desk.advance()
    proposal = two.desk.case(B).proposal
    assert proposal is not None and proposal.joint is None
    assert two.desk.case(A).contested == ""
    assert holds(two) == {A: ("soft", "500"), B: ("soft", "300")}


def test_a_second_contest_of_the_same_two_ends_as_the_first(two: Office) -> None:
    for _ in range(2):
        contest(two)
        assert two.desk.case(A).contested == B
        two.desk.decide(B, "reject", person=deciders(two, B)[0], reason="theirs is a hospital")
        two.desk.advance()
        assert two.desk.case(A).contested == ""


def test_a_change_of_either_case_voids_both_parts(two: Office, tmp_path: Path) -> None:
    contest(two)
    put(two, tmp_path, "2026-05-11", sales_order_lines=LINES.replace("2026-05-19", "2026-05-26"))
    two.desk.advance()
    for case in (A, B):
        proposal = two.desk.case(case).proposal
        assert proposal is not None and proposal.joint is None
    assert two.desk.case(A).contested == ""
    said = [one["because"] for one in views.case(two, B)["superseded"]]
    assert any("has moved" in one or "record changed" in one for one in said)


def test_the_first_case_deciding_alone_voids_the_contest(two: Office) -> None:
    contest(two)
    approve_all(two, A)
    two.desk.advance()
    assert holds(two) == {B: ("soft", "300")}, "the record shows the 500"
    proposal = two.desk.case(B).proposal
    assert proposal is not None and proposal.joint is None


def test_what_is_let_go_is_seen_by_the_case_that_lacked_it(two: Office) -> None:
    two.desk.decide(A, "reject", person=deciders(two, A)[0], reason="they took it elsewhere")
    two.desk.advance()
    assert drawn(two, B, "70046002/1") == ["400"]
    assert holds(two) == {B: ("soft", "400")}


def test_no_more_is_contested_than_would_be_used(two: Office) -> None:
    with pytest.raises(Refused, match="at most 100 PCS would be used"):
        contest(two, take="101")
    with pytest.raises(NotAllowed, match="would use no more"):
        two.desk.contest(A, person=deciders(two, A)[0], reason="more for us")
    with pytest.raises(Stale):
        two.desk.decide(B, "approve", person="E010", seen="0" * 64)


def test_of_two_who_contest_at_once_one_stands_and_the_other_is_told(two: Office) -> None:
    people, together = deciders(two, B), Barrier(2)

    def wants(take: str) -> str:
        together.wait()
        try:
            told = two.desk.contest(B, person=people[0], reason="a line stands still", take=take)
        except (NotAllowed, Stale) as fault:
            return str(fault)
        return f"{told.take:f} of {told.of}"

    with ThreadPoolExecutor(max_workers=2) as pool:
        said = list(pool.map(wants, ("50", "40")))
    (won,) = [one for one in said if one.endswith(f" of {A}")]
    (lost,) = [one for one in said if one != won]
    assert "has moved on" in lost or "no proposal of its own open" in lost or "have changed" in lost
    assert holds(two) == {A: ("soft", "500"), B: ("soft", "300")}, "nothing is taken yet"
    opened = two.desk.case(B).proposal
    assert opened is not None and opened.joint is not None and opened.joint.other.case == A


def test_of_two_words_on_a_contest_at_once_one_counts_and_the_other_is_told(two: Office) -> None:
    contest(two)
    (who, *_), together = deciders(two, B), Barrier(2)

    def says(verb: str) -> str:
        together.wait()
        try:
            two.desk.decide(B, verb, person=who, reason="as agreed")
        except (NotAllowed, Stale) as fault:
            return str(fault)
        return ""

    with ThreadPoolExecutor(max_workers=2) as pool:
        said = list(pool.map(says, ("approve", "reject")))
    assert said.count("") == 1, said
    two.desk.advance()
    decision = two.desk.case(B).decision
    approved = decision is not None and decision["verb"] == "approve"
    assert approved == (said[0] == "")
