"""Silence is an event: who has not answered is asked again, then a person is told."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.workdays import Workdays
from memory import chain
from memory.clock import hold_replay_clock, move_replay_clock
from seamline import views
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.test_supplier_delay import approve_all
from tests.flows.test_watches import write

CASE = "W1-4500018822"


@pytest.fixture
def asking(workspace: Workspace) -> Iterator[Office]:
    """The forwarder was asked for a booking on 9 March; its yes is waited for."""
    text = workspace.policy_file.read_text(encoding="utf-8")
    assert "    confirmed: []\n" in text
    text = text.replace("    confirmed: []\n", "    confirmed: [RequestBooking, IssueOrder]\n", 1)
    workspace.policy_file.write_text(text, encoding="utf-8")
    opened = open_office(workspace)
    list(file_mails(opened, [OPENS.folder / "mail" / "W1-d.eml"]))
    opened.desk.advance()
    approve_all(opened)
    yield opened
    opened.close()


def at(office: Office, day: date) -> None:
    """Time goes on to noon of a day."""
    with office.ledger.transaction() as connection:
        hold_replay_clock(connection, None)
        move_replay_clock(connection, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    office.desk.advance()


def chased(office: Office) -> list[tuple[str, str, int]]:
    with office.ledger.reading() as connection:
        found = chain.of_kind(connection, "chased")
    return [(one.at.date().isoformat(), one.body["to"], one.body["nth"]) for one in found]


def letters(office: Office) -> list[str]:
    sent = (path.read_text(encoding="utf-8") for path in office.workspace.outgoing.glob("*.eml"))
    return [text for text in sent if "Reminder" in text]


def test_silence_is_chased_three_times_and_then_it_is_with_a_person(asking: Office) -> None:
    assert asking.desk.case(CASE).stuck == "", "an answer has some days yet"
    for number in range(10, 31):
        at(asking, date(2026, 3, number))
    found = chased(asking)
    assert [nth for _, to, nth in found if to == "F3001"] == [1, 2, 3]
    assert [nth for _, to, nth in found if to == "V1010"] == [1, 2, 3]
    assert len({(day, to) for day, to, _ in found}) == len(found), "one a partner and day"
    assert all(Workdays().is_open(date.fromisoformat(day)) for day, _, _ in found)
    assert len(letters(asking)) == 6
    assert any("Reminder 1: BQ240731" in text for text in letters(asking))
    to_the_other_source = [text for text in letters(asking) if "@brightwell.example" in text]
    assert len(to_the_other_source) == 3
    assert all("Subject: Reminder" in one and ": SL" in one for one in to_the_other_source)
    assert not any("4500018822" in one or "BQ240731" in one for one in to_the_other_source)
    with asking.ledger.reading() as connection:
        told = chain.of_kind(connection, "unanswered")
    assert {one.body["to"] for one in told} == {"F3001", "V1010"}
    assert all(one.body["people"] for one in told)
    (waiting,) = views.inbox(asking)["waiting"]
    assert "no answer to 3 reminders" in waiting["what"]
    for one in views.case(asking, CASE)["owed"]:
        asking.desk.waive(CASE, one["key"], person="E007", reason="confirmed on the phone")
    assert asking.desk.case(CASE).closed is not None


YES = "Hello,\n\nbooking confirmed: BQ240731 sails with ORION PEARL 031E, ETD 22 April 2026.\n"


def test_a_yes_ends_the_chasing(asking: Office, tmp_path: Path) -> None:
    at(asking, date(2026, 3, 13))
    before = len([one for one in chased(asking) if one[1] == "F3001"])
    assert before == 1
    write(asking, tmp_path, "bookings@bluequay.example", "Booking BQ240731", YES)
    for number in range(14, 31):
        at(asking, date(2026, 3, number))
    assert len([one for one in chased(asking) if one[1] == "F3001"]) == before


def test_an_answer_that_is_no_yes_ends_it_as_well_and_is_with_people(
    asking: Office, tmp_path: Path
) -> None:
    text = "Hello,\n\nregarding booking BQ240731 we have to look into the space first.\n"
    write(asking, tmp_path, "bookings@bluequay.example", "Your request BQ240731", text)
    for number in range(13, 31):
        at(asking, date(2026, 3, number))
    assert not [one for one in chased(asking) if one[1] == "F3001"]
    assert 'answered "Your request BQ240731"' in asking.desk.case(CASE).stuck


def test_who_says_when_it_will_answer_is_reminded_after_that_day_and_not_before(
    asking: Office, tmp_path: Path
) -> None:
    text = "Hello,\n\nregarding booking BQ240731 we come back to you next week.\n"
    write(asking, tmp_path, "bookings@bluequay.example", "Your request BQ240731", text)
    for number in range(13, 31):
        at(asking, date(2026, 3, number))
    days = [day for day, partner, _ in chased(asking) if partner == "F3001"]
    assert days and min(days) > "2026-03-22", "the week ends on the 22nd"


def test_where_policy_lets_no_reminder_run_a_person_is_told_at_once(workspace: Workspace) -> None:
    text = workspace.policy_file.read_text(encoding="utf-8")
    text = text.replace("    confirmed: []\n", "    confirmed: [RequestBooking]\n", 1)
    text = text.replace("authorisation: standing", "authorisation: each", 1)
    workspace.policy_file.write_text(text, encoding="utf-8")
    opened = open_office(workspace)
    list(file_mails(opened, [OPENS.folder / "mail" / "W1-d.eml"]))
    opened.desk.advance()
    approve_all(opened)
    at(opened, date(2026, 3, 20))
    assert chased(opened) == []
    assert "policy sends no reminder" in opened.desk.case(CASE).stuck
    opened.close()
