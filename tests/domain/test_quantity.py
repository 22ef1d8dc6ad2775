"""Quantities: units that are called differently and mean the same."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.quantity import Quantity, unit_name


@pytest.mark.parametrize(
    ("written", "name"),
    [("pce", "PCS"), ("Stück", "PCS"), ("H87", "PCS"), ("kgm", "KG"), ("CBM", "M3"), ("%", "PCT")],
)
def test_partners_names_of_a_unit_become_one(written: str, name: str) -> None:
    assert unit_name(written) == name


@given(st.text(max_size=12))
def test_naming_a_unit_twice_is_naming_it_once(written: str) -> None:
    assert unit_name(unit_name(written)) == unit_name(written)


def test_a_number_is_said_without_an_exponent() -> None:
    assert str(Quantity(n=D("1.2E+4"), unit="PCS")) == "12,000 PCS"
