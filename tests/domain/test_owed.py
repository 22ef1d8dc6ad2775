"""What is owed, in words by which two things owed by one partner are told apart."""

from itertools import combinations
from string import Template

import pytest

from domain.letters import TEMPLATES, letter
from domain.owed import asked_for


def said(template: str, **slots: str) -> str:
    text = TEMPLATES[template]["en"]["text"]
    filled = {"contact_name": "Blue Quay bookings", "company": "Harlow Devices, Inc.", **slots}
    names = Template(text).get_identifiers()
    body = letter(template, "en", {**dict.fromkeys([*names, "subject"], "7"), **filled}).text
    return f"ask Blue Quay bookings to book or change booking BQ240771:\n{body}"


@pytest.mark.parametrize(
    ("one", "other"), combinations(["amend_booking", "book_air", "book_cargo"], 2)
)
def test_two_requests_about_one_booking_read_apart(one: str, other: str) -> None:
    first = asked_for(said(one, booking_no="BQ240771"))
    assert first != asked_for(said(other, booking_no="BQ240771"))
    assert first.startswith("ask Blue Quay bookings to book or change booking BQ240771: ")
    assert "Dear" not in first and "\n" not in first


def test_a_note_is_told_by_its_beginning() -> None:
    text = "tell planning: Order 1, dates as stated now:\n- 10: 5 pcs\n\nPlease check cover."
    assert asked_for(text) == "tell planning: Order 1, dates as stated now: - 10: 5 pcs"


def test_what_is_long_ends_at_a_word() -> None:
    told = asked_for(f"write to Lily (CT01): {'word ' * 60}")
    assert told.endswith(" …") and len(told) <= 102
