"""Hand-offs by pair of functions: taken, open, refused, lapsed, withdrawn; hours by hand."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.measures.handoffs import LAPSED, HandOffTime, hand_offs, pairs
from domain.measures.history import History
from domain.measures.ranks import median, nearest_rank
from domain.measures.working_time import WorkingTime
from domain.workdays import Workdays
from tests.domain.measures.told import (
    PEOPLE,
    asked,
    at,
    case,
    decided,
    intended,
    news,
    proposed,
)

#: A place that never closes.
ALWAYS = WorkingTime(days=Workdays(weekend=frozenset()))

BEGIN = ((0.0, "case_joined", news(0)), (1.0, "proposed", proposed()))


def rows(*histories: History, awaited: bool = False) -> tuple[HandOffTime, ...]:
    return hand_offs(histories, PEOPLE, lambda workflow, function: awaited)


def offer(person: str, to: str) -> dict[str, Any]:
    due = at(99).isoformat()
    return {"person": person, "to": to, "task": "t", "updates": person, "escalate": "e", "due": due}


def answered(told: History, kind: str, hours: float, person: str) -> History:
    """The same case after its last offer was answered."""
    last = told.of("handoff_offered")[-1]
    body = {"offer": last.id, "person": person, "reason": ""}
    steps = [(float((f.at - at(0)).total_seconds() / 3600), f.kind, f.body) for f in told.facts[1:]]
    return case(told.state.id, *steps, (hours, kind, body))


def test_work_is_timed_from_the_offer_to_the_acceptance_by_pair() -> None:
    offered = [
        case(f"H{n}", *BEGIN, (2.0, "handoff_offered", offer("E1", "logistics"))) for n in range(4)
    ]
    done = [answered(one, "handoff_accepted", 2 + n, "E2") for n, one in enumerate(offered, 1)]
    (pair,) = pairs(rows(*done), at(50), ALWAYS)
    assert (pair.sender, pair.receiver, pair.kind) == ("procurement", "logistics", "work")
    # 1, 2, 3 and 4 hours
    assert (pair.taken, pair.median, pair.p90) == (4, 2.5, 4.0)
    assert pair.cases == ("H0", "H1", "H2", "H3")


def test_a_refusal_is_no_acceptance_and_nobodys_refusal_is_a_lapse() -> None:
    one = case("R", *BEGIN, (2.0, "handoff_offered", offer("E1", "logistics")))
    found = rows(
        answered(one, "handoff_refused", 5, "E2"), answered(one, "handoff_refused", 99, "")
    )
    assert [each.state for each in found] == ["refused", "lapsed"]
    (pair,) = pairs(found, at(200), ALWAYS)
    assert (pair.taken, pair.median, pair.refused, pair.lapsed) == (0, None, 1, 1)


def test_an_open_offer_counts_with_its_age() -> None:
    told = case("O", *BEGIN, (2.0, "handoff_offered", offer("E1", "planning")))
    (pair,) = pairs(rows(told), at(26), ALWAYS)
    assert (pair.open, pair.oldest_open) == (1, 24.0)


@pytest.mark.parametrize(
    ("steps", "state", "until"),
    [
        ((), "open", None),
        (((7.0, "decided", decided("E1")),), "taken", at(7)),
        (((7.0, "decided", decided("E3", complete=True)),), "taken", at(7)),
        (((7.0, "decided", decided("E3", complete=False)),), "open", None),
        (((7.0, "superseded", {"because": "new message"}),), "withdrawn", at(7)),
        (((7.0, "superseded", {"because": LAPSED}),), "lapsed", at(7)),
    ],
)
def test_a_decision_is_taken_by_a_word_of_the_function_that_was_asked(
    steps: tuple[Any, ...], state: str, until: datetime | None
) -> None:
    (row,) = rows(case("D", *BEGIN, (2.0, "approval_asked", asked("E1")), *steps))
    assert (row.sender, row.receiver) == ("agents", "procurement")
    assert (row.state, row.until) == (state, until)


def test_functions_asked_together_are_timed_each_by_its_own_word() -> None:
    steps = (
        (2.0, "approval_asked", asked("E1", "E3")),
        (4.0, "decided", decided("E3", complete=False)),
        (9.0, "decided", decided("E1")),
    )
    hours = {one.receiver: one.hours(at(99)) for one in rows(case("D", *BEGIN, *steps))}
    assert hours == {"planning": 2.0, "procurement": 7.0}


def test_a_notice_counts_only_where_policy_wants_it_acknowledged() -> None:
    sent = intended("k", "NotifyFunction", to="planning")
    taken = {"about": "k", "confirmed": True, "by": "", "how": "acknowledged", "person": "E3"}
    told = case("N", *BEGIN, (2.0, "intended", sent), (8.0, "acknowledged", taken))
    assert rows(told) == ()
    (row,) = rows(told, awaited=True)
    assert (row.sender, row.receiver, row.hours(at(99))) == ("logistics", "planning", 6.0)


def test_ranks_are_values_that_were_measured() -> None:
    assert nearest_rank([], 90) is None and median([]) is None
    assert nearest_rank([5.0], 90) == 5.0
    assert nearest_rank([float(n) for n in range(1, 11)], 90) == 9.0
    assert median([1.0, 4.0, 2.0]) == 2.0 and median([1.0, 2.0]) == 1.5


def test_working_hours_leave_weekends_and_holidays_out_as_days_are_there() -> None:
    chicago = WorkingTime(
        days=Workdays(holidays=frozenset({date(2026, 3, 10)})), zone="America/Chicago"
    )
    friday = datetime(2026, 3, 6, 22, tzinfo=UTC)  # 16:00 there
    # 8 hours of Friday, none of the weekend, 24 of Monday, none of the holiday, 10 of Wednesday
    # (clocks went forward on Sunday: midnight is 05:00 UTC from then on)
    assert chicago.hours(friday, datetime(2026, 3, 11, 15, tzinfo=UTC)) == 8 + 24 + 10
    assert chicago.hours(friday, friday) == 0.0
    told = case(
        "H", *BEGIN, (2.0, "approval_asked", asked("E1")), (130.0, "decided", decided("E1"))
    )
    (pair,) = pairs(rows(told), at(200), WorkingTime())
    # Monday 10:00 to Saturday 18:00: the Saturday's hours are not worked
    assert (pair.median, pair.working) == (128.0, 14 + 4 * 24)


@given(st.integers(0, 500), st.integers(0, 500))
def test_working_hours_are_never_more_than_the_calendars(first: int, long: int) -> None:
    since, until = at(first), at(first + long)
    assert 0 <= WorkingTime().hours(since, until) <= long
    assert ALWAYS.hours(since, until) == long
