"""The same day or sum in another form that people use is the same day or sum."""

from datetime import date

import pytest

from domain.amounts import find_amounts
from domain.datewords import When, find_dates
from domain.numberwords import prices
from domain.terms import lead_times

GERMAN = When(reference=date(2026, 3, 12), order="DMY", language="de")
ENGLISH = When(reference=date(2026, 4, 8), order="DMY", language="en")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Neuer Termin 13.04. - 17.04.2026, ab Werk", date(2026, 4, 13), date(2026, 4, 17)),
        ("zwischen 13.-17.04. ab Werk", date(2026, 4, 13), date(2026, 4, 17)),
        ("vom 29.12. bis 03.01.2027", date(2026, 12, 29), date(2027, 1, 3)),
        ("in der 16. Kalenderwoche", date(2026, 4, 13), date(2026, 4, 19)),
    ],
)
def test_a_span_of_days_is_one_date(words: str, first: date, last: date) -> None:
    (found,) = find_dates(words, GERMAN)
    (span,) = found.readings
    assert (span.earliest, span.latest) == (first, last)


def test_a_weekday_behind_its_day_is_no_other_day() -> None:
    (found,) = find_dates("can pick up from 24/4 Fri.", ENGLISH)
    assert [one.earliest for one in found.readings] == [date(2026, 4, 24)]


def test_a_month_cut_short_may_stand_right_before_its_day() -> None:
    (found,) = find_dates("cargo ready Apr.9 at our works", ENGLISH)
    assert [one.earliest for one in found.readings] == [date(2026, 4, 9)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("dated June 30, 2026 USD 2,745.00 remains open", "2745.00"),
        ("Drawing 01 JPY 18,420,000", "18420000"),
        ("unit price 41 USD 100 pcs at least", "41"),
    ],
)
def test_a_currency_between_two_numbers_is_of_the_one_that_is_money(words: str, value: str) -> None:
    found = [one for one in find_amounts(words, ".") if one.currency]
    assert [f"{one.value}" for one in found] == [value]
    told = [one.price.money.amount for one in prices(words, ".") if one.price]
    assert [f"{one}" for one in told] == [value]


def test_a_week_cut_short_keeps_what_starts_the_time() -> None:
    (found,) = lead_times("Plazo: 5 sem. from order + advance")
    assert found.event == "order and advance"
