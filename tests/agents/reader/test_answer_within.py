"""A time to answer in, counted in hours or days from when the mail was sent."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from agents.reader import read
from domain.reading import DateStated, Reading, stated_text
from tests.agents.reader.company import company, mail

FIELD = "deadline:reply"
LATE = "PO 4500018847 is late, ready 20 April 2026, mould broken. "


def reading(words: str) -> Reading:
    return read(mail("lily.chen@kailun.example", LATE + words, "order"), company())


def replies(words: str) -> list[tuple[str, str]]:
    return [
        (stated_text(one.value), one.arguments.get("time", ""))
        for one in reading(words).statements
        if one.field == FIELD
    ]


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("Please reply within 48 hours.", 48),
        ("Please confirm within 24h, else we sell the stock.", 24),
        ("Please confirm receipt within 4 hours.", 4),
    ],
)
def test_hours_are_counted_from_when_it_was_sent(words: str, hours: int) -> None:
    sent = mail("lily.chen@kailun.example", "x", "y").sent_at
    until = (sent + timedelta(hours=hours)).astimezone(ZoneInfo("Asia/Shanghai"))
    assert replies(words) == [(until.date().isoformat(), f"{until:%H:%M}")]


def test_days_are_counted_from_the_day_it_was_written() -> None:
    assert len(replies("Please reply within 2 days.")) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Please confirm that you will take the goods at our works within 48 hours.",
        "We will answer within 48 hours.",
        "The mould is repaired within 48 hours.",
    ],
)
def test_what_is_to_happen_within_hours_is_no_time_to_answer(words: str) -> None:
    assert replies(words) == []


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("Please answer this week.", ("2026-03-13", "")),
        ("Please reply by end of week.", ("2026-03-13", "")),
        ("We need your answer before the weekend.", ("2026-03-13", "")),
        ("Bitte antworten Sie bis Ende der Woche.", ("2026-03-13", "")),
        ("Rogamos confirmen esta semana.", ("2026-03-13", "")),
        ("Please reply by return of mail.", ("2026-03-12", "")),
        ("Please confirm by close of business tomorrow.", ("2026-03-13", "17:00")),
        ("Please confirm by COB tomorrow.", ("2026-03-13", "17:00")),
        ("Bitte antworten Sie bis morgen Geschäftsschluss.", ("2026-03-13", "17:00")),
    ],
)
def test_words_of_the_office_are_days_and_times(words: str, until: tuple[str, str]) -> None:
    assert replies(words) == [until]
    told = [one.value for one in reading(words).statements if one.field == FIELD]
    zones = [one.span.tz for one in told if isinstance(one, DateStated)]
    assert zones == ["Asia/Shanghai"]


def test_goods_that_come_this_week_want_no_answer() -> None:
    assert replies("The new mould arrives this week.") == []
