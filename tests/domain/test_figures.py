"""Numbers in letters: one form throughout, that of the partner's language."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.derivations import derive_slot
from domain.figures import money_written, written
from domain.letters import TEMPLATES, letter
from domain.money import Money


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "12,000.5"), ("de", "12.000,5"), ("fr", "12\u00a0000,5"), ("ja", "12,000.5")],
)
def test_a_number_is_written_as_its_language_does(language: str, said: str) -> None:
    assert written("12000.5", language) == said


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12
    )
)
def test_no_digit_is_lost_or_added(number: Decimal) -> None:
    text = format(number, "f")
    said = written(text, "de")
    assert said.replace(".", "").replace(",", ".") == text


@pytest.mark.parametrize("text", ["", "4500018822/10", "2026-04-11", "about 5", "1e5", "１２００"])
def test_what_is_no_plain_number_stays_as_it_is(text: str) -> None:
    assert written(text, "de") == text


def test_a_letter_has_one_form_of_number_in_its_list_and_in_its_sentences() -> None:
    charges = {
        "language": "de", "currency": "EUR", "name1": "freight", "billed1": "1180",
        "expected1": "0", "reason1": "charge not in contract",
    }  # fmt: skip
    listed = derive_slot("charges_text", charges)
    slots = {
        "contact_name": "Rechnungswesen", "invoice_id": "2026-03417", "accepted": "46217.50",
        "disputed": "2150.57", "currency": "EUR", "charges": listed, "company": "H", "subject": "R",
    }  # fmt: skip
    text = letter("dispute_charges", "de", slots).text
    assert "46.217,50 EUR" in text and "2.150,57 EUR" in text and "1.180,00 EUR" in text
    assert "2026-03417" in text
    assert money_written(Money(amount=Decimal("46217.50"), currency="EUR"), "de") in text


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pt", "sv", "tr", "zh", "ja"])
def test_no_letter_answers_an_empty_subject_line(language: str) -> None:
    slots = dict.fromkeys(("contact_name", "questions", "company", "subject"), "") | {"name": ""}
    said = letter("ask_partner", language, slots).subject
    assert said.rstrip(" :：") == said and len(said) > len("回复：")
    assert letter("ask_partner", language, {**slots, "name": "BQ240731"}).subject.endswith(
        "BQ240731"
    )
    assert "ask_partner" in TEMPLATES
