"""A note of a call in a case on a dossier is hearsay: it asks, and settles nothing by itself."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from domain.dates import DateSpan
from domain.delay.hearsay import Heard
from domain.dossier.answered import by_people
from domain.dossier.noted import as_news, to_confirm
from domain.dossier.told import open_questions
from domain.evidence import Span
from domain.money import Money
from domain.news import Answer, News
from domain.reading import (
    CodeStated,
    DateStated,
    MoneyStated,
    Question,
    Reading,
    Stated,
    Statement,
)

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
LINE = "purchase_order_lines:4500018822/10"
SHIPMENT = "shipments:SH01"


def day(text: str) -> DateStated:
    return DateStated(span=DateSpan.on(date.fromisoformat(text), "day", "UTC"))


def says(field: str, value: Stated, about: str = SHIPMENT) -> Statement:
    span = Span(sha256="0" * 64, part="body", start=0, end=5, quote="words")
    return Statement(object=about, field=field, value=value, span=span)


def asks(about: str, of: str = "partners:C2003", name: str = SHIPMENT) -> Question:
    return Question(about=about, object=name, of=of, text="which?", slot=about)


def mail(number: int, *statements: Statement, questions: tuple[Question, ...] = ()) -> News:
    return News(
        message=f"m{number}",
        fact=f"mail {number}",
        number=number,
        sent_at=NOON + timedelta(hours=number),
        sender="noreply@orionline.example",
        contact_id="CT27",
        partner_id="C2003",
        verdict="authenticated",
        statements=statements,
        questions=questions,
    )


def note(number: int, *statements: Statement, taken: tuple[str, ...] = ()) -> Heard:
    return Heard(
        fact=f"note {number}",
        number=number,
        at=NOON + timedelta(hours=number),
        said_by="CT27",
        name="Mo",
        channel="phone",
        by="E005",
        text="words",
        statements=statements,
        questions=to_confirm("Mo", "phone", Reading(statements=statements), taken),
    )


def answer(number: int, question: Question, value: str) -> Answer:
    return Answer(
        slot=question.slot,
        value=value,
        person="E005",
        fact=f"answer {number}",
        number=number,
        about=question.about,
        object=question.object,
    )


def still_open(news: list[News], notes: list[Heard]) -> list[str]:
    return [one.about for one in open_questions([*news, *as_news(notes, news, ())], ())]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (asks("document_request"), says("document_state", CodeStated(text="received"))),
        (
            asks("unit_price", name=LINE),
            says("line_state:change", CodeStated(text="accepted"), LINE),
        ),
        (asks("booking_no"), says("booking_no", CodeStated(text="BQ240771"))),
    ],
    ids=["a paper", "terms", "a number"],
)
def test_what_a_partner_was_asked_stays_asked_whatever_a_note_says(
    asked: Question, said: Statement
) -> None:
    news = [mail(1, questions=(asked,))]
    assert still_open(news, [note(2, said)]) == [asked.about]
    assert still_open([*news, mail(3, said)], []) == []


def test_a_sum_that_a_person_answered_stands_against_a_later_note() -> None:
    stated = says("invoice_amount", MoneyStated(money=Money(amount=Decimal(90), currency="USD")))
    asked = asks("invoice_amount", "us")
    news, given = [mail(1, stated, questions=(asked,))], [answer(2, asked, "80")]
    (told,) = by_people([*news, *as_news([note(3, stated)], news, given)], given)
    assert told.number == Decimal(80)
    assert by_people([*news, mail(3, stated)], given) == ()


def test_a_confirmed_note_stands_before_what_was_answered_earlier() -> None:
    asked = asks("eta", "us").model_copy(update={"slot": "eta@shipments:SH01", "takes": "day"})
    first = answer(2, asked, "2026-05-08")
    news, heard = [mail(1, questions=(asked,))], note(3, says("eta", day("2026-05-12")))
    (question,) = heard.questions
    given = [first, answer(4, question, "2026-05-12")]
    told = by_people([*news, *as_news([heard], news, given)], given)
    assert [one.text for one in told] == ["2026-05-12"]
    (told_before,) = by_people([*news, *as_news([heard], news, given[:1])], given[:1])
    assert told_before.text == "2026-05-08"  # until somebody confirms what was said
