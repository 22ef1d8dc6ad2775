"""Exchange: the newest stored rate of the day or before, one way or the other."""

from datetime import date
from decimal import Decimal as D

from domain.money import Money
from domain.rates import in_currency
from domain.record import Row


def fx(day: int, one: str, other: str, rate: str) -> Row:
    values = {"day": date(2026, 3, day), "from_ccy": one, "to_ccy": other, "rate": D(rate)}
    return Row(table="fx", key=f"{day}/{one}/{other}", version=1, values=values)


RATES = (fx(1, "EUR", "USD", "1.08"), fx(11, "EUR", "USD", "1.10"), fx(2, "USD", "JPY", "150"))
EUROS = Money(amount=D(100), currency="EUR")


def test_the_newest_rate_up_to_the_day_counts() -> None:
    early, late = (in_currency(EUROS, "USD", RATES, date(2026, 3, day)) for day in (10, 11))
    assert early == Money(amount=D("108.00"), currency="USD")
    assert late == Money(amount=D("110.00"), currency="USD")


def test_a_rate_is_read_backwards_too() -> None:
    yen = Money(amount=D(3000), currency="JPY")
    assert in_currency(yen, "USD", RATES, date(2026, 3, 5)) == Money(amount=D(20), currency="USD")


def test_without_a_rate_nobody_knows() -> None:
    assert in_currency(EUROS, "JPY", RATES, date(2026, 3, 11)) is None
    assert in_currency(EUROS, "USD", RATES, date(2026, 2, 28)) is None


def test_nothing_is_nothing_at_any_rate() -> None:
    nothing = Money(amount=D(0), currency="NOK")
    assert in_currency(nothing, "USD", (), date(2026, 3, 1)) == Money(amount=D(0), currency="USD")
