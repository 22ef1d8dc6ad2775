"""Phrases of word lists are found as they are written for, wherever they stand."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.words import Lexicon, lexicon
from domain.words.phrases import is_east, pattern_of

SAID = {
    "fee": ["fee", "wire fee", "+gebühr", "bank charge+", "手续费"],
    "total": ["total", "invoice total", "total ~ due", "l/c total", "€ total"],
}
BOOK = Lexicon(SAID)
WORDS = st.sampled_from(
    [
        *("fee", "wire", "Mahngebühr", "bank", "charges", "total", "invoice", "now", "due", "l/c"),
        *("手续费", "€", ",", ".", "\n", "İ", "ı", "feeding", "totals"),
    ]
)


def found(text: str) -> set[tuple[str, str]]:
    return {(hit.code, text[hit.start : hit.end]) for hit in BOOK.find(text)}


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Wire fee 29", {("fee", "Wire fee")}),
        ("Mahngebühr", {("fee", "Mahngebühr")}),
        ("bank charges", {("fee", "bank charges")}),
        ("feeding totals", set()),
        ("银行手续费", {("fee", "手续费")}),
        ("Total of what is due", {("total", "Total of what is due")}),
        ("€ total", {("total", "€ total"), ("total", "total")}),
    ],
)
def test_a_phrase_is_found(text: str, hits: set[tuple[str, str]]) -> None:
    assert found(text) == hits


@given(st.lists(WORDS, max_size=12))
def test_looking_up_first_words_misses_nothing(words: list[str]) -> None:
    text = " ".join(words)
    for code, phrases in SAID.items():
        for phrase in phrases:
            edge = "" if is_east(phrase) else r"(?<!\w)"
            said = re.search(rf"{edge}{pattern_of(phrase)}", text, re.IGNORECASE)
            whole = said and (is_east(phrase) or not re.match(r"\w", text[said.end() :]))
            assert not whole or BOOK.has(text, code)


def test_every_list_of_phrases_finds_its_own() -> None:
    for name in ("cue", "cause", "delay", "amount", "workflow", "line_state"):
        book = lexicon(name)
        assert book.codes
        assert all(hit.code in book.codes for hit in book.find("tooling delayed, total fee"))
