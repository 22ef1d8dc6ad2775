"""What counts as a partner's yes: its intents and facts about the very things we asked for."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answering import concerns, spoken_of, why_no_yes
from domain.awaited import Awaited
from domain.dates import DateSpan
from domain.owed import Owed
from domain.quantity import Quantity
from domain.reading import DateStated, QuantityStated, Question, Reading, Reference, Statement

ASKED = datetime(2026, 3, 9, 10, tzinfo=UTC)
LATER = ASKED + timedelta(hours=5)
LINE = "purchase_order_lines:SL77/10"
KEY = "0123456789" * 5
ORDER = Owed(
    key=KEY,
    kind="confirmation",
    who="V1010",
    what="order",
    objects=frozenset({"purchase_orders:SL77"}),
    since=ASKED,
    wanted={"promised_date": "2026-03-22", "qty": "2000"},
    awaited=Awaited(
        yes=frozenset({"po_confirmed"}),
        no=frozenset({"po_line_rejected"}),
        fields=frozenset({"promised_date"}),
    ),
)


def day(when: date) -> Statement:
    span = DateSpan(earliest=when, latest=when)
    return Statement(object=LINE, field="promised_date", value=DateStated(span=span))


def qty(number: int) -> Statement:
    size = Quantity(n=Decimal(number), unit="PCS")
    return Statement(object=LINE, field="qty", value=QuantityStated(quantity=size))


def named(*intents: str, statements: tuple[Statement, ...] = ()) -> Reading:
    ref = Reference(as_written="SL77", object="purchase_orders:SL77", how="exact")
    return Reading(intents=intents, references=(ref,), statements=statements)


@pytest.mark.parametrize(
    ("reading", "is_yes"),
    [
        (named("po_confirmed"), True),
        (named(statements=(day(date(2026, 3, 22)),)), True),
        (named("po_confirmed", statements=(day(date(2026, 4, 2)),)), False),
        (named("po_confirmed", statements=(qty(1500),)), False),
        (named("po_confirmed", "po_line_rejected"), False),
        (named("deadline"), False),
    ],
)
def test_a_yes_is_to_what_was_asked_and_to_nothing_else(reading: Reading, is_yes: bool) -> None:
    assert concerns(ORDER, reading, ())
    assert (why_no_yes(ORDER, reading, LATER) == "") is is_yes


@given(st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=400)))
def test_nothing_written_before_we_asked_confirms_it(before: timedelta) -> None:
    assert why_no_yes(ORDER, named("po_confirmed"), ASKED - before)


def test_a_reply_to_our_very_letter_is_about_it_though_it_names_nothing() -> None:
    bare = Reading(intents=("po_confirmed",))
    assert not concerns(ORDER, bare, ())
    assert not concerns(ORDER, bare, ("<01234@x.example>",)), "a few signs are no key"
    assert concerns(ORDER, bare, (f"<{KEY[:40]}@harlow.example>",))


def test_who_speaks_of_a_line_speaks_of_its_order() -> None:
    assert spoken_of(Reading(statements=(qty(1),))) == {LINE, "purchase_orders:SL77"}


def test_a_broken_promise_is_never_confirmed_by_words() -> None:
    promise = ORDER.model_copy(update={"kind": "promise"})
    assert why_no_yes(promise, named("po_confirmed"), LATER)


def test_who_repeats_terms_of_its_own_agrees_to_none_of_ours() -> None:
    """The day is the one we asked for, and beside it a term that we never agreed to."""
    told = named(statements=(day(date(2026, 3, 22)),))
    term = Question(about="incoterm", object=LINE, of="people:E1", text="EXW is named, not FCA")
    other = term.model_copy(update={"object": "purchase_orders:SL78"})
    assert why_no_yes(ORDER, told, LATER) == ""
    repeated = told.model_copy(update={"questions": (term,)})
    assert why_no_yes(ORDER, repeated, LATER) == "it leaves open: EXW is named, not FCA"
    elsewhere = told.model_copy(update={"questions": (other,)})
    assert why_no_yes(ORDER, elsewhere, LATER) == "", "asked of another order"
