"""Two values of one field with `or` between them are a question, and neither is stated."""

import pytest

from agents.reader import read
from tests.agents.reader.company import company, mail
from tests.agents.reader.test_transport import reading, told

FORWARDER = "desk@seaway.example"


@pytest.mark.parametrize("choice", ["or we shift to ETD 15 March 2026", "or ETD 15 March 2026"])
def test_of_two_sailings_to_choose_from_neither_is_stated(choice: str) -> None:
    words = (
        f"SW778812 was rolled, overbooked. The carrier offers either ETD 20 March 2026 {choice}."
    )
    found = reading(FORWARDER, words)
    assert told(found, "etd") == set()
    asked = [one for one in found.questions if one.about == "etd"]
    assert [one.choices for one in asked] == [("2026-03-20", "2026-03-15")]
    assert asked[0].of.startswith("people:"), "they ask us"


def test_two_sailings_without_a_choice_are_stated_as_told() -> None:
    found = reading(FORWARDER, "SW778812 was rolled, overbooked. ETD 20 March 2026.")
    assert len(told(found, "etd")) == 1
    assert not [one for one in found.questions if one.about == "etd"]


def test_lots_of_an_order_do_not_compete() -> None:
    words = "PO 4500018822 line 10 is late: 5,500 pcs on 23 April 2026, 6,500 pcs on 7 May 2026."
    found = read(mail("lily.chen@kailun.example", words, "4500018822"), company())
    assert len(told(found, "promised_date")) == 2
