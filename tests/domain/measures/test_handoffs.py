"""Hand-offs by pair of functions: taken, open, refused, lapsed, withdrawn; hours by hand."""

from datetime import datetime
from typing import Any

import pytest

from domain.measures.handoffs import LAPSED, HandOffTime, hand_offs, pairs
from domain.measures.history import History
from domain.measures.ranks import median, nearest_rank
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
    (pair,) = pairs(rows(*done), at(50))
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
    (pair,) = pairs(found, at(200))
    assert (pair.taken, pair.median, pair.refused, pair.lapsed) == (0, None, 1, 1)


def test_an_open_offer_counts_with_its_age() -> None:
    (pair,) = pairs(
        rows(case("O", *BEGIN, (2.0, "handoff_offered", offer("E1", "planning")))), at(26)
    )
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
