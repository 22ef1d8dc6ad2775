"""Hearsay asks, never states: what a note does to the changes in force."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.dates import DateSpan
from domain.delay.changes import line_changes
from domain.delay.hearsay import Heard, to_confirm, with_hearsay
from domain.delay.stated import LineChange
from domain.evidence import Span
from domain.news import Answer, News
from domain.provenance import HumanInput
from domain.quantity import Quantity
from domain.reading import DateStated, QuantityStated, Question, Reading, Statement

LINE = "purchase_order_lines:4500018822/10"
OTHER = "purchase_order_lines:4500018822/20"
CONFIRMED = {LINE: date(2026, 4, 6), OTHER: date(2026, 4, 6)}
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAYS = st.dates(date(2026, 3, 1), date(2026, 12, 31))


def stated(day: date, about: str = LINE, size: str = "") -> Statement:
    """A date in words of a message."""
    span = Span(sha256="0" * 64, part="body", start=0, end=5, quote="words")
    qty = Quantity(n=Decimal(size), unit="PCS") if size else None
    value = DateStated(span=DateSpan(earliest=day, latest=day))
    return Statement(object=about, field="promised_date", value=value, for_qty=qty, span=span)


def mail(number: int, day: date) -> News:
    return News(
        message="m",
        fact=f"fact {number}",
        number=number,
        sent_at=NOON + timedelta(hours=number),
        sender="lily@kailun.example",
        contact_id="CT02",
        partner_id="V1001",
        verdict="authenticated",
        statements=(stated(day),),
    )


def note(number: int, day: date, about: str = LINE) -> Heard:
    return Heard(
        fact=f"note {number}",
        number=number,
        at=NOON,
        said_by="CT02",
        name="Lily",
        channel="phone",
        by="E001",
        text="words",
        questions=to_confirm("Lily", "phone", Reading(statements=(stated(day, about),)), ()),
    )


def answer(number: int, day: date, slot: str = "promised_date") -> Answer:
    return Answer(slot=slot, value=day.isoformat(), person="E001", fact="f", number=number)


def on_top(news: list[News], notes: list[Heard], answers: list[Answer]) -> dict[str, LineChange]:
    found = with_hearsay(line_changes(news, answers, CONFIRMED), notes, news, answers, CONFIRMED)
    return {one.object: one for one in found}


@given(DAYS, DAYS, st.integers(2, 9))
def test_an_unconfirmed_note_leaves_the_line_without_a_date(
    written: date, told: date, number: int
) -> None:
    change = on_top([mail(1, written)], [note(number, told)], [])[LINE]
    assert change.kind == "asked"
    assert all(one.ready is None and one.ready_slot is None for one in change.lots)
    assert [one.choices for one in change.questions] == [(told.isoformat(),)]


@given(DAYS, DAYS, DAYS)
def test_an_answer_after_the_note_is_the_date_and_its_person_the_source(
    written: date, told: date, confirmed: date
) -> None:
    change = on_top([mail(1, written)], [note(2, told)], [answer(3, confirmed)])[LINE]
    [lot] = change.lots
    assert lot.ready == DateSpan(earliest=confirmed, latest=confirmed)
    assert lot.ready_slot is not None and isinstance(lot.ready_slot.source, HumanInput)
    assert change.questions == ()
    assert change.cause == "" and change.verdict == "authenticated"


@given(DAYS, DAYS)
def test_an_answer_given_before_the_note_confirms_nothing_in_it(written: date, told: date) -> None:
    change = on_top([mail(1, written)], [note(3, told)], [answer(2, told)])[LINE]
    assert change.kind == "asked" and len(change.questions) == 1


@given(DAYS, DAYS, DAYS)
def test_the_partners_later_words_end_a_note(first: date, told: date, later: date) -> None:
    news = [mail(1, first), mail(3, later)]
    assert on_top(news, [note(2, told)], []) == on_top(news, [], [])


@given(DAYS, DAYS)
def test_the_newest_note_about_a_line_is_the_one_that_is_asked(one: date, other: date) -> None:
    change = on_top([mail(1, one)], [note(2, one), note(3, other)], [])[LINE]
    assert [question.choices for question in change.questions] == [(other.isoformat(),)]


def test_a_line_nobody_wrote_about_is_asked_about_too() -> None:
    day = date(2026, 5, 4)
    found = on_top([mail(1, day)], [note(2, day, OTHER)], [])
    assert found[OTHER].kind == "asked" and found[LINE].kind == "later"
    assert on_top([], [note(2, day, "purchase_order_lines:4500019999/10")], []) == {}


def test_a_quantity_counts_as_it_was_answered() -> None:
    size = Quantity(n=Decimal(2000), unit="PCS")
    amount = Statement(object=LINE, field="promised_qty", value=QuantityStated(quantity=size))
    said = Reading(statements=(amount, stated(date(2026, 4, 9), size="2000")))
    asked = to_confirm("Lily", "chat", said, ())
    told = note(2, date(2026, 4, 9)).model_copy(update={"questions": asked})
    answers = [
        answer(3, date(2026, 4, 9)),
        Answer(slot="promised_qty", value="2500", person="E001", fact="g", number=4),
    ]
    [lot] = on_top([mail(1, date(2026, 4, 8))], [told], answers)[LINE].lots
    assert lot.qty == Decimal(2500) and lot.qty_slot is not None
    assert lot.qty_slot.value == "2500"
    nonsense = [answers[0], answers[1].model_copy(update={"value": "NaN"})]
    change = on_top([mail(1, date(2026, 4, 8))], [told], nonsense)[LINE]
    assert [one.slot for one in change.questions] == ["promised_qty"]


def test_nothing_in_a_note_hangs_on_its_words() -> None:
    """A question with a span would be put to the partner by letter."""
    span = Span(sha256="0" * 64, part="body", start=0, end=5, quote="9/4")
    open_question = Question(
        about="promised_date",
        object=LINE,
        of="partners:V1001",
        text="it reads two ways",
        slot="promised_date",
        choices=("2026-04-09", "2026-09-04", "+7d"),
        span=span,
    )
    said = Reading(questions=(open_question,))
    [question] = to_confirm("Lily", "phone", said, ["promised_date"])
    assert question.span is None and question.of == "us"
    assert question.slot == "promised_date_4500018822_10"
    assert question.choices == ("2026-04-09", "2026-09-04")
    assert question.text == 'Lily said "9/4" (phone): it reads two ways'
