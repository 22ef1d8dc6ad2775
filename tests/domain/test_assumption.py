"""A decision weakens before it breaks: each value it rests on has a soft and a hard bound."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assumption import Assumption, judged
from domain.record import Row


def assumed(**changes: object) -> Assumption:
    told = {
        "text": "demand", "option": "use safety stock", "object": "purchase_order_lines:P/10",
        "table": "demand", "field": "qty", "was": {"a": "400", "b": "400"}, "worse": "more",
        "soft": Decimal(2), "hard": Decimal(10), **changes,
    }  # fmt: skip
    return Assumption.model_validate(told)


def rows(field: str = "qty", **values: object) -> dict[str, Row | None]:
    return {
        key: Row(table="demand", key=key, version=2, values={field: value})
        for key, value in values.items()
    }


@pytest.mark.parametrize(
    ("total", "health"), [(800, "held"), (816, "held"), (820, "weakening"), (881, "broken")]
)
def test_the_sum_crosses_the_soft_bound_and_then_the_hard_one(total: int, health: str) -> None:
    found = judged(assumed(), rows(a=Decimal(400), b=Decimal(total - 400)))
    assert (found.health, found.was) == (health, "800")


def test_days_that_the_feed_has_dropped_change_nothing() -> None:
    assert judged(assumed(), {}).health == "held"
    assert judged(assumed(), rows(b=Decimal(400))).health == "held"


@pytest.mark.parametrize(
    ("day", "health"),
    [("2026-05-11", "held"), ("2026-06-01", "held"), ("2026-05-10", "weakening"),
     ("2026-05-01", "broken"), ("", "held")],
)  # fmt: skip
def test_a_day_may_move_back_but_not_forward(day: str, health: str) -> None:
    one = assumed(field="day", was={"a": "2026-05-11"}, worse="earlier", soft=0, hard=2)
    assert judged(one, rows("day", a=day)).health == health


def test_what_may_not_change_breaks_when_it_does() -> None:
    one = assumed(field="state", was={"a": "ok"}, worse="other")
    assert judged(one, rows("state", a="ok")).health == "held"
    assert judged(one, rows("state", a="held")).health == "broken"


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_more_is_never_healthier(one: int, more: int) -> None:
    order = ["held", "weakening", "broken"]
    less, much = sorted((one, more))
    found = [
        order.index(judged(assumed(), rows(a=Decimal(qty), b=Decimal(0))).health)
        for qty in (less, much)
    ]
    assert found == sorted(found)
