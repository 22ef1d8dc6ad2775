"""What if: other days and answers are priced, and nothing of it is written."""

from datetime import date
from decimal import Decimal

import pytest

from domain.errors import NotAllowed, Refused
from graph.supposed import Supposed
from graph.what_if import Priced, each_reading, what_if, what_if_order
from memory import chain
from seamline.wiring import Office
from tests.flows.playing import file_sample
from tests.states import After

CASE = "W1-4500018822"


def supposed(office: Office, **told: object) -> tuple[Priced, ...]:
    return what_if(office.deps, office.desk.case(CASE), Supposed.model_validate(told))


def late(parts: tuple[Priced, ...], option: str) -> int:
    return next(one.days_late for one in parts[0].options if one.name == option)


def test_days_later_than_stated_move_the_options_and_leave_no_trace(after: After) -> None:
    office = after("W1-d")
    with office.ledger.reading() as connection:
        before = chain.head(connection)
    now, then = supposed(office), supposed(office, days=10)
    assert (late(now, "accept"), late(then, "accept")) == (4, 14)
    with office.ledger.reading() as connection:
        assert chain.head(connection) == before


def test_nothing_supposed_is_what_was_priced(after: After) -> None:
    office = after("W1-d")
    opened = office.desk.case(CASE).proposal
    assert opened is not None
    assert [one.ranking.winner for one in supposed(office)] == [
        one.winner for one in opened.rankings
    ]


def test_an_answer_is_tried_before_it_is_given(after: After) -> None:
    office = after("W1-d", "W1-a")
    with pytest.raises(NotAllowed, match="nothing to price before promised_date"):
        supposed(office)
    parts = supposed(office, answers={"promised_date": "2026-04-09"})
    assert parts and office.desk.case(CASE).answers == ()


@pytest.mark.parametrize(
    "answers", [{"color": "red"}, {"promised_date": "soon"}, {"promised_date": ""}]
)
def test_what_is_no_answer_is_refused(after: After, answers: dict[str, str]) -> None:
    office = after("W1-d", "W1-a")
    with pytest.raises(Refused):
        supposed(office, answers=answers)


def test_each_reading_of_what_is_asked_is_priced_beside_the_others(after: After) -> None:
    office = after("W1-d", "W1-a")
    told = each_reading(office.deps, office.desk.case(CASE), Supposed(days=1))
    assert [one.answers["promised_date"] for one, _ in told] == ["2026-04-09", "2026-09-04"]
    assert [late(parts, "accept") for _, parts in told] == [3, 151]


def test_a_day_it_comes_answers_what_is_asked_or_moves_what_is_stated(after: After) -> None:
    office = after("W1-d")
    assert late(supposed(office, on=date(2026, 4, 12)), "accept") == 5
    file_sample(office, "W1-a")
    parts = supposed(office, on=date(2026, 4, 9))
    assert late(parts, "accept") == late(
        supposed(office, answers={"promised_date": "2026-04-09"}), "accept"
    )


def test_an_order_is_priced_without_a_case_and_without_a_trace(office: Office) -> None:
    with office.ledger.reading() as connection:
        before = chain.head(connection)
    parts = what_if_order(office.deps, "4500018822", Supposed(days=10))
    assert {one.object for one in parts} == {
        "purchase_order_lines:4500018822/10",
        "purchase_order_lines:4500018822/20",
    }
    (line,) = what_if_order(office.deps, "4500018822/10", Supposed(on=date(2026, 4, 16)))
    assert late((line,), "accept") == late(parts, "accept") == 9
    with office.ledger.reading() as connection:
        assert chain.head(connection) == before


def test_another_quantity_or_price_is_priced_as_an_amendment(office: Office) -> None:
    less = Supposed(qty_pct=Decimal(-20))
    (line,) = what_if_order(office.deps, "4500018822/10", less)
    accept = next(one for one in line.options if one.name == "accept")
    assert accept.cost.amount < 0
    file_sample(office, "W1-d")
    (of_case, *_) = supposed(office, days=10, price_pct=Decimal(3))
    dearer = next(one for one in of_case.options if one.name == "accept")
    assert dearer.cost.amount > 0 and dearer.days_late == 14


@pytest.mark.parametrize("told", [{"price_pct": Decimal(3)}, {"qty_pct": Decimal(10)}])
def test_per_cent_are_counted_once_of_a_case_as_of_its_order(
    office: Office, told: dict[str, Decimal]
) -> None:
    more = Supposed.model_validate(told)
    (of_order,) = what_if_order(office.deps, "4500018822/10", more)
    file_sample(office, "W1-d")
    (of_case, *_) = what_if(office.deps, office.desk.case(CASE), more)
    costs = [{each.name: each.cost.amount for each in one.options} for one in (of_order, of_case)]
    assert costs[0]["accept"] == costs[1]["accept"] != 0


@pytest.mark.parametrize(
    ("name", "told", "said"),
    [
        ("4711", {"days": 1}, "no case and no order is called"),
        ("4500018822", {}, "say what is supposed"),
        ("4500018822", {"days": 1, "answers": {"x": "1"}}, "nothing is asked of an order"),
    ],
)
def test_an_order_of_which_nothing_can_be_supposed_says_why(
    office: Office, name: str, told: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        what_if_order(office.deps, name, Supposed.model_validate(told))
