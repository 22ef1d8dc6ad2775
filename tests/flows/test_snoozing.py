"""A snoozed case is out of sight until its time, until news, and never too long."""

from datetime import datetime, timedelta

import pytest

from domain.errors import NotAllowed, Refused
from memory.clock import move_replay_clock
from seamline import views
from seamline.typed_times import time_of
from seamline.wiring import Office
from tests.flows.playing import file_sample
from tests.states import After

CASE = "W1-4500018822"


def in_sight(office: Office) -> list[str]:
    """Cases that the inbox shows as waiting."""
    return [one["case"] for one in views.inbox(office)["waiting"]]


def sleep(office: Office, hours: int = 4) -> datetime:
    """The buyer snoozes the case so long."""
    until = office.clock.now() + timedelta(hours=hours)
    office.desk.snooze(CASE, until=until, person="E001", reason="the count comes at noon")
    return until


def go_to(office: Office, at: datetime) -> None:
    """Business time moves on, and what is due is worked off."""
    with office.ledger.transaction() as connection:
        move_replay_clock(connection, at)
    office.desk.advance()


def woken(office: Office) -> list[str]:
    """Why it came back."""
    facts = views.case(office, CASE)["facts"]
    return [one["actor"] for one in facts if one["kind"] == "woken"]


def test_it_is_out_of_sight_until_its_time_and_comes_back_by_itself(after: After) -> None:
    office = after("W1-d")
    before = office.desk.case(CASE).proposal
    until = sleep(office)
    assert in_sight(office) == []
    assert [one["case"] for one in views.inbox(office)["snoozed"]] == [CASE]
    go_to(office, until - timedelta(minutes=1))
    assert (in_sight(office), woken(office)) == ([], [])
    go_to(office, until)
    assert (in_sight(office), woken(office)) == ([CASE], ["clock"])
    assert office.desk.case(CASE).proposal == before


def test_news_brings_it_back_at_once(after: After) -> None:
    office = after("W1-d")
    until = sleep(office, 48)
    file_sample(office, "W1-a")
    assert office.clock.now() < until
    assert in_sight(office) == [CASE]
    go_to(office, until)
    assert woken(office) == [], "the time of a snooze that is over rings for nothing"


def test_never_past_the_latest_useful_decision_time(after: After) -> None:
    office = after("W1-d")
    proposal = office.desk.case(CASE).proposal
    assert proposal is not None
    with pytest.raises(Refused, match=r"cannot wait beyond .*supplier's reply-by"):
        office.desk.snooze(CASE, until=proposal.until + timedelta(minutes=1), person="E001")
    done = office.desk.snooze(CASE, until=proposal.until, person="E001")
    assert (done.until, done.latest_why) == (proposal.until, proposal.until_why)


def test_what_is_over_no_part_and_closed_are_refused(after: After) -> None:
    office = after("W1-d")
    with pytest.raises(Refused, match="is over"):
        office.desk.snooze(CASE, until=office.clock.now(), person="E001")
    with pytest.raises(NotAllowed, match="may not snooze"):
        office.desk.snooze(CASE, until=office.clock.now() + timedelta(hours=1), person="E022")
    office.desk.decide(CASE, "reject", person="E007", reason="settled by phone")
    with pytest.raises(NotAllowed, match="closed"):
        office.desk.snooze(CASE, until=office.clock.now() + timedelta(hours=1), person="E001")


def test_a_person_brings_it_back_before_its_time(after: After) -> None:
    office = after("W1-d")
    with pytest.raises(NotAllowed, match="does not sleep"):
        office.desk.wake(CASE, person="E007")
    sleep(office)
    office.desk.wake(CASE, person="E007")
    assert in_sight(office) == [CASE]


def test_times_are_typed_as_days_moments_or_spans() -> None:
    now = datetime.fromisoformat("2026-03-10T09:20+00:00")
    typed = {
        "2026-03-12": "2026-03-12T00:00+00:00",
        "2026-03-12T14:00": "2026-03-12T14:00+00:00",
        "2026-03-12T14:00+02:00": "2026-03-12T12:00+00:00",
        "4h": "2026-03-10T13:20+00:00",
        "+2d": "2026-03-12T09:20+00:00",
        "tomorrow": "2026-03-11T00:00+00:00",
        "until Monday": "2026-03-16T00:00+00:00",
        "Monday 14:00": "2026-03-16T14:00+00:00",
    }
    for text, wanted in typed.items():
        assert time_of(text, now) == datetime.fromisoformat(wanted)
    with pytest.raises(Refused, match="can be Mon 2026-03-16 or Sun 2026-03-22"):
        time_of("next week", now)
    with pytest.raises(Refused, match="is no time"):
        time_of("later", now)
