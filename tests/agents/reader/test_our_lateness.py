"""A supplier that is late because we were names our cause, and no cause of its own."""

import pytest

from agents.reader import read
from domain.reading import stated_text
from tests.agents.reader.company import company, mail

LATE = "PO 4500018847 is delayed to 20 April 2026"


def causes(words: str) -> dict[str, str]:
    found = read(mail("lily.chen@kailun.example", words, "order"), company())
    return {
        one.field: stated_text(one.value)
        for one in found.statements
        if one.field in ("cause", "cause_party")
    }


@pytest.mark.parametrize(
    "why",
    [
        "because you sent the drawing late",
        "due to late receipt of your drawing",
        "your drawing arrived too late",
    ],
)
def test_what_we_sent_late_is_our_cause(why: str) -> None:
    assert causes(f"{LATE}, {why}.") == {"cause": "drawing", "cause_party": "us"}


def test_an_advance_we_paid_late_is_our_cause() -> None:
    found = causes(f"{LATE} because your deposit came too late.")
    assert found == {"cause": "finance/advance", "cause_party": "us"}


@pytest.mark.parametrize(
    "why", ["because we sent the drawing late", "if you send the drawing late"]
)
def test_what_they_sent_late_or_we_may_is_not(why: str) -> None:
    assert causes(f"{LATE} {why}.") == {}
