"""Letters: every translation says the same, and nothing set into one can act on a reader."""

import re
from string import Template

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.derivations import derive_slot
from domain.errors import Refused
from domain.gate.sources import LETTERS
from domain.letters import TEMPLATES, inert, letter
from domain.vocabulary import LANGUAGES
from domain.wordforms import spoken_span

TO_PARTNERS = (
    "acknowledge",
    "ask_date",
    "confirm_dates",
    "order",
    "take_part",
    "take_share",
    "we_deliver",
)
VERSIONS = [(name, language) for name, versions in TEMPLATES.items() for language in versions]


def needed(words: dict[str, str]) -> set[str]:
    return {name for text in words.values() for name in Template(text).get_identifiers()}


@pytest.mark.parametrize(("name", "language"), VERSIONS)
def test_a_translation_takes_the_slots_of_the_english_letter(name: str, language: str) -> None:
    assert needed(TEMPLATES[name][language]) == needed(TEMPLATES[name]["en"])
    filled = letter(name, language, {slot: slot.upper() for slot in needed(TEMPLATES[name]["en"])})
    assert "$" not in filled.text + filled.subject


@pytest.mark.parametrize("name", TO_PARTNERS)
def test_letters_to_suppliers_are_in_all_their_languages(name: str) -> None:
    assert set(TEMPLATES[name]) == LANGUAGES


def test_every_letter_may_be_written_by_some_kind_of_action() -> None:
    allowed = [one for templates in LETTERS.values() for one in templates]
    strangers = [name for name in TEMPLATES if not name.startswith(tuple(allowed))]
    assert strangers == []


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_question_and_a_day_are_in_the_partners_language(language: str) -> None:
    asked = derive_slot("question_text", {"language": language, "line": "10", "words": "9/4"})
    assert "10" in asked
    assert "9/4" in asked
    by = derive_slot("by_day", {"language": language, "day": "2026-03-16..2026-03-17"})
    assert spoken_span("2026-03-17", language) in by
    assert derive_slot("by_day", {"language": language, "day": ""})


def test_languages_do_not_share_their_words() -> None:
    for function, inputs in (
        ("question_text", {"line": "10", "words": "9/4"}),
        ("by_day", {"day": "2026-03-17"}),
        ("by_day", {"day": ""}),
    ):
        said = {derive_slot(function, {"language": one, **inputs}) for one in LANGUAGES}
        assert len(said) == len(LANGUAGES)


def test_a_language_without_a_translation_gets_the_english_letter() -> None:
    slots = {"po_id": "1", "noted": "- 10"}
    assert letter("note_planning", "tr", slots) == letter("note_planning", "en", slots)


def test_an_unknown_letter_and_a_missing_slot_are_refused() -> None:
    with pytest.raises(Refused, match="no letter 'threat'"):
        letter("threat", "en", {})
    with pytest.raises(Refused, match="needs 'noted'"):
        letter("note_planning", "en", {"po_id": "1"})


@given(st.text())
def test_what_cannot_be_seen_is_taken_out(text: str) -> None:
    clean = inert(text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", clean)
    assert inert(clean) == clean


@given(st.text(max_size=40))
def test_a_subject_is_one_line_whatever_is_set_into_it(text: str) -> None:
    slots = {"subject": text, "contact_name": "x", "po_id": "1", "noted": "x", "company": "x"}
    assert "\n" not in letter("confirm_dates", "en", slots).subject


def test_a_slots_own_dollar_signs_are_set_in_as_they_are() -> None:
    slots = {"po_id": "$noted", "noted": "- 10: $company"}
    assert "$noted" in letter("note_planning", "en", slots).text
