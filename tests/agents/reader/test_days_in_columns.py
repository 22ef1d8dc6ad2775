"""Columns of days: which head a table has, and which numbers beside its words are none of it."""

import pytest

from agents.reader import read
from domain.reading import Reading, stated_text
from tests.agents.reader.company import company, mail
from tests.agents.reader.structured.letters import traded

CARRIER, SUPPLIER = "desk@heritage.example", "sales@brightwell.example"


def told(reading: Reading, *fields: str) -> list[tuple[str, str]]:
    found = (one for one in reading.statements if one.field in fields)
    return [(one.object.partition(":")[2], stated_text(one.value)) for one in found]


def test_a_head_with_the_arrival_before_and_after_is_one_whatever_else_it_names() -> None:
    body = (
        "The arrival changes as follows:\n\n"
        "B/L\tContainer\tType\tDischarge port\tPrevious ETA\tRevised ETA\n"
        "ORNL6123771\tQZKU3045126\t40HC\tLOS ANGELES\t29-APR-2026\t02-MAY-2026\n"
    )
    found = read(mail(CARRIER, body, "schedule change"), traded())
    assert told(found, "eta") == [("SH01", "2026-05-02")]
    assert "eta_change" in found.intents


@pytest.mark.parametrize("head", ["Ships Boulder", "Delivery Le Havre", "Ships"])
def test_a_place_behind_the_head_of_a_column_leaves_it_what_it_is(head: str) -> None:
    body = (
        "4500018910: line 10 goes out in two drops.\n\n"
        f"Line\tPart\tQty\t{head}\n"
        "10 (a)\tCAP-18\t1,500\t04/10/2026\n10 (b)\tCAP-18\t900\t04/17/2026\n"
    )
    found = read(mail(SUPPLIER, body), company())
    assert told(found, "promised_qty") == [("4500018910/10", "1500"), ("4500018910/10", "900")]
    assert told(found, "promised_date") == [
        ("4500018910/10", "2026-04-10"),
        ("4500018910/10", "2026-04-17"),
    ]


def test_a_sum_beside_a_reefer_is_no_temperature() -> None:
    body = "Load LD-77201 Omaha - Joliet, 53' REEFER\t1,480.00\nReefer {} at delivery."
    assert told(read(mail(CARRIER, body.format("clean")), traded()), "temperature") == []
    found = read(mail(CARRIER, body.format("37")), traded())
    assert told(found, "temperature") == [("SH05", "37")]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Please reply by Tuesday.", "2026-03-17"),
        ("Please reply: the goods lie here since Monday.", ""),
        ("Please call to reply, I am here Monday to Wednesday.", ""),
        ("Bitte um Antwort, ich bin Montag bis Mittwoch am Platz.", ""),
    ],
)
def test_hours_of_an_office_and_since_when_are_no_day_to_answer(words: str, day: str) -> None:
    found = read(mail(SUPPLIER, f"PO 4500018910 line 10 moves to 20 April. {words}"), company())
    assert [value for _, value in told(found, "deadline:reply")] == [day] * bool(day)


def test_a_delay_from_one_weekday_to_another_keeps_both() -> None:
    body = "PO 4500018910 line 10 moves from Friday 10 April to Monday 20 April 2026."
    found = read(mail(SUPPLIER, body), company())
    assert told(found, "promised_date") == [("4500018910/10", "2026-04-20")]
