"""Replies to open questions: in the past, beside the readings offered, or out of reach."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answer_kinds import FORMS, denies
from domain.errors import Refused
from domain.reading import Question
from domain.replies import AHEAD, BACK, offered, reply_to, shown

SINCE = date(2026, 3, 10)
NEAR = st.dates(SINCE - BACK, SINCE + AHEAD)


def asks(slot: str, *choices: str, about: str = "", of: str = "partners:V1") -> Question:
    return Question(
        about=about or slot, object="x:1", of=of, text="which?", slot=slot, choices=choices
    )


@given(NEAR)
def test_a_day_without_choices_is_only_held_against_the_past(day: date) -> None:
    reply = reply_to(asks("promised_date"), day.isoformat(), SINCE)
    assert reply.value == day.isoformat()
    assert bool(reply.beside) == (day < SINCE)


@given(NEAR, st.sets(NEAR, min_size=1, max_size=3))
def test_a_day_beside_the_readings_offered_is_said_so(day: date, offered: set[date]) -> None:
    question = asks("promised_date", *(one.isoformat() for one in offered))
    beside = reply_to(question, day.isoformat(), SINCE).beside
    assert any("readings offered" in one for one in beside) == (day not in offered)


@given(st.dates())
def test_a_day_is_taken_or_refused_and_nothing_else_happens(day: date) -> None:
    inside = SINCE - BACK <= day <= SINCE + AHEAD
    if inside:
        assert reply_to(asks("ready_date"), day.isoformat(), SINCE).slot == "ready_date"
    else:
        with pytest.raises(Refused, match="check the year"):
            reply_to(asks("ready_date"), day.isoformat(), SINCE)


def test_a_day_within_an_interval_that_was_offered_is_among_the_readings() -> None:
    question = asks("promised_date", "2026-04-06..2026-04-10")
    assert reply_to(question, "2026-04-08", SINCE).beside == ()
    assert reply_to(question, "2026-04-11", SINCE).beside != ()


def test_choices_that_hang_on_another_reply_offer_no_day() -> None:
    assert reply_to(asks("promised_date:balance", "+21d"), "2026-05-01", SINCE).beside == ()


@given(
    st.sampled_from(
        ["promised_date", "actual_date:empty_return", "promised_qty", "cause", "dispute"]
    ),
    st.lists(st.one_of(st.dates().map(str), st.integers(1, 99).map(str), st.text(max_size=250))),
)
def test_a_reading_that_is_held_ready_is_taken_without_a_reason(
    about: str, choices: list[str]
) -> None:
    question = asks(about.replace(":", "_"), *choices, about=about)
    assert set(offered(question)) <= set(choices)
    for one in offered(question):
        assert reply_to(question, one, SINCE).beside == ()
    with_form = shown(question)
    assert with_form in (*choices, *FORMS.values())


def test_intervals_and_days_that_hang_on_others_are_not_held_ready() -> None:
    assert offered(asks("promised_date", "+21d", "2026-04-06..2026-04-10")) == ()
    assert shown(asks("promised_date", "+21d")) == "YYYY-MM-DD"


@given(NEAR)
def test_what_has_happened_lies_behind(day: date) -> None:
    reply = reply_to(
        asks("actual_date_empty_return", about="actual_date:empty_return"), str(day), SINCE
    )
    assert bool(reply.beside) == (day > SINCE)


def test_a_day_is_written_down_in_one_form() -> None:
    assert reply_to(asks("promised_date", "2026-04-09"), "20260409", SINCE).value == "2026-04-09"
    assert reply_to(asks("promised_date", "2026-04-09"), "20260409", SINCE).beside == ()


@pytest.mark.parametrize("value", ["soon", "2026-02-30", "09.04.2026", "2026-04-09T10:00", "٢٠٢٦"])
def test_what_is_no_day_is_refused_with_the_form(value: str) -> None:
    with pytest.raises(Refused, match="write it as YYYY-MM-DD"):
        reply_to(asks("reply_by", about="deadline:reply"), value, SINCE)


def test_a_quantity_is_held_against_those_heard_as_a_number() -> None:
    question = asks("promised_qty", "2000")
    assert reply_to(question, "2000.0", SINCE).beside == ()
    assert reply_to(question, "1800", SINCE).beside == (
        "it is none of the readings offered (2000)",
    )
    assert reply_to(asks("promised_qty"), "1_200", SINCE).value == "1200"


@pytest.mark.parametrize("value", ["many", "0", "-5", "NaN", "Infinity", "1e999999999", "1e-99"])
def test_what_is_no_quantity_is_refused_with_the_form(value: str) -> None:
    with pytest.raises(Refused, match="write it as 2000"):
        reply_to(asks("promised_qty"), value, SINCE)


def test_another_answer_than_those_offered_is_said_so() -> None:
    question = asks("promised_lines", "4500018822/10", "4500018822/20", about="po_line")
    assert reply_to(question, "4500018822/20", SINCE).beside == ()
    assert "4500018822/10" in reply_to(question, "4500018822/30", SINCE).beside[0]
    assert reply_to(asks("cause"), "a strike", SINCE).beside == ()


@pytest.mark.parametrize("value", ["x" * 201, "two\nlines", "\x1b[2J", "a\x00b"])
def test_words_that_fill_no_line_are_refused(value: str) -> None:
    with pytest.raises(Refused, match="one line"):
        reply_to(asks("cause"), value, SINCE)


@pytest.mark.parametrize("value", ["VALUE", "value", "<answer>", "tbd", "?", "…", "  "])
def test_a_placeholder_is_no_answer(value: str) -> None:
    question = Question(about="waiver", object="mail", of="us", text="who?", slot="waiver")
    with pytest.raises(Refused, match="is no answer; say what was found out"):
        reply_to(question, value, date(2026, 3, 10))


@pytest.mark.parametrize(
    ("value", "no"),
    [
        ("no", True),
        ("No, nobody waived it", True),
        ("nein", True),
        ("not confirmed on the phone", True),
        ("Yuki Tanabe, 29 May", False),
        ("north dock, 46 packages", False),
        ("no objection, said Dana", False),
        ("yes", False),
    ],
)
def test_an_answer_that_says_no_is_known_as_one(value: str, no: bool) -> None:
    assert denies(value) is no


def approval(text: str = "is 4900.00 USD approved, or up to which sum?") -> Question:
    return Question(about="approval", object="x:1", of="", text=text, slot="approval")


@pytest.mark.parametrize(
    ("value", "taken"),
    [
        ("yes", "yes"),
        ("Yes.", "yes"),
        ("yes, confirmed", "yes"),
        ("ja, genehmigt!", "yes"),
        ("no objection", "yes"),
        ("no", "no"),
        ("No, nobody approved it", "no"),
        ("100.00", "100.00"),
        ("yes, up to 100.00", "100.00"),
        ("ok up to 100.00 USD", "100.00"),
        ("yes, max. USD 100", "100"),
        ("yes but only 100", "100"),
        ("no more than 100", "100"),
        ("ja, aber nur 100,00", "100.00"),
        ("sí, pero solo 100", "100"),
    ],
)
def test_a_sum_beside_a_yes_is_as_far_as_it_goes(value: str, taken: str) -> None:
    assert reply_to(approval(), value, SINCE).value == taken


@pytest.mark.parametrize(
    "value",
    [
        "Yes if they drop the surcharge",
        "yes if they drop the 100.00",
        "ok? I doubt it",
        "yes?",
        "sure not",
        "yes no",
        "yes maybe",
        "yes, up to 100.00 EUR",
        "yes, up to 1.250",
        "yes, up to 100 or 200",
        "yes, 100 off",
        "yes, over 100",
    ],
)
def test_a_yes_with_anything_else_beside_it_is_refused(value: str) -> None:
    with pytest.raises(Refused, match=r"says more than yes; answer yes, no or the sum.*, alone"):
        reply_to(approval(), value, SINCE)


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["up to", "only", "at most", "bis zu"]))
def test_whatever_sum_bounds_a_yes_is_what_is_taken(amount: Decimal, limit: str) -> None:
    assert reply_to(approval(), f"yes, {limit} {amount:f}", SINCE).value == f"{amount:f}"


def test_a_question_that_knows_no_sum_takes_none() -> None:
    question = asks("us_trade").model_copy(update={"takes": "yes_no"})
    with pytest.raises(Refused, match="says more than yes; answer yes or no, alone"):
        reply_to(question, "yes, up to 100.00", SINCE)
