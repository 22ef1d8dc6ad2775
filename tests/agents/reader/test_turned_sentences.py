"""A sentence that turns from what was to what is to come states the day that is to come."""

import pytest

from domain.reading import DateStated
from tests.agents.reader.test_bound_by_data import letter


def promised(words: str) -> list[str]:
    reading = letter("shipping@kailun.example", "PO 4500018822", f"PO 4500018822 item 10 {words}\n")
    return [
        str(one.value.span.latest)
        for one in reading.statements
        if one.field == "promised_date" and isinstance(one.value, DateStated)
    ]


@pytest.mark.parametrize(
    "words",
    [
        "was reworked, and we can dispatch on 27 March 2026.",
        "was held up in plating, but we will ship it on 27 March 2026.",
        "was inspected again; we'll have it ready on 27 March 2026.",
    ],
)
def test_what_we_do_after_the_turn_is_the_day(words: str) -> None:
    assert promised(words) == ["2026-03-27"]


@pytest.mark.parametrize(
    "words",
    [
        "was, as we told you, ready on 27 March 2026.",
        "was planned to ship on 27 March 2026, and we are sorry.",
        "was to be dispatched, as agreed, on 27 March 2026.",
    ],
)
def test_a_day_that_was_is_no_news(words: str) -> None:
    assert promised(words) == []
