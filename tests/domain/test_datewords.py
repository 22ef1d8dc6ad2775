"""Dates in partners' words: the reading meant, every reading where it is open, and none else."""

from datetime import date

import pytest

from domain.datewords import When, find_dates
from domain.derive import derive
from domain.errors import Refused

DAY = date(2026, 3, 11)


def readings(text: str, order: str = "DMY", language: str = "en") -> list[list[str]]:
    when = When(reference=DAY, order=order, language=language)
    return [[str(one) for one in found.readings] for found in find_dates(text, when)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9/4", "2026-04-09"),
        ("09.04.2026", "2026-04-09"),
        ("am 9.4. ab Werk", "2026-04-09"),
        ("2026/04/09", "2026-04-09"),
        ("26MAY26", "2026-05-26"),
        ("08-MAY-26", "2026-05-08"),
        ("17-Mar", "2026-03-17"),
        ("the 11th April", "2026-04-11"),
        ("April 20th, 2026", "2026-04-20"),
        ("1er mai", "2026-05-01"),
        ("11 de abril de 2026", "2026-04-11"),
        ("l'11 aprile", "2026-04-11"),
        ("11 Nisan'da", "2026-04-11"),
        ("12 kwietnia", "2026-04-12"),
        ("den 11 april", "2026-04-11"),
        ("4月9日", "2026-04-09"),
        ("3.-5. April", "2026-04-03 to 2026-04-05"),
        ("KW 16/2026", "2026-04-13 to 2026-04-19"),
        ("CW14", "2026-03-30 to 2026-04-05"),
        ("W16", "2026-04-13 to 2026-04-19"),
        ("wk11", "2026-03-09 to 2026-03-15"),
        ("semaine 17", "2026-04-20 to 2026-04-26"),
        ("16. hafta", "2026-04-13 to 2026-04-19"),
        ("第16周", "2026-04-13 to 2026-04-19"),
        ("end of March", "2026-03-27 to 2026-03-31"),
        ("Mitte April", "2026-04-11 to 2026-04-20"),
        ("mi-avril", "2026-04-11 to 2026-04-20"),
        ("Mart sonu", "2026-03-27 to 2026-03-31"),
        ("first half of May", "2026-05-01 to 2026-05-15"),
        ("end of month", "2026-03-31"),
        ("in 2 weeks", "2026-03-25"),
        ("dans 3 semaines", "2026-04-01"),
        ("Friday", "2026-03-13"),
        ("tomorrow", "2026-03-12"),
        ("Q2 2026", "2026-04-01 to 2026-06-30"),
        ("around 11 April", "2026-04-08 to 2026-04-14"),
    ],
)
def test_one_reading(text: str, day: str) -> None:
    assert readings(text) == [[day]]


@pytest.mark.parametrize(
    "text",
    [
        "12.000 Stk",
        "1,275 EUR/Stk",
        "line 20 may be late",
        "4500018822/10",
        "net 30",
        "12 out of 20",
        "3 sets",
        "100%",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert readings(text) == []


def test_order_decides_and_without_it_both_readings_stand() -> None:
    assert readings("9/4", "DMY") == [["2026-04-09"]]
    assert readings("9/4", "MDY") == [["2026-09-04"]]
    assert readings("9/4", "DMY, mixed") == [["2026-04-09", "2026-09-04"]]
    assert readings("9/4", "") == [["2026-04-09", "2026-09-04"]]
    assert readings("22/4", "DMY, mixed") == [["2026-04-22"]]
    assert readings("4/4", "DMY, mixed") == [["2026-04-04"]]
    assert readings("26/04/09", "YMD") == [["2026-04-09"]]


def test_a_bare_day_may_be_this_month_or_the_next() -> None:
    assert readings("by the 20th") == [["2026-03-20", "2026-04-20"]]


def test_the_year_is_the_likeliest() -> None:
    (one,) = find_dates("5 januari", When(reference=date(2025, 12, 20), language="sv"))
    assert str(one.readings[0]) == "2026-01-05"
    assert readings("20 Feb") == [["2026-02-20"]]


def test_bounds_and_time_of_day() -> None:
    when = When(reference=DAY, language="de", order="DMY")
    (one,) = find_dates("bis morgen 12 Uhr", when)
    assert (str(one.readings[0]), one.bound, one.time) == ("2026-03-12", "by", "12:00")
    (one,) = find_dates("Please reply before 17 March noon", when)
    assert (one.raw, one.bound, one.time) == ("before 17 March noon", "before", "12:00")


@pytest.mark.parametrize(
    ("text", "days", "anchor"),
    [
        ("2 wks later than confirmed", 14, "confirmed"),
        ("about 10 days after", 10, "previous"),
        ("5 days later", 5, ""),
        ("delayed by two weeks", 14, ""),
        ("verschiebt sich um 2 Wochen", 14, ""),
        ("retraso de 10 días", 10, ""),
        ("推迟10天", 10, ""),
        ("10 gün gecikme", 10, ""),
    ],
)
def test_dates_that_hang_on_another(text: str, days: int, anchor: str) -> None:
    (one,) = find_dates(text, When(reference=DAY))
    assert one.later is not None
    assert (one.later.least, one.later.most, one.later.anchor) == (days, days, anchor)
    assert one.readings == ()


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("ready 30 February 2026", "30 February 2026"),
        ("ready 31 April", "31 April"),
        ("ready 2026-04-31.", "2026-04-31"),
        ("ready 31.04.2026", "31.04.2026"),
        ("ready 11 April 1826.", "11 April 1826"),
        ("ready April 11, 2206", "April 11, 2206"),
    ],
)
def test_the_form_of_a_day_that_cannot_be_is_no_other_day(text: str, raw: str) -> None:
    (one,) = find_dates(text, When(reference=DAY, order="DMY"))
    assert (one.raw, one.readings) == (raw, ())
    assert one.fault
    with pytest.raises(Refused, match="is no day"):
        derive("date_words", raw, {"reference": "2026-03-11", "order": "DMY"})


def test_a_quantity_or_an_hour_behind_a_day_is_no_year() -> None:
    for text in ("11 April 4001 pcs", "11 April 2500", "11 April, 4001 pcs", "11 April 0815 hrs"):
        assert readings(text) == [["2026-04-11"]]
