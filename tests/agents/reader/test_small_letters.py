"""Letters all in small letters are read as with capitals, and quoted as they stand."""

import pytest

from agents.reader import read
from agents.reader.capitals import with_capitals
from domain.evidence import Part
from domain.reading import Reading, stated_text
from tests.agents.reader.company import company, mail

EN, DE = "lily.chen@kailun.example", "auftragsabwicklung@nordmetall.example"


def reading(sender: str, body: str) -> Reading:
    return read(mail(sender, body), company())


def test_a_delay_in_small_letters_states_the_same_and_quotes_what_stands_there() -> None:
    body = "dear marta, 4500018822 item 10 klb-12: 9,500 pcs on 6 april, rest on 27 april, late.\n"
    found = reading(EN, body)
    days = [stated_text(one.value) for one in found.statements if one.field == "promised_date"]
    assert days == ["2026-04-06", "2026-04-27"]
    for one in found.statements:
        if one.span is not None:
            assert body[one.span.start : one.span.end] == one.span.quote
            assert one.span.quote.islower() or not any(sign.isalpha() for sign in one.span.quote)


def test_a_substitute_named_in_small_letters_is_the_item_on_record() -> None:
    body = (
        "guten tag, zu 4500018830 pos. 20: der artikel entfällt, ersatz 88-4417-b,"
        " das werkzeug ist abgenutzt.\n"
    )
    found = reading(DE, body)
    assert [
        stated_text(one.value) for one in found.statements if one.field == "substitute_item"
    ] == ["items:88-4417-B"]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (
            "booking bq240731 is on orion opal 030e, etd 12 april, box qzku3045126",
            "booking BQ240731 is on ORION OPAL 030E, ETD 12 april, box QZKU3045126",
        ),
        (
            "1) ci shows usd 81,200.00, fca yantian, write to ops@klb-12.example",
            "1) CI shows USD 81,200.00, FCA yantian, write to ops@klb-12.example",
        ),
    ],
)
def test_numbers_and_terms_get_their_capitals_at_the_same_places(body: str, shown: str) -> None:
    part = with_capitals(Part(name="body", kind="text/plain", text=body), company())
    assert len(part.text) == len(body)
    assert part.text == shown


def test_who_writes_capitals_is_read_as_it_stands() -> None:
    body = "Dear Marta, booking bq240731 is confirmed. The rest follows on Monday."
    part = Part(name="body", kind="text/plain", text=body)
    assert with_capitals(part, company()) is part
