"""A call-back about an account: by whom, on which number, with what record, and who decides."""

from pathlib import Path

import pytest

from domain.errors import NotAllowed, Refused
from seamline.demo_company import let_go
from seamline.wiring import Office
from tests.flows.exports import approve, arrive, feed, winner
from tests.flows.registrations import REGISTERED
from tests.flows.trade import post, put
from tests.states import state

CASE = "W6-2026-03417"
STAYS = "the account on file stays"
SPOKEN = "Frau Weber of accounting, 22 April, 10:40"


@state()
def asked(office: Office, _: Path) -> None:
    """A bill that prints an account which is not the one on file."""
    let_go(office)
    feed(office, "2026-04-03", "2026-04-08", "2026-04-17", "2026-04-22")
    arrive(office, "W6-b")
    assert office.desk.case(CASE).open_questions == ("call_back",)


def call(office: Office, by: str, value: str = STAYS, reason: str = SPOKEN) -> None:
    office.desk.decide(CASE, "respond", person=by, slots={"call_back": value}, reason=reason)
    office.desk.advance()


@pytest.mark.parametrize("reason", ["", "  ", "x", "Weber"])
def test_a_call_that_leaves_no_record_of_whom_was_spoken_to_is_no_answer(
    asked: Office, reason: str
) -> None:
    with pytest.raises(Refused, match=r"\+49-000-0202; say whom you spoke to and when: --reason"):
        call(asked, "E029", reason=reason)
    assert asked.desk.case(CASE).open_questions == ("call_back",)


@pytest.mark.parametrize("by", ["E001", "E002", "E005", "E020", "E022"])
def test_nobody_but_who_keeps_bank_data_calls_back(asked: Office, by: str) -> None:
    with pytest.raises(NotAllowed, match="it takes Tess Novak"):
        call(asked, by)
    assert asked.desk.case(CASE).open_questions == ("call_back",)


@pytest.mark.parametrize("number", ["+49-000-9999", "0049 000 9999", "+49 (0) 151 2345678"])
@pytest.mark.parametrize("where", ["value", "reason"])
def test_a_number_that_is_not_on_file_was_not_to_be_called(
    asked: Office, number: str, where: str
) -> None:
    told = {where: f"spoke to Frau Weber on {number}, 22 April"}
    with pytest.raises(Refused, match=r"is no number on file: \+49-000-0201, \+49-000-0202"):
        call(asked, "E029", **told)


def test_the_number_on_file_may_be_written_otherwise_and_days_and_bills_are_no_numbers(
    asked: Office,
) -> None:
    call(asked, "E029", reason="0049 000 0202 on 2026-04-22, 10:40, about bill 2026-03417")
    (given,) = asked.desk.case(CASE).answers
    assert given.person == "E029" and "0049 000 0202" in given.reason


def test_who_called_back_does_not_approve_what_is_paid_on_it(asked: Office) -> None:
    call(asked, "E018")
    assert winner(asked, CASE) == "park and contest"
    with pytest.raises(NotAllowed, match="Simone Adler called back about the account"):
        approve(asked, CASE, "E018")
    needs = asked.desk.case(CASE).asked
    assert needs is not None and "E018" not in needs.people


def test_who_asked_for_a_new_partner_does_not_call_back_about_its_account(
    office: Office, tmp_path: Path
) -> None:
    asked_by_finance = REGISTERED["onboarding"].replace("V1016,E025", "V1016,E029")
    put(office, tmp_path, **{**REGISTERED, "onboarding": asked_by_finance})
    post(office, "P1-b")
    case, slots = "P1-ON-0013", {"call_back": "the account is theirs"}
    with pytest.raises(NotAllowed, match="Tess Novak asked for this or for what is paid"):
        office.desk.decide(case, "respond", person="E029", slots=slots, reason=SPOKEN)
    office.desk.decide(case, "respond", person="E016", slots=slots, reason=SPOKEN)
    office.desk.advance()
    assert "call_back" not in office.desk.case(case).open_questions
