"""What waits for a person or a function by their roles, and what they were only told."""

from datetime import date
from typing import Any

import pytest

from domain.errors import Unknown
from seamline import views
from seamline.role_inbox import inbox_of, reader_of
from seamline.wiring import Office
from tests.states import After

CASE = "W1-4500018822"
PARTS = ("waiting", "may_answer", "handed_over", "to_acknowledge", "snoozed", "told")


def look(office: Office, who: str) -> dict[str, Any]:
    return inbox_of(views.inbox(office), reader_of(office.people, who, office.clock.now()))


def parts(office: Office, who: str) -> set[str]:
    """In which parts of an inbox the case stands."""
    seen = look(office, who)
    return {name for name in PARTS if CASE in {one["case"] for one in seen[name]}}


def test_each_function_sees_what_concerns_it(after: After) -> None:
    office = after("W1-d")
    found = {
        who: parts(office, who)
        for who in (
            "planning", "procurement", "customer service", "trade compliance", "production",
            "finance",
        )
    }  # fmt: skip
    assert found == {
        "planning": {"waiting"},
        "procurement": {"waiting"},
        "customer service": {"told"},
        "trade compliance": {"told"},
        "production": set(),
        "finance": {"told"},
    }


def test_whoever_is_asked_has_it_and_colleagues_may_answer(after: After) -> None:
    office = after("W1-d")
    assert parts(office, "samir.haddad@harlow.example") == {"waiting"}
    assert parts(office, "E009") == {"may_answer"}
    office.desk.claim(CASE, person="E009")
    assert parts(office, "E009") == {"waiting"}


def test_what_is_offered_to_a_function_waits_for_it(after: After) -> None:
    office = after("W1-d")
    office.desk.hand_off(CASE, person="E007", to="production", task="make room")
    office.desk.hand_off(CASE, person="E007", to="finance", task="pay at once")
    (line,) = look(office, "production")["handed_over"]
    assert [one["task"] for one in line["handoffs"]] == ["make room"]
    office.desk.accept(CASE, person="E025")
    assert parts(office, "E025") == {"waiting"}
    assert parts(office, "E026") == {"told"}


def test_whoever_stands_in_sees_the_function_of_the_absent(after: After) -> None:
    office = after("W1-d")
    day = office.clock.now().date()
    office.desk.declare_absence(person="E005", first=day, last=date(2026, 3, 20))
    assert look(office, "E002")["functions"] == ["logistics", "procurement"]


def test_nobody_of_that_name_is_said_with_the_functions_there_are(office: Office) -> None:
    with pytest.raises(Unknown, match=r"'astrology' is nobody and no function .* trade compliance"):
        look(office, "astrology")
