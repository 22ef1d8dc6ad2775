"""A case without a mail: opened about something on record, told by notes, decided like others."""

from collections.abc import Callable

import pytest

from domain.errors import NotAllowed, Refused, Unknown
from graph.notes import take_note
from graph.workflows.registry import workflows
from seamline import views
from seamline.wiring import Office

CASE, ORDER = "W1-4500018822", "4500018822"
WHY = "Lily called: the boards are late"
File = Callable[..., None]


def test_it_waits_for_its_owner_until_something_is_told_of_it(office: Office) -> None:
    opened = office.desk.open_case("w1", ORDER, person="E001", reason=WHY)
    assert (opened.case, opened.about) == (CASE, f"purchase_orders:{ORDER}")
    (waiting,) = views.inbox(office)["waiting"]
    assert (waiting["case"], waiting["opened_because"]) == (CASE, WHY)
    assert waiting["what"].startswith("nothing is told of it yet")
    assert waiting["people"] != []
    assert office.desk.case(CASE).effects == ()


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


def test_what_makes_no_case_is_refused(office: Office, file: File) -> None:
    file("W1-d")
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
