"""Of several open lines for an item, the one that quantity and day agree with is meant."""

import pytest

from agents.reader import read
from domain.reading import Reading, stated_text
from tests.agents.reader.company import company, mail

RAO = "anil.rao@raoprecision.example"


def letter(body: str, subject: str = "delay") -> Reading:
    return read(mail(RAO, body, subject), company())


def days(reading: Reading) -> dict[str, str]:
    return {
        one.object.partition(":")[2]: stated_text(one.value)
        for one in reading.statements
        if one.field == "promised_date"
    }


@pytest.mark.parametrize(
    ("body", "line", "day"),
    [
        (
            "SHFT-222, 400 pcs, due 10 April: will be ready 24 April 2026, machine breakdown.",
            "4500018790/10",
            "2026-04-24",
        ),
        (
            "SHFT-222, 600 pcs promised for 6 April, are delayed to 10 April 2026.",
            "4500018611/20",
            "2026-04-10",
        ),
        (
            "SHFT-222 will be ready on 24 April 2026 instead of 10 April, machine breakdown.",
            "4500018790/10",
            "2026-04-24",
        ),
        (
            "PO 4500018611: SHFT-220 fine. HSG-09, 240 pcs, due 5 April, delayed to 12 May 2026.",
            "4500018802/10",
            "2026-05-12",
        ),
    ],
)
def test_the_line_that_quantity_and_day_agree_with_is_meant(body: str, line: str, day: str) -> None:
    reading = letter(body)
    assert days(reading) == {line: day}
    assert not any(one.about == "reference" for one in reading.questions)


@pytest.mark.parametrize(
    "body",
    [
        "SHFT-222: 400 pcs will be ready 24 April 2026, machine breakdown.",  # or 400 of 600
        "SHFT-222, 400 pcs, due 6 April: ready 24 April 2026, machine breakdown.",  # they differ
        "SHFT-222 is delayed to 10 April 2026.",  # a new day may be any
        "SHFT-222 will be ready 24 April 2026, machine breakdown.",
    ],
)
def test_what_does_not_agree_with_one_line_alone_is_asked(body: str) -> None:
    reading = letter(body)
    assert days(reading) == {}
    assert [one.choices for one in reading.questions if one.about == "reference"] == [
        ("4500018611/20", "4500018790/10")
    ]


def test_an_item_in_the_subject_is_the_one_that_the_body_tells() -> None:
    body = "SHFT-222, 400 pcs, due 10 April: will be ready 24 April 2026, machine breakdown."
    reading = letter(body, "SHFT-222")
    assert days(reading) == {"4500018790/10": "2026-04-24"}
    assert not reading.questions
