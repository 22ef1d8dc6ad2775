"""The gist: what went wrong is left; greetings, signatures, old mail, ids and numbers are not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.gist import clean, gist


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Dear Marta,\ntool broken\nBest regards\n", "tool broken"),
        ("Sehr geehrte Frau Roth,\nVerzögerung\nMit freundlichen Grüßen", "verzogerung"),
        ("Hola\nretraso\nSaludos cordiales", "retraso"),
        ("rolled again\n> please confirm the date", "rolled again"),
        ("rolled again\nOn Mar 9, 2026, Marta wrote:\nwhere is it?", "rolled again"),
        ("rolled\n-----Original Message-----\nold", "rolled"),
        ("PO 4500018822 slips 6 days to 2026-04-09", "po slips days to"),
        ("see https://a.example/b or write x@y.example now", "see or write now"),
        ("This mail is confidential and intended for you\nshort by cartons", "short by cartons"),
        ("EUR.1 not there", "eur one not there"),
    ],
)
def test_only_the_news_is_left(text: str, left: str) -> None:
    assert gist(text) == left


def test_a_text_of_nothing_but_history_is_better_than_none() -> None:
    assert gist("> tool broken") == "> tool broken"


@given(st.text(max_size=400))
def test_a_gist_holds_no_digit_and_one_line(text: str) -> None:
    found = gist(text)
    assert not any(each in "0123456789" for each in found)
    assert found == " ".join(found.split())


@given(st.text(max_size=400))
def test_cleaned_text_holds_nothing_that_acts(text: str) -> None:
    kept = clean(text)
    assert not any(unicodedata.category(each) in ("Cc", "Cf", "Zl", "Zp") for each in kept)
    assert len(kept) <= 300
