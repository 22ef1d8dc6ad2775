"""Own absence: who stands in is asked and may decide, nobody is asked twice, and it ends."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from domain.errors import NotAllowed, Refused
from domain.people import People, load_people
from memory.clock import move_replay_clock
from seamline import views
from seamline.wiring import Office, open_office
from tests.states import After

CASE = "W1-4500018822"
DAY = date(2026, 3, 10)
WEEK = DAY + timedelta(days=6)
File = Callable[..., None]


def asked(office: Office) -> list[str]:
    """Whom the case waits for."""
    (waiting,) = views.inbox(office)["waiting"]
    return [one["id"] for one in waiting["people"] if not one["approved"]]


def away(office: Office, person: str, first: date = DAY, **more: str) -> None:
    office.desk.declare_absence(person=person, first=first, last=WEEK, **more)


def go_to(office: Office, day: date) -> None:
    with office.ledger.transaction() as connection:
        at = office.clock.now().replace(year=day.year, month=day.month, day=day.day)
        move_replay_clock(connection, at)
    office.desk.advance()


def test_what_waits_for_the_absent_is_asked_of_the_delegate(after: After) -> None:
    office = after("W1-d")
    assert asked(office) == ["E007", "E002"]
    away(office, "E007")
    assert asked(office) == ["E008", "E002"]
    before = office.desk.case(CASE)
    assert before.proposal is not None and before.superseded == 0
    office.desk.decide(CASE, "approve", person="E008", reason="covers the gap")
    assert office.desk.decide(CASE, "approve", person="E002").complete


def test_what_is_asked_later_is_asked_of_the_delegate_at_once(office: Office, file: File) -> None:
    away(office, "E007")
    file("W1-d")
    assert asked(office) == ["E008", "E002"]


def test_on_the_first_day_and_not_before(office: Office, file: File) -> None:
    away(office, "E007", first=DAY + timedelta(days=2))
    file("W1-d")
    assert asked(office) == ["E007", "E002"]
    go_to(office, DAY + timedelta(days=2))
    assert asked(office) == ["E008", "E002"]


def test_nobody_who_has_approved_is_asked_again(after: After) -> None:
    office = after("W1-d")
    office.desk.decide(CASE, "approve", person="E007", reason="covers the gap")
    away(office, "E007")
    assert asked(office) == ["E002"]
    assert office.desk.decide(CASE, "approve", person="E002").complete


def test_another_than_the_delegate_where_delegations_lead_to_them(after: After) -> None:
    office = after("W1-d")
    with pytest.raises(NotAllowed, match=r"Carla Benitez may not stand in .* lets E008, E009"):
        away(office, "E007", stand_in="E015")
    away(office, "E007", stand_in="E009")
    assert asked(office) == ["E009", "E002"]


def test_back_early_it_is_asked_of_the_person_again(after: After) -> None:
    office = after("W1-d")
    with pytest.raises(NotAllowed, match="has declared no absence"):
        office.desk.back_early(person="E007")
    away(office, "E007")
    office.desk.back_early(person="E007")
    assert asked(office) == ["E007", "E002"]
    assert views.inbox(office)["away"] == []


def test_another_process_sees_it_and_the_people_file_keeps_its_hash(
    office: Office, file: File
) -> None:
    other = open_office(office.workspace)
    before = other.people.hash
    away(office, "E007", reason="skiing")
    (told,) = views.inbox(other)["away"]
    assert (told["person"]["id"], told["stand_in"]["id"], told["to"]) == ("E007", "E008", WEEK)
    assert other.people.hash == office.people.hash == before
    other.close()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (WEEK, DAY),
        (DAY - timedelta(days=9), DAY - timedelta(days=2)),
        (DAY, DAY + timedelta(days=400)),
    ],
)
def test_days_that_make_no_sense_are_refused(office: Office, first: date, last: date) -> None:
    go_to(office, DAY)
    with pytest.raises(Refused):
        office.desk.declare_absence(person="E007", first=first, last=last)


def test_delegations_in_a_ring_end() -> None:
    text = """
people:
  - {id: A, name: Ada, function: f, role: a, delegate: B}
  - {id: B, name: Bob, function: f, role: b, delegate: C}
  - {id: C, name: Cid, function: f, role: c, delegate: B}
"""
    people: People = load_people(text)
    assert people.stand_ins(people.require("A")) == ("B", "C")
