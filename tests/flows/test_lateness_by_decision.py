"""Who is late follows what was decided, as planned; before that each way is told with its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from memory import chain
from seamline.wiring import Office, open_office
from tests.flows.all_cases import copied
from tests.flows.playing import file_sample
from tests.states import After

CASE = "W1-4500018822"


@pytest.fixture(scope="module")
def undecided(harlow: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = open_office(copied(harlow, tmp_path_factory.mktemp("late") / "w"))
    file_sample(office, "W1-d")
    yield office
    office.close()


def decide_as_asked(office: Office) -> None:
    """Everybody who is asked approves, one after the other."""
    while (state := office.desk.case(CASE)).decision is None:
        assert state.asked is not None
        given = {one.person for one in state.approvals}
        person = next(one for one in state.asked.people if one not in given)
        office.desk.decide(CASE, "approve", person=person, reason="as it stands")


def said(office: Office, question: str, case: str = "") -> str:
    return office.desk.ask(case, question).said()


@pytest.mark.parametrize("case", ["", CASE])
def test_before_the_decision_each_way_is_told_with_its_days(undecided: Office, case: str) -> None:
    told = said(undecided, "what is late for Medivale?", case)
    assert "not decided yet; Medivale Hospitals 70045512/1, 70045512/2: 0 to 4 d late" in told
    accept, buy = "accept the date and re-promise the customers", "buy 2000 PCS"
    assert f"{accept}: Medivale Hospitals 70045512/1, 70045512/2 4 d late" in told
    assert f"{buy} from Brightwell Circuits (proposed): Medivale Hospitals" in told
    assert "split: fly 2,000 PCS, the rest by sea: Medivale Hospitals" in told
    assert "cannot be taken now: bridge from stock" in told and "Fairmont" not in told
    assert all("[" in one for one in told.splitlines())


def test_a_way_that_is_named_is_told_alone(undecided: Office) -> None:
    told = said(undecided, "will Fairmont be late if we take the air split?", CASE)
    assert "split: fly 2,000 PCS" in told and "in time" in told and "accept the date" not in told
    cost = said(undecided, "what does flying cost us?", CASE)
    assert "fly all 12,000 PCS costs" in cost and "Brightwell Circuits costs" not in cost


@pytest.mark.parametrize("option", ["", "split air", "accept"])
def test_after_the_decision_only_its_own_days_are_told(after: After, option: str) -> None:
    office = after("W1-d")
    if option:
        office.desk.decide(
            CASE, "edit", person="E002", reason="another way", slots={"option": option}
        )
        office.desk.advance()
    decide_as_asked(office)
    told = said(office, "what is late for Medivale?", CASE)
    assert "as decided and planned" in told and "if nothing is done" not in told
    assert ("4 d late" in told) is (option == "accept")
    assert ("70045512/2 in time" in told) is (option != "accept")
    at_large = said(office, "what is late for Medivale?")
    assert (" d late" in at_large) is (option == "accept")  # on record: it was promised anew
    late = said(office, "how late are we now?", CASE)
    assert "Medivale" not in late or option == "accept"


def test_a_customer_that_a_case_does_not_touch_is_not_called_late(undecided: Office) -> None:
    told = undecided.desk.ask(CASE, "what is late for Grandline?")
    assert told.no_evidence


def test_what_it_cites_is_on_the_ledger(undecided: Office) -> None:
    told = undecided.desk.ask(CASE, "which customers will be late?")
    with undecided.ledger.reading() as connection:
        kinds = {
            one.kind
            for one in chain.of_stream(connection, f"case:{CASE}")
            if one.number in told.citations
        }
    assert {"options_priced", "assessed"} <= kinds
