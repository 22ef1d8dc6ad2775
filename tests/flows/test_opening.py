"""A case without a mail: opened about something on record, told by notes, decided like others."""

from collections.abc import Callable

import pytest

from domain.case import CaseState
from domain.errors import NotAllowed, Refused, Unknown
from graph.notes import take_note
from graph.workflows.registry import workflows
from seamline import views
from seamline.wiring import Office
from tests.states import After

CASE, ORDER = "W1-4500018822", "4500018822"
WHY = "Lily called: the boards are late"
File = Callable[..., None]


def test_it_waits_for_its_owner_and_asks_what_it_needs_to_know_first(office: Office) -> None:
    opened = office.desk.open_case("w1", ORDER, person="E001", reason=WHY)
    assert (opened.case, opened.about) == (CASE, f"purchase_orders:{ORDER}")
    (waiting,) = views.inbox(office)["waiting"]
    assert (waiting["case"], waiting["opened_because"]) == (CASE, WHY)
    assert waiting["what"] == f"one answer is needed first: of which line of order {ORDER} is it?"
    assert waiting["questions"][0]["choices"] == [f"{ORDER}/10", f"{ORDER}/20"]
    assert waiting["people"] != []
    assert office.desk.case(CASE).effects == ()


def answer(office: Office, case: str, **slots: str) -> CaseState:
    """Whoever is asked answers what the case asks."""
    asked = office.desk.case(case).asked
    assert asked is not None
    office.desk.decide(case, "respond", person=asked.people[0], slots=slots)
    return office.desk.case(case)


def options(state: CaseState) -> set[str]:
    """Names of the priced options."""
    assert state.proposal is not None
    return {winner.winner for winner in state.proposal.rankings}


def test_what_it_asks_first_prices_it_like_a_mail(office: Office, file: File) -> None:
    office.desk.open_case("W1", ORDER, person="E001", reason=WHY)
    answer(office, CASE, which_line=f"{ORDER}/10")
    told = answer(office, CASE, promised_date="2026-04-11")
    file("W1-d")
    mailed = office.desk.case(CASE)
    assert options(told) == options(mailed) != set()
    assert told.open_questions == ()


def test_a_day_in_the_reason_is_asked_to_be_confirmed(office: Office) -> None:
    said = "Lily called: line 10 will be ready on 11 April"
    office.desk.open_case("W1", ORDER, person="E001", reason=said)
    (question,) = views.inbox(office)["waiting"][0]["questions"]
    assert question["slot"] == "promised_date" and "2026-04-11" in question["choices"]
    assert '"11 April" (opening): confirm?' in question["text"]


@pytest.mark.parametrize(
    ("code", "subject", "slot", "value"),
    [
        ("W3", "4500018701", "ready_date", "2026-04-14"),
        ("W4", "SH20", "eta", "2026-05-14"),
    ],
)
def test_workflows_ask_the_one_day_that_the_record_lacks(
    office: Office, code: str, subject: str, slot: str, value: str
) -> None:
    people = office.people.in_role("procurement") + office.people.in_role("logistics")
    opened = office.desk.open_case(code, subject, person=people[-1].id, reason=WHY)
    assert office.desk.case(opened.case).open_questions == (slot,)
    state = answer(office, opened.case, **{slot: value})
    assert state.open_questions == () and state.stuck == ""
    assert options(state) or state.effects or state.closed


def test_the_buyer_opens_a_case_about_what_the_order_travels_with(office: Office) -> None:
    opened = office.desk.open_case("W5", "SH20", person="E001", reason="papers are late")
    state = office.desk.case(opened.case)
    assert state.proposal is not None
    letters = [one for one in state.proposal.actions if one.kind == "SendMessage"]
    assert len(letters) == 2, "whoever owes papers is asked for them"
    with pytest.raises(NotAllowed, match="may not open"):
        office.desk.open_case("W5", "SH15", person="E001", reason="not mine")


def test_what_is_noted_and_confirmed_is_priced_and_decided(office: Office) -> None:
    office.desk.open_case("W1", ORDER, person="E001", reason=WHY)
    said = "line 10 will be ready on 11 April"
    take_note(office.deps, CASE, said, said_by="CT02", channel="phone", person_id="E001")
    office.desk.advance()
    office.desk.decide(CASE, "respond", person="E001", slots={"promised_date": "2026-04-11"})
    proposal = office.desk.case(CASE).proposal
    assert proposal is not None and proposal.rankings != () and proposal.actions != ()
    for person in ("E007", "E002"):
        office.desk.decide(CASE, "approve", person=person, reason="covers the gap")
    state = office.desk.case(CASE)
    assert state.closed is not None and {one.state for one in state.effects} == {"verified"}
    assert {"ChangeOrderLine", "IssueOrder"} <= {one.kind for one in state.effects}


def test_a_mail_about_it_joins_it(office: Office, file: File) -> None:
    office.desk.open_case("W1", ORDER, person="E001", reason=WHY)
    file("W1-d")
    state = office.desk.case(CASE)
    assert [one.subject for one in state.news] == ["4500018822 item 10 - new ready date"]
    assert state.proposal is not None and state.proposal.rankings != ()


def test_it_is_closed_by_whoever_owns_it_with_a_reason(office: Office) -> None:
    office.desk.open_case("W1", ORDER, person="E001", reason=WHY)
    (waiting,) = views.inbox(office)["waiting"]
    owner = waiting["people"][0]["id"]
    office.desk.decide(CASE, "reject", person=owner, reason="she meant another order")
    assert office.desk.case(CASE).closed is not None
    again = office.desk.open_case("W1", ORDER, person="E001", reason="she called again")
    assert again.case == f"{CASE}-2"


def test_what_makes_no_case_is_refused(after: After) -> None:
    office = after("W1-d")
    desk = office.desk
    with pytest.raises(NotAllowed, match=f"{CASE} is open about it"):
        desk.open_case("W1", ORDER, person="E001", reason=WHY)
    with pytest.raises(Unknown, match=r"nothing on record is called '47-11' .* purchase_orders"):
        desk.open_case("W1", "47-11", person="E001", reason=WHY)
    with pytest.raises(Refused, match="say why"):
        desk.open_case("W1", "4500018701", person="E001", reason=" ")
    with pytest.raises(Unknown, match="no workflow 'W11'"):
        desk.open_case("W11", ORDER, person="E001", reason=WHY)
    with pytest.raises(NotAllowed, match="may not open"):
        desk.open_case("W8", "partners:B4001", person="E022", reason=WHY)


@pytest.mark.parametrize("code", sorted(workflows()))
def test_every_workflow_waits_with_what_the_record_alone_says(office: Office, code: str) -> None:
    module = workflows()[code]
    rules = office.policy.workflows[module.NAME]
    rows = [row for table in module.SUBJECTS for row in office.reads.rows(table)]
    people = office.people.in_role(rules.owners[0].function, rules.owners[0].role)
    for row in rows[:2]:
        subject = row.object.partition("/")[0] if row.table == "chases" else row.object
        opened = office.desk.open_case(code, subject, person=people[0].id, reason=WHY)
        state = office.desk.case(opened.case)
        assert (state.phase, state.stuck) == ("review", ""), opened
        assert state.asked is not None and state.asked.people != ()
