"""What a supplier's messages change on a line: the newest counts, answers close questions."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from domain.dates import DateSpan
from domain.delay.changes import hangs_on, line_changes
from domain.delay.stated import LineChange
from domain.evidence import Span
from domain.news import Answer, News
from domain.provenance import Derived, DocSpan, HumanInput
from domain.quantity import Quantity
from domain.reading import CodeStated, DateStated, QuantityStated, Question, Statement

LINE, OTHER = "purchase_order_lines:PO/10", "purchase_order_lines:PO/20"
CONFIRMED = date(2026, 4, 6)
MORNING = datetime(2026, 3, 10, 9, tzinfo=UTC)


def span(quote: str) -> Span:
    return Span(sha256="a" * 64, part="body", start=0, end=len(quote), quote=quote)


def pieces(n: int) -> Quantity:
    return Quantity(n=D(n), unit="PCS")


def dated(day: date | None, qty: int | None = None, **more: Any) -> Statement:
    given: dict[str, Any] = {
        "object": LINE,
        "field": "promised_date",
        "value": DateStated(span=DateSpan.on(day or CONFIRMED, "ex works")),
        "for_qty": None if qty is None else pieces(qty),
        "span": span(str(day)),
        "recipe": "date_words",
    }
    return Statement(**{**given, **more})


def sized(qty: int) -> Statement:
    stated = QuantityStated(quantity=pieces(qty))
    return Statement(object=LINE, field="promised_qty", value=stated, span=span(f"{qty}pcs"))


def coded(field: str, text: str, on: str = LINE) -> Statement:
    return Statement(object=on, field=field, value=CodeStated(text=text), span=span(text))


def asked(slot: str = "promised_date", qty: int | None = None, *choices: str) -> Question:
    return Question(
        about="promised_date",
        object=LINE,
        of="partners:V1",
        text="which day?",
        slot=slot,
        choices=choices,
        for_qty=None if qty is None else pieces(qty),
        span=span("before 9/4"),
    )


def news(*said: Statement | Question, **more: Any) -> News:
    given: dict[str, Any] = {
        "message": "m1",
        "fact": "f1",
        "number": 10,
        "sent_at": MORNING,
        "sender": "lily@k.example",
        "contact_id": "CT01",
        "partner_id": "V1",
        "verdict": "authenticated",
        "statements": tuple(one for one in said if isinstance(one, Statement)),
        "questions": tuple(one for one in said if isinstance(one, Question)),
    }
    return News(**{**given, **more})


def change(*all_news: News, answers: tuple[Answer, ...] = ()) -> LineChange:
    found = line_changes(all_news, answers, {LINE: CONFIRMED, OTHER: CONFIRMED})
    return next(one for one in found if one.object == LINE)


def answer(value: str, number: int = 20) -> Answer:
    return Answer(slot="promised_date", value=value, person="E001", fact="fa", number=number)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 4, 7), "later"),
        (date(2026, 4, 6), "unchanged"),
        (date(2026, 4, 5), "earlier"),
    ],
)
def test_a_date_is_later_or_earlier_than_the_one_on_record(day: date, kind: str) -> None:
    assert change(news(dated(day))).kind == kind


def test_lines_nobody_speaks_of_do_not_change() -> None:
    assert [
        one.object for one in line_changes([news(dated(CONFIRMED))], (), {OTHER: CONFIRMED})
    ] == []


@pytest.mark.parametrize(
    ("state", "kind"),
    [("withdrawn", "withdrawn"), ("waiting_on_us", "waits for us"), ("on_hold", "no date")],
)
def test_a_state_said_of_the_line_goes_before_its_dates(state: str, kind: str) -> None:
    assert change(news(coded("line_state", state), dated(date(2026, 5, 1)))).kind == kind


def test_the_newest_message_about_a_line_replaces_the_older_whatever_order_they_come_in() -> None:
    old = news(dated(date(2026, 4, 11)))
    new = news(dated(date(2026, 4, 20)), message="m2", sent_at=MORNING + timedelta(hours=1))
    for order in ((old, new), (new, old)):
        assert change(*order).lots[0].ready == DateSpan.on(date(2026, 4, 20), "ex works")


@pytest.mark.parametrize("verdict", ["unknown_sender", "suspect"])
def test_a_stranger_does_not_replace_what_a_contact_on_file_has_said(verdict: str) -> None:
    known = news(dated(date(2026, 4, 11)))
    later = MORNING + timedelta(days=1)
    forged = news(dated(date(2026, 9, 1)), message="m2", sent_at=later, verdict=verdict)
    assert change(known, forged).lots[0].ready == DateSpan.on(date(2026, 4, 11), "ex works")
    assert change(forged).verdict == verdict


def test_what_rests_on_no_words_only_confirms_what_is_on_file() -> None:
    on_file = dated(date(2026, 5, 1), span=None)
    found = change(news(on_file, coded("line_state", "unchanged")))
    assert (found.kind, found.lots) == ("unchanged", ())


def test_an_open_question_about_the_date_keeps_the_line_asked() -> None:
    found = change(news(sized(4000), asked("promised_date", 4000, "2026-04-09", "2026-09-04")))
    assert found.kind == "asked"
    assert [one.slot for one in found.questions] == ["promised_date"]


def test_an_answer_gives_the_date_and_what_hangs_on_it_is_computed() -> None:
    balance = asked("promised_date:balance", 8000, "+7..13d")
    told = news(sized(4000), sized(8000), asked("promised_date", 4000), balance)
    found = change(told, answers=(answer("2026-04-09"),))
    assert found.questions == ()
    assert [(one.qty, str(one.ready)) for one in found.lots] == [
        (4000, "2026-04-09"),
        (8000, "2026-04-16 to 2026-04-22"),
    ]
    first, second = (one.ready_slot for one in found.lots)
    assert first is not None
    assert isinstance(first.source, HumanInput)
    assert second is not None
    assert isinstance(second.source, Derived)
    assert isinstance(second.source.inputs["days"].source, DocSpan)


def test_an_answer_given_before_the_message_came_answers_nothing_in_it() -> None:
    told = news(asked("promised_date", None, "2026-04-09"), number=30)
    assert change(told, answers=(answer("2026-04-09", number=20),)).kind == "asked"
    assert change(told, answers=(answer("2026-04-09", number=40),)).kind == "later"


def test_a_question_about_the_rest_hangs_on_another_only_if_it_is_relative() -> None:
    assert hangs_on(asked("promised_date:balance", 8000, "+10d")) == "promised_date"
    assert hangs_on(asked("promised_date:balance", 8000)) == ""
    assert hangs_on(asked("promised_date", 8000, "+10d")) == ""


def test_what_is_said_of_the_whole_order_counts_for_the_line() -> None:
    order = "purchase_orders:PO"
    told = news(dated(date(2026, 4, 11)), coded("cause", "labour", order))
    assert change(told).cause == "labour"


def test_offers_keep_the_words_they_rest_on() -> None:
    share = QuantityStated(quantity=Quantity(n=D(50), unit="PCT"))
    part = QuantityStated(quantity=pieces(2500))
    told = news(
        dated(date(2026, 4, 11)),
        Statement(object=LINE, field="cost_share_pct", value=share, span=span("half of cost")),
        Statement(object=LINE, field="offered_partial_qty", value=part, span=span("2.500 Stk")),
    )
    found = change(told)
    assert (found.cost_share_pct, found.share_words) == (50, "half of cost")
    assert found.part_offered == pieces(2500)
    assert found.part_slot is not None
    assert found.part_slot.value == "2500"
