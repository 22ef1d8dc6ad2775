"""A delay that a person opened: the supplier is asked for its day, once a person agrees to that."""

from collections.abc import Callable, Iterator

import pytest

from domain.actions import SendMessage
from domain.case import CaseState
from seamline import views
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace

CASE, ORDER = "W1-4500018822", "4500018822"


@pytest.fixture
def office(workspace: Workspace) -> Iterator[Office]:
    """Harlow, where a case waits for whatever it asked of a partner."""
    kept = workspace.policy_file.read_text(encoding="utf-8")
    assert "    confirmed: []\n" in kept
    workspace.policy_file.write_text(kept.replace("    confirmed: []\n", ""), encoding="utf-8")
    opened = open_office(workspace)
    yield opened
    opened.close()


def opened(office: Office, order: str) -> tuple[str, CaseState]:
    """A case about line 10 of an order, told first which line is meant where there are several."""
    case = office.desk.open_case("W1", order, person="E001", reason="line 10 is late").case
    if "which_line" in office.desk.case(case).open_questions:
        assert letters(office.desk.case(case)) == [], "nobody is asked of a line that is not meant"
        office.desk.decide(case, "respond", person="E001", slots={"which_line": f"{order}/10"})
    return case, office.desk.case(case)


def letters(state: CaseState) -> list[SendMessage]:
    """Letters that are proposed."""
    assert state.proposal is not None
    return [one for one in state.proposal.actions if isinstance(one, SendMessage)]


def options(state: CaseState) -> set[str]:
    """Names of the priced options that were chosen."""
    assert state.proposal is not None
    return {winner.winner for winner in state.proposal.rankings}


@pytest.mark.parametrize(
    ("order", "asked"),
    [
        (ORDER, "confirm the date the goods are ready (4500018822/10)"),
        ("4500018830", "den Fertigstellungstermin (4500018830/10)"),
    ],
)
def test_the_supplier_is_asked_for_its_day_in_its_language_once_a_person_agrees(
    office: Office, order: str, asked: str
) -> None:
    case, state = opened(office, order)
    (letter,) = letters(state)
    supplier = office.reads.row("purchase_orders", order)
    contact = office.reads.row("contacts", letter.contact.value)
    assert supplier is not None and contact is not None
    assert contact.text("partner_id") == supplier.text("supplier_id")
    assert asked in letter.text.value
    assert [one.clause for one in state.rulings if one.kind == "SendMessage"] == ["ask-for-day"]
    assert state.effects == (), "it waits for a person"
    (waiting,) = views.inbox(office)["waiting"]
    office.desk.decide(case, "approve", person=waiting["people"][0]["id"])
    state = office.desk.case(case)
    assert [one.state for one in state.effects] == ["verified"]
    assert (state.closed, state.stuck) == (None, "")
    inbox = views.inbox(office)
    assert inbox["waiting"] == [], "the letter is not proposed again"
    (waits,) = inbox["under_way"]
    assert waits["case"] == case and "has not confirmed" in waits["owed"][0]


def test_what_an_asked_supplier_answers_is_priced_like_any_other(
    office: Office, file: Callable[..., None]
) -> None:
    opened(office, ORDER)
    office.desk.decide(CASE, "approve", person="E001")
    file("W1-d")
    state = office.desk.case(CASE)
    assert options(state) != set() and state.open_questions == ()
    assert "ask_about" not in {one.template.value for one in letters(state)}


def test_a_person_who_knows_the_day_answers_and_nobody_is_asked(office: Office) -> None:
    opened(office, ORDER)
    office.desk.decide(CASE, "respond", person="E001", slots={"promised_date": "2026-04-11"})
    state = office.desk.case(CASE)
    assert options(state) != set()
    assert "ask_about" not in {one.template.value for one in letters(state)}


def test_a_day_that_was_said_is_confirmed_and_not_asked_of_the_supplier(office: Office) -> None:
    said = "Lily called: line 10 will be ready on 11 April"
    office.desk.open_case("W1", ORDER, person="E001", reason=said)
    state = office.desk.case(CASE)
    assert letters(state) == [] and state.proposal is not None
    assert [one.holds for one in state.proposal.questions] == [True]
