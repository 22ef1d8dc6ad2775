"""Recovery: docks by their hours, days that move with a ship, short stock shared by segment."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.derivations import derive_slot
from domain.errors import Refused
from domain.recovery.hours import is_open

HOURS = "Mon-Fri 06:00-22:00, Sat 07:00-13:00"


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-05-08T21:59", True),
        ("2026-05-08T22:00", False),
        ("2026-05-08T23:30", False),
        ("2026-05-09T07:00", True),
        ("2026-05-09T13:00", False),
        ("2026-05-10T10:00", False),
    ],
)
def test_a_dock_is_open_within_its_hours_only(moment: str, expected: bool) -> None:
    assert is_open(HOURS, datetime.fromisoformat(moment)) is expected


def test_hours_nobody_can_read_say_nothing() -> None:
    assert is_open("by appointment", datetime(2026, 5, 8, 12)) is None


@given(st.integers(-40, 90), st.integers(0, 9))
def test_a_dock_day_moves_by_as_much_as_the_ship(days: int, buffer: int) -> None:
    old = datetime(2026, 4, 29)
    new = (old + timedelta(days=days)).date().isoformat()
    inputs = {"need": "2026-05-11", "rule": f"original ETA + {buffer} day", "old": "2026-04-29"}
    docked = derive_slot("moved_with", {**inputs, "new": new})
    expected = datetime(2026, 5, 11) + timedelta(days=days - buffer)
    assert docked == expected.date().isoformat()


@pytest.mark.parametrize(("place", "expected"), [("1", "1120"), ("2", "780"), ("3", "600")])
def test_short_stock_is_shared_as_worked_by_hand(place: str, expected: str) -> None:
    # 2,500 for 1,120 of a key account, then 1,250 and 1,000 pro rata in cartons of 50
    inputs = {"supply": "2500", "place": place, "pack": "50"}
    for at, (qty, segment) in enumerate([("1120", "2"), ("1250", "3"), ("1000", "3")], 1):
        inputs |= {f"qty{at}": qty, f"segment{at}": segment}
    assert derive_slot("allocated", inputs) == expected


@given(st.integers(0, 5000), st.lists(st.integers(1, 2000), min_size=1, max_size=6))
def test_nobody_is_given_more_than_there_is_or_than_he_asked(supply: int, asked: list[int]) -> None:
    inputs = {"supply": str(supply)}
    for at, qty in enumerate(asked, 1):
        inputs |= {f"qty{at}": str(qty), f"segment{at}": str(2 + at % 3)}
    got = [
        Decimal(derive_slot("allocated", {**inputs, "place": str(place)}))
        for place in range(1, len(asked) + 1)
    ]
    assert sum(got) <= supply
    assert all(0 <= one <= most for one, most in zip(got, asked, strict=True))


def test_words_without_a_voyage_name_no_vessel() -> None:
    assert derive_slot("vessel_of", {"words": "ORION JADE 009E"}) == "ORION JADE"
    assert derive_slot("voyage_of", {"words": "ORION JADE 009E"}) == "009E"
    with pytest.raises(Refused):
        derive_slot("vessel_of", {"words": "ORION JADE"})


def test_a_carrier_owes_by_the_pound_what_its_contract_says() -> None:
    inputs = {"gross": "360", "whole": "800", "part": "100", "rate": "5.00", "unit": "USD per lb"}
    assert derive_slot("liability_of", inputs) == "496.04"  # 45 kg = 99.21 lb
