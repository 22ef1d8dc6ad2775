"""An item that is not on the order spoken of is its own line's, or is asked about."""

import pytest

from agents.reader import read
from domain.reading import Reading, stated_text
from tests.agents.reader.company import company, mail

KAILUN, RAO = "lily.chen@kailun.example", "anil.rao@raoprecision.example"


def letter(sender: str, body: str, subject: str = "delay") -> Reading:
    return read(mail(sender, body, subject), company())


def days(reading: Reading) -> dict[str, str]:
    return {
        one.object.partition(":")[2]: stated_text(one.value)
        for one in reading.statements
        if one.field == "promised_date"
    }


def doubts(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Choices of each question about a number, by what was written."""
    asked = (one for one in reading.questions if one.about == "reference")
    return {one.object.partition(":")[2]: one.choices for one in asked}


@pytest.mark.parametrize(
    ("sender", "body", "line", "day"),
    [
        (
            KAILUN,
            "PO 4500018822: KLB-12 fine. ENC-47 delayed to 22 April 2026.",
            "4500018847/10",
            "2026-04-22",
        ),
        (
            KAILUN,
            "PO 4500018822 item 20 is on schedule. ENC-47 delayed, ready 15 April 2026.",
            "4500018847/10",
            "2026-04-15",
        ),
        (
            KAILUN,
            "PO 4500018822: KLB-12 is as confirmed, ENC-47 is delayed to 22 April 2026.",
            "4500018847/10",
            "2026-04-22",
        ),
        (
            RAO,
            "PO 4500018790: SHFT-222 ok.\n\nSHFT-220: new date 25 May 2026.",
            "4500018611/10",
            "2026-05-25",
        ),
    ],
)
def test_once_lines_of_an_order_are_told_the_next_item_is_where_the_record_has_it(
    sender: str, body: str, line: str, day: str
) -> None:
    reading = letter(sender, body)
    assert days(reading) == {line: day}
    assert not doubts(reading)


def test_what_is_said_next_is_said_of_the_item_and_not_of_the_order_before() -> None:
    reading = letter(
        KAILUN,
        "PO 4500018822: KLB-12 fine. About ENC-47: the mould broke. New date is 22 April 2026.",
    )
    assert days(reading) == {"4500018847/10": "2026-04-22"}


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("delay", "PO 4500018822 ENC-47 delayed to 22 April 2026."),
        ("delay", "ENC-47 of PO 4500018822 delayed to 22 April 2026."),
        ("PO 4500018822", "ENC-47 delayed to 22 April 2026."),
    ],
)
def test_an_item_beside_an_order_that_it_is_not_on_is_asked_about(subject: str, body: str) -> None:
    reading = letter(KAILUN, body, subject)
    assert days(reading) == {}
    assert doubts(reading) == {"ENC-47": ("4500018847/10",)}


def test_an_item_on_several_other_orders_is_asked_and_moves_none() -> None:
    reading = letter(
        RAO,
        "PO 4500018611: SHFT-220 ready 30 March 2026. HSG-09 delayed to 12 May 2026, machine "
        "breakdown.",
    )
    assert days(reading) == {"4500018611/10": "2026-03-30"}
    assert doubts(reading) == {"HSG-09": ("4500018745/10", "4500018802/10")}
    assert not any(one.field == "cause" for one in reading.statements)


@pytest.mark.parametrize(
    "other", ["PO 4500018899 is delayed to 12 May 2026", "line 50 is delayed to 12 May 2026"]
)
def test_what_is_said_of_an_order_or_line_that_is_none_is_said_of_no_other(other: str) -> None:
    reading = letter(KAILUN, f"PO 4500018822 line 10 delayed to 20 April 2026, {other}.")
    assert days(reading) == {"4500018822/10": "2026-04-20"}


def test_an_item_on_the_order_spoken_of_stays_there_though_others_have_it_too() -> None:
    reading = letter(RAO, "PO 4500018790: SHFT-222 delayed to 25 May 2026.")
    assert days(reading) == {"4500018790/10": "2026-05-25"}


def test_a_question_on_an_item_is_put_on_its_own_line() -> None:
    reading = letter(
        KAILUN,
        "1) PO 4500018847 will be ready 15 April 2026 (was 8 April), mould broken.\n"
        "2) PO 4500018822 item 20: 3,000 pcs ready on 6 April as planned.\n"
        "3) Our new drawing for ENC-47 rev G: can you accept rev G instead of F?\n",
    )
    asked = [one.object for one in reading.questions if one.about == "engineering_release"]
    assert asked == ["purchase_order_lines:4500018847/10"]
