"""Days on top of those told before count from the day that the partner told last."""

from datetime import date

import pytest

from agents.reader import read
from domain.dates import DateSpan
from domain.message import Message
from domain.reading import Reading, stated_text
from tests.agents.reader.company import company, mail

EN, DE, TR = (
    "lily.chen@kailun.example",
    "auftragsabwicklung@nordmetall.example",
    "satis@anadoludokum.example",
)


def reading(sender: str, words: str, *before: str) -> Reading:
    told = tuple(
        DateSpan(earliest=date.fromisoformat(day), latest=date.fromisoformat(day)) for day in before
    )

    def last(message: Message, partner: str, line: str) -> tuple[DateSpan, ...]:
        return told

    return read(mail(sender, words + "\n"), company(), told=last)


def days(found: Reading) -> list[str]:
    return [stated_text(one.value) for one in found.statements if one.field == "promised_date"]


MORE = [
    (EN, "4500018822 item 10 slips a further 6 days.", "2026-04-12", "2026-04-26"),
    (EN, "4500018822 item 10: our painter needs an additional week.", "2026-04-13", "2026-04-27"),
    (EN, "4500018822 item 10 is delayed three more days.", "2026-04-09", "2026-04-23"),
    (DE, "4500018830 Pos. 10 verzögert sich nochmals um 4 Tage.", "2026-04-07", "2026-04-24"),
    (DE, "4500018830 Pos. 10: eine weitere Woche Verspätung.", "2026-04-10", "2026-04-27"),
    (EN, "4500018822 item 10 : encore un retard, 4 jours de plus.", "2026-04-10", "2026-04-24"),
    (EN, "4500018822 item 10 se retrasa otros 4 días.", "2026-04-10", "2026-04-24"),
    (EN, "4500018822 item 10 ritarda di altri 4 giorni.", "2026-04-10", "2026-04-24"),
    (EN, "4500018822 item 10 atrasa mais uma semana.", "2026-04-13", "2026-04-27"),
    (EN, "4500018822 item 10 försenas ytterligare 4 dagar.", "2026-04-10", "2026-04-24"),
    (TR, "4500018858 siparişin 10. kalemi 4 gün daha gecikecek.", "2026-04-19", "2026-04-24"),
    (EN, "4500018822 item 10 opóźni się o kolejne 4 dni.", "2026-04-10", "2026-04-24"),
]


@pytest.mark.parametrize(("sender", "words", "from_record", "from_told"), MORE)
def test_more_days_count_from_the_day_told_last_else_from_the_record(
    sender: str, words: str, from_record: str, from_told: str
) -> None:
    assert days(reading(sender, words)) == [from_record]
    assert days(reading(sender, words, "2026-04-20")) == [from_told]


def test_days_that_are_not_called_more_are_asked_where_another_day_was_told() -> None:
    found = reading(EN, "4500018822 item 10 is 6 days late.", "2026-04-20")
    assert days(found) == []
    assert [one.choices for one in found.questions] == [("2026-04-26", "2026-04-12")]


def test_more_days_than_a_day_that_is_over_are_asked_about() -> None:
    found = reading(EN, "4500018822 item 10 is late by another week.", "2026-03-10")
    assert days(found) == []
    assert [one.choices for one in found.questions] == [("2026-03-19", "2026-03-17")]


@pytest.mark.parametrize("words", ["about another 6 days", "4 to 6 more days"])
def test_days_that_nobody_counts_for_certain_are_asked_about(words: str) -> None:
    found = reading(EN, f"4500018822 item 10 is delayed {words}.")
    assert days(found) == []
    assert [one.about for one in found.questions] == ["promised_date"]


@pytest.mark.parametrize(
    "words",
    [
        "4500018822 item 10: demurrage for a further 6 days, the box came back late.",
        "4500018822 item 10: your payment is late, we give you another week to pay.",
        "4500018822 item 10: samples need no further days.",
        "4500018822 item 10: we can ship a further 6 days earlier.",
    ],
)
def test_more_days_of_other_things_move_no_goods_later(words: str) -> None:
    assert days(reading(EN, words)) == []
