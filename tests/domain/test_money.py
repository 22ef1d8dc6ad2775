"""Money: exact, in one currency, rounded half up to the currency's own minor unit."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.errors import Refused
from domain.money import Money, total

AMOUNTS = st.decimals(min_value="-1e9", max_value="1e9", places=4, allow_nan=False)
CURRENCIES = st.sampled_from(["USD", "JPY", "KWD"])


def usd(amount: str) -> Money:
    return Money(amount=D(amount), currency="USD")


@pytest.mark.parametrize(
    ("amount", "currency", "rounded", "minor"),
    [
        ("1920.005", "USD", "1920.01", 192_001),
        ("1920.004", "USD", "1920.00", 192_000),
        ("-0.005", "USD", "-0.01", -1),
        ("150.5", "JPY", "151", 151),
        ("1.2345", "KWD", "1.235", 1235),
    ],
)
def test_it_is_rounded_half_up_to_its_currencys_minor_unit(
    amount: str, currency: str, rounded: str, minor: int
) -> None:
    money = Money(amount=D(amount), currency=currency)
    assert str(money.rounded().amount) == rounded
    assert money.minor == minor


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(Refused, match="without a rate"):
        usd("1") + Money(amount=D(1), currency="EUR")
    with pytest.raises(Refused, match="without a rate"):
        usd("1") - Money(amount=D(1), currency="EUR")


@pytest.mark.parametrize("code", ["usd", "US", "DOLLAR", "U1D", ""])
def test_a_currency_is_three_capital_letters(code: str) -> None:
    with pytest.raises(ValidationError):
        Money(amount=D(1), currency=code)


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity"])
def test_an_amount_is_a_number(amount: str) -> None:
    with pytest.raises(ValidationError):
        Money(amount=D(amount), currency="USD")


def test_it_is_said_with_its_thousands_and_its_currency() -> None:
    assert str(usd("21922.256")) == "21,922.26 USD"


def test_a_sum_of_nothing_is_zero_of_its_currency() -> None:
    assert total([], "USD") == usd("0")


@given(st.lists(AMOUNTS, max_size=20), CURRENCIES)
def test_a_sum_does_not_depend_on_the_order_and_loses_no_digit(
    amounts: list[D], currency: str
) -> None:
    parts = [Money(amount=one, currency=currency) for one in amounts]
    assert total(parts, currency) == total(reversed(parts), currency)
    assert total(parts, currency).amount == sum(amounts, D(0))


@given(AMOUNTS, CURRENCIES)
def test_rounding_twice_is_rounding_once(amount: D, currency: str) -> None:
    money = Money(amount=amount, currency=currency)
    assert money.rounded().rounded() == money.rounded()
    assert money.rounded().minor == money.minor
    assert (money - money.times(2)) == -money
