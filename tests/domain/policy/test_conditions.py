"""Conditions: only known names, whole numbers, offered functions, and a yes or no as result."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.policy import MEASURES, Condition
from domain.policy.conditions import check_condition

VALUES = {"kind": "SendMessage", "slip_days": 3, "downstream_effect": False, "option": ""}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("colour == 'red'", "unknown name colour"),
        ("slip_days <= 1.5", "whole numbers only"),
        ("slip_days <= .5", "whole numbers only"),
        ("slip_days <= 1e3", "whole numbers only"),
        ("slip_days <= 1E3", "whole numbers only"),
        ("double(slip_days) < 2", "function double is not offered"),
        ("kind.matches('.*')", "function matches is not offered"),
        ("size(kind) > 1", "function size is not offered"),
        ("slip_days / 2 > 1", "function _/_ is not offered"),
        ("slip_days * 2 > 1", "function _*_ is not offered"),
        ("[1, 2].all(x, x > 0)", "unknown name x"),
        ("timestamp('2026-01-01T00:00:00Z') == timestamp('2026-01-01T00:00:00Z')", "not offered"),
        ("slip_days", "gives int, not yes or no"),
        ("kind", "gives str, not yes or no"),
        ("slip_days + 1", "not yes or no"),
        ("slip_days < ", "column"),
        ("(", "column"),
        ("kind.first == 'a'", "No such"),
        ("slip_days == '3'", "slip_days is a whole number, '3' is none"),
        ("downstream_effect == 1", "downstream_effect is a yes or no, 1 is none"),
        ("kind != 3", "kind is a text, 3 is none"),
    ],
)
def test_what_may_not_stand_in_a_condition_is_refused_when_it_is_made(text: str, why: str) -> None:
    with pytest.raises(Refused, match=r".") as refusal:
        check_condition(text)
    assert why in str(refusal.value)
    assert text.strip() in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("true", True),
        ("slip_days <= 3", True),
        ("slip_days <= 2", False),
        ("slip_days >= -3 && !downstream_effect", True),
        ('kind in ["SendMessage", "NotifyFunction"]', True),
        ("kind.startsWith('Notify')", False),
        ('option == ""', True),
        ('kind == "version 1.5"', False),
    ],
)
def test_a_condition_holds_or_does_not(text: str, holds: bool) -> None:
    assert Condition(text=text).holds(VALUES) is holds


def test_a_value_nobody_knows_is_neither_yes_nor_no() -> None:
    with pytest.raises(Refused, match="needs case_spend_minor, which nobody knows"):
        Condition(text="case_spend_minor <= 100").holds({"case_spend_minor": None})
    with pytest.raises(Refused, match="needs slip_days"):
        Condition(text="slip_days > 100 || downstream_effect").holds({"downstream_effect": True})


@pytest.mark.parametrize("value", [3.0, "3", True])
def test_a_value_of_another_type_than_declared_is_refused(value: object) -> None:
    with pytest.raises(Refused, match="another type"):
        Condition(text="slip_days <= 3").holds({"slip_days": value})


def test_a_condition_names_what_it_looks_at() -> None:
    assert Condition(text="slip_days <= 3 && !downstream_effect").names() == (
        "downstream_effect",
        "slip_days",
    )


def test_every_measure_is_a_text_a_yes_or_no_or_a_whole_number_with_a_meaning() -> None:
    assert {kind for kind, _ in MEASURES.values()} == {str, bool, int}
    assert all(meaning for _, meaning in MEASURES.values())


@given(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12))
def test_limits_are_exact_to_the_cent(value: int, limit: int) -> None:
    condition = Condition(text=f"case_spend_minor <= {limit}")
    assert condition.holds({"case_spend_minor": value}) is (value <= limit)


@given(st.text(max_size=30))
def test_any_text_is_a_condition_or_refused_in_words(text: str) -> None:
    try:
        check_condition(text)
    except Refused as refusal:
        assert str(refusal)
