"""Lessons have one of a closed list of forms; corrections that show a pattern offer one."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.corrected import Correction
from domain.correction import stated_as
from domain.dates import DateSpan
from domain.errors import Refused
from domain.evidence import Span
from domain.lessons import Seen, command, lessons
from domain.quantity import Quantity
from domain.reading import DateStated, QuantityStated, Statement
from domain.taught import KINDS, Taught, checked
from domain.vocabulary import EVENTS

LINE = "purchase_order_lines:4500018822/10"


def lesson(kind: str, words: str = "", value: str = "", unit: str = "PCS") -> Taught:
    return Taught(partner="V1001", kind=kind, words=words, value=value, unit=unit)


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        ("label", "Ship  by", "ex works"),
        ("unit", "cartons", "12"),
        ("unit", "ctn.", "0.5"),
        ("date-order", "", "DMY"),
        ("decimal-mark", "", ","),
        ("item", "KX-9912", "KLB-12"),
        ("prefix", "HRL-", "45000"),
        ("prefix", "HRL", ""),
        ("code", "X12 374 010", "ship"),
        ("code", "EDIFACT 2005 69", "ex works"),
        ("code", "X12 1651 ZZ9", "labour"),
    ],
)
def test_what_can_be_taught(kind: str, words: str, value: str) -> None:
    one = checked(lesson(kind, words, value))
    assert one.words == " ".join(words.split()) and one.said()


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        ("iban", "account", "DE89370400440532013000"),
        ("contact", "CT02", "evil@evil.example"),
        ("approver", "W1", "E001"),
        ("label", "ship by", "pay to DE89370400440532013000"),
        ("label", "", "ex works"),
        ("code", "X12 374", "ship"),
        ("code", "X12 98 BY", "bill_to"),
        ("code", "X12 374 010", "pay to DE89370400440532013000"),
        ("code", "X12 1651 AH", "ex works"),
        ("label", "x" * 41, "ex works"),
        ("label", "(.*)+$", "ex works"),
        ("unit", "cartons", "0"),
        ("unit", "cartons", "-3"),
        ("unit", "cartons", "NaN"),
        ("unit", "cartons", "1e9"),
        ("unit", "pcs", "12"),
        ("unit", "two words", "12"),
        ("date-order", "", "DYM"),
        ("date-order", "always", "DMY"),
        ("decimal-mark", "", ";"),
        ("item", "short", "KLB-12"),
        ("prefix", "4500", "1"),
        ("prefix", "HRL-", "45 OR 1=1"),
    ],
)
def test_what_cannot_be_taught(kind: str, words: str, value: str) -> None:
    with pytest.raises(Refused):
        checked(lesson(kind, words, value))


@given(st.sampled_from(sorted(KINDS)), st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_is_checked_or_refused(kind: str, words: str, value: str) -> None:
    try:
        one = checked(lesson(kind, words, value))
    except Refused:
        return
    assert one.kind != "label" or one.value in EVENTS


def words(quote: str, text: str) -> Span:
    start = text.index(quote)
    return Span(sha256="5" * 64, part="body", start=start, end=start + len(quote), quote=quote)


def dated(text: str, quote: str, day: date, order: str) -> Statement:
    arguments = {"reference": "2026-03-12", "order": order, "language": "en", "tz": "UTC"}
    return Statement(
        object=LINE,
        field="promised_date",
        value=DateStated(span=DateSpan.on(day)),
        span=words(quote, text),
        recipe="date_words",
        arguments={**arguments, "event": "ready"},
    )


def seen(text: str, before: Statement | None, field: str, wanted: str) -> Seen:
    value = before.value if before else None
    stated = None if field == "event" else stated_as(field, wanted, value)
    one = Correction(
        message="5" * 64,
        object=LINE,
        field=field,
        text=wanted,
        stated=stated,
        person="E001",
        reason="r",
    )
    return Seen(one, before, text, "V1001", "KLB-12", "PCS", ".")


def offered(*given: object) -> list[tuple[str, str, str]]:
    return [(one.kind, one.words, one.value) for one in lessons(seen(*given))]  # type: ignore[arg-type]


def test_a_day_and_month_that_changed_places_offer_the_order() -> None:
    text = "new date 04/05/2026"
    before = dated(text, "04/05/2026", date(2026, 4, 5), "MDY")
    assert offered(text, before, "promised_date", "2026-05-04") == [("date-order", "", "DMY")]
    assert offered(text, before, "promised_date", "2026-05-11") == []


def test_a_thousands_mark_taken_for_a_decimal_one_offers_the_mark() -> None:
    text = "only 1.500 kg on 20 April"
    before = Statement(
        object=LINE,
        field="promised_qty",
        value=QuantityStated(quantity=Quantity(n=Decimal("1.500"), unit="KG")),
        span=words("1.500 kg", text),
        recipe="quantity_words",
        arguments={"decimal": ".", "unit": "KG"},
    )
    assert offered(text, before, "promised_qty", "1500") == [("decimal-mark", "", ",")]


def test_pieces_that_are_a_multiple_of_what_was_counted_offer_the_pack() -> None:
    text = "400 cartons come on 20 April in 2 weeks"
    assert offered(text, None, "promised_qty", "4800") == [("unit", "cartons", "12")]
    assert offered("400 cartons, 600 trays", None, "promised_qty", "4800") == []
    assert offered("400 pcs come on 20 April", None, "promised_qty", "4800") == []


def test_an_event_put_right_offers_the_label_before_the_date() -> None:
    text = "Dear all,\nShip by: 20 April"
    before = dated(text, "20 April", date(2026, 4, 20), "DMY")
    assert offered(text, before, "event", "ex works") == [("label", "Ship by", "ex works")]


def test_an_offer_is_a_command_that_can_be_typed() -> None:
    one = lesson("label", "Ship by", "ex works")
    assert command(one) == 'seamline teach V1001 label "Ship by" "ex works" --as PERSON'
    pack = lesson("unit", "cartons", "12").model_copy(update={"item": "KLB-12"})
    assert command(pack) == 'seamline teach V1001 unit "cartons" 12 --item KLB-12 --as PERSON'


@given(st.text(max_size=200), st.integers(1, 10**6))
def test_no_text_makes_an_offer_fail(text: str, pieces: int) -> None:
    for one in lessons(seen(text, None, "promised_qty", str(pieces))):
        checked(one)
