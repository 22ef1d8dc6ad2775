"""Cycle time by whom it waited for, where the waiting is, and what it cost: figures by hand."""

import itertools
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case import CaseState
from domain.measures.delay_cost import lapses, rises, totals
from domain.measures.handoffs import hand_offs
from domain.measures.history import History
from domain.measures.pareto import pareto
from domain.measures.waiting import cycles, waits
from domain.money import Money
from domain.owed import Owed
from tests.domain.measures.told import (
    CLOSED,
    PEOPLE,
    asked,
    at,
    case,
    decided,
    intended,
    news,
    proposed,
)


def owes_nothing(state: CaseState) -> Sequence[Owed]:
    return ()


def partner_owes(state: CaseState) -> Sequence[Owed]:
    return [Owed(key="k", kind="confirmation", who="V1", what="a yes")]


#: Sent at 0, read at 2, asked at 3, decided at 13, done at 14, closed at 38.
DAY: tuple[tuple[float, str, dict[str, Any]], ...] = (
    (2, "case_joined", news(0)),
    (3, "proposed", proposed()),
    (3, "approval_asked", asked("E1")),
    (13, "decided", decided("E1")),
    (13, "intended", intended(to="V1")),
    (14, "effect_confirmed", {"key": "k", "detail": ""}),
    (14, "outcome_verified", {"key": "k"}),
    (38, "closed", CLOSED),
)


def hours(told: History, owing: Any = owes_nothing, now: float = 99) -> dict[str, float]:
    sums: dict[str, float] = {}
    for one in waits(told, owing, at(now)):
        sums[one.who] = sums.get(one.who, 0) + one.hours
    return sums


def test_time_before_the_reading_and_while_effects_run_is_of_systems() -> None:
    # 0–3 and 13–14 systems, 3–13 people; 14–38 nothing is owed
    assert hours(case("W", *DAY)) == {"systems": 4 + 24, "people": 10}


def test_time_until_a_partners_yes_is_of_partners() -> None:
    assert hours(case("W", *DAY), partner_owes) == {"systems": 4, "people": 10, "partners": 24}
    last = waits(case("W", *DAY), partner_owes, at(99))[-1]
    assert (last.partner, last.until) == ("V1", at(38))


def test_what_lapsed_still_waits_for_people() -> None:
    told = case("L", *DAY[:3], (10, "superseded", {}), (10, "lapsed", {"cost": ""}))
    assert hours(told, now=34) == {"systems": 3, "people": 7 + 24}


def test_a_case_that_is_opened_again_waits_again_but_not_while_it_was_closed() -> None:
    told = case("B", *DAY, (100, "reopened", {"because": "b"}), (104, "closed", CLOSED))
    assert sum(hours(told, now=500).values()) == 38 + 4


def test_cycle_times_are_of_closed_cases_and_hours_of_all() -> None:
    told = [case("W", *DAY), case("O", *DAY[:3])]
    whole, *_ = cycles(told, {one.state.id: waits(one, owes_nothing, at(99)) for one in told})
    assert (whole.closed, whole.median, whole.p90) == (1, 38.0, 38.0)
    assert whole.hours == {"people": 10 + 96, "partners": 0, "systems": 28 + 3}
    assert whole.cases == ("W", "O")


@given(st.lists(st.sampled_from(DAY[1:]), max_size=8), st.integers(40, 200))
def test_stretches_of_an_open_case_have_no_gap_and_no_overlap(
    steps: list[tuple[float, str, dict[str, Any]]], now: int
) -> None:
    ordered = sorted((one for one in steps if one[1] != "closed"), key=lambda one: one[0])
    found = waits(case("G", DAY[0], *ordered), owes_nothing, at(now))
    assert found[0].since == at(0) and found[-1].until == at(now)
    assert all(a.until == b.since for a, b in itertools.pairwise(found))


def test_the_interfaces_with_the_most_hours_stand_first() -> None:
    histories = [case("W", *DAY)]
    rows = hand_offs(histories, PEOPLE, lambda workflow, function: False)
    stretches = [one for told in histories for one in waits(told, partner_owes, at(99))]
    first, second = pareto(rows, stretches, at(99))
    # 24 hours for the partner's yes, 10 for procurement's decision
    assert (first.receiver, first.hours, first.count) == ("partner V1", 24.0, 1)
    assert (second.sender, second.receiver, second.hours) == ("agents", "procurement", 10.0)
    assert first.share == pytest.approx(100 * 24 / 34)
    assert second.cumulated == pytest.approx(100)


def test_nothing_waited_has_no_interface() -> None:
    assert pareto((), (), at(0)) == ()


LINE = "purchase_order_lines:1/10"


def priced(run: str, cost: str) -> dict[str, Any]:
    money = {"amount": cost, "currency": "USD"}
    option = {"name": "air", "unknown": [], "violates": [], "cost": money}
    return {"run": run, "object": LINE, "options": [option]}


def chosen(run: str) -> dict[str, Any]:
    ranking = {"object": LINE, "winner": "air", "decided_by": "cost"}
    return proposed(run=run, rankings=[ranking])


#: 900 at hour 1, 1,000 at hour 5; then news, and 5,000 at hour 7.
WAITED: tuple[tuple[float, str, dict[str, Any]], ...] = (
    (0, "case_joined", news(0)),
    (1, "options_priced", priced("a", "900.00")),
    (1, "proposed", chosen("a")),
    (1, "approval_asked", asked("E1")),
    (5, "superseded", {"because": "the record moved"}),
    (5, "options_priced", priced("b", "1000.00")),
    (5, "proposed", chosen("b")),
    (6, "case_joined", news(6)),
    (7, "options_priced", priced("c", "5000.00")),
    (7, "proposed", chosen("c")),
)


def test_what_became_dearer_with_nothing_but_time_is_the_cost_of_delay() -> None:
    told = case("W", *WAITED)
    (rise,) = rises(told, waits(told, owes_nothing, at(9)))
    assert (rise.by, rise.who, rise.hours) == (usd(100), "people", 4.0)
    assert rise.numbers == (3, 7)
    assert totals([rise, rise]) == {("people", "USD"): usd(200)}


def test_what_lapsed_is_listed_with_what_it_would_have_committed() -> None:
    told = case("L", *WAITED[:4], (5, "lapsed", {"cost": "900.00 USD"}))
    assert [(one.cost, one.number) for one in lapses(told)] == [("900.00 USD", 6)]


def usd(amount: int) -> Money:
    return Money(amount=Decimal(amount), currency="USD")
