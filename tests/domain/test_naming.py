"""Names in a mail: found however they are written, and never without end."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.evidence import Part
from domain.message import Message
from domain.naming import MOST, compared, left_unbound, shortened
from domain.reading import Reading, Reference


def mail(text: str) -> Message:
    return Message(
        sha256="s",
        key="k",
        message_id="<m>",
        sent_at=datetime(2026, 3, 10, tzinfo=UTC),
        sent_offset_minutes=0,
        sender="a@b.example",
        subject="",
        parts=(Part(name="body", kind="text/plain", text=text),),
    )


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("PO 4500018822 item 10", "4500018822"),
        ("our PO4500018822.", "4500018822"),
        ("(4500018822/10)", "4500018822"),
        ("about 18822 please", "4500018822"),
        ("klb-12 is late", "KLB-12"),
        ("booking bq240731,", "BQ240731"),
    ],
)
def test_a_name_meets_the_key_of_its_row_however_it_is_written(written: str, key: str) -> None:
    names = set(left_unbound(mail(written), Reading()))
    assert names & {*compared(key), *shortened(key)}


def test_what_is_bound_already_is_not_looked_for() -> None:
    bound = Reference(as_written="4500018822", object="purchase_orders:4500018822", how="exact")
    reading = Reading(references=(bound,))
    assert left_unbound(mail("PO 4500018822 and 4500018999"), reading) == ("4500018999",)


def test_an_address_is_no_name() -> None:
    assert left_unbound(mail("write to sales99@kailun88.example"), Reading()) == ()


@given(st.text(max_size=3000))
def test_any_text_gives_few_names(text: str) -> None:
    assert len(left_unbound(mail(text), Reading())) <= MOST


def test_a_mail_of_nothing_but_numbers_gives_no_more() -> None:
    text = " ".join(str(number) for number in range(10_000, 90_000))
    assert len(left_unbound(mail(text), Reading())) == MOST
