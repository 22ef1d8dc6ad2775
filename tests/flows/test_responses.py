"""Answers: by whom policy asks, held against the choices and the past, all of them or none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import NotAllowed, Refused
from memory import chain
from seamline import views
from seamline.control import set_mode
from seamline.wiring import Office
from tests.hostile.commands import seamline
from tests.states import state

CASE = "W1-4500018822"
File = Callable[..., None]


def answer(office: Office, by: str, value: str, reason: str = "") -> None:
    slots = {"promised_date": value}
    office.desk.decide(CASE, "respond", person=by, slots=slots, reason=reason)


def answers(office: Office) -> int:
    with office.ledger.reading() as connection:
        return len(chain.of_kind(connection, "question_answered"))


@state("W1-a")
def asked(office: Office, _: Path) -> None:
    """The case after a mail whose date can be read in two ways."""
    assert office.desk.case(CASE).open_questions == ("promised_date",)


@pytest.mark.parametrize("by", ["E010", "E015", "E012", "E020"])
def test_somebody_policy_does_not_ask_may_not_answer(asked: Office, by: str) -> None:
    with pytest.raises(NotAllowed, match="is not asked: it takes"):
        answer(asked, by, "2026-04-09", "I think so")
    assert answers(asked) == 0
    assert asked.desk.case(CASE).proposal is not None


def test_the_owner_and_the_owners_function_may_answer(asked: Office) -> None:
    needs = asked.desk.case(CASE).asked
    assert needs is not None
    function = needs.requires[0].function
    members = [one.id for one in asked.people.in_role(function)]
    assert len(members) > 1
    answer(asked, members[-1], "2026-04-09")
    assert answers(asked) == 1


def test_a_day_among_the_readings_needs_no_reason(asked: Office) -> None:
    answer(asked, "E001", "2026-09-04")
    (given,) = asked.desk.case(CASE).answers
    assert (given.value, given.beside) == ("2026-09-04", ())


def test_another_day_takes_a_reason_and_says_so_on_record(asked: Office) -> None:
    with pytest.raises(Refused, match=r"none of the readings offered .*--reason TEXT"):
        answer(asked, "E001", "2026-04-12")
    assert answers(asked) == 0
    answer(asked, "E001", "2026-04-12", "corrected on the phone")
    (given,) = asked.desk.case(CASE).answers
    assert (given.value, given.reason) == ("2026-04-12", "corrected on the phone")
    assert "readings offered" in given.beside[0]
    shown = seamline("show", CASE, folder=asked.workspace.folder).stdout.replace("\n", " ")
    assert "E001 answered promised_date = 2026-04-12 although it is none of" in shown


def test_a_day_before_the_message_takes_a_reason(asked: Office) -> None:
    with pytest.raises(Refused, match=r"it lies before 2026-03-1[0-9], the day of the question"):
        answer(asked, "E001", "2026-02-20")
    answer(asked, "E001", "2026-02-20", "the goods were ready already")
    beside = asked.desk.case(CASE).answers[0].beside
    assert len(beside) == 2 and "it lies before" in beside[0]


@pytest.mark.parametrize("value", ["1999-04-09", "2062-04-09", "0001-01-01", "9999-12-31"])
def test_an_absurd_year_is_refused_whatever_the_reason(asked: Office, value: str) -> None:
    with pytest.raises(Refused, match="check the year"):
        answer(asked, "E001", value, "sure")
    assert answers(asked) == 0


def test_a_question_of_an_observed_case_is_answered_by_whom_it_would_ask(
    office: Office, file: File
) -> None:
    set_mode(office, "W1", "observe", "", None, "E020")
    file("W1-a")
    with pytest.raises(NotAllowed, match="is not asked"):
        answer(office, "E015", "2026-04-09")
    answer(office, "E001", "2026-04-09")
    assert views.inbox(office)["waiting"] == []
    assert views.case(office, CASE)["options"]
