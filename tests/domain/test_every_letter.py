"""Every letter in every language: whole, asking or telling something, in one language, true."""

import csv
import re
from itertools import pairwise
from string import Template

import pytest

from domain.derivations import derivations, derive_slot
from domain.derivations.registry import SPOKEN
from domain.letters import TEMPLATES, letter
from domain.one_language import in_one_language
from domain.provenance import Derived, Slot, fixed
from domain.wordforms import spoken_day, spoken_span
from domain.words import table
from seamline.demo_company import OPENS

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "sv", "tr", "zh", "ja")
WRITTEN = [(name, language) for name, versions in TEMPLATES.items() for language in versions]

#: Words that claim an act of ours, and the letters that go only after that act.
CLAIMS = re.compile(
    r"have asked|haben wir schon gefragt|déjà demandé|ya lo hemos preguntado|hemos pedido|"
    r"have sent you|have paid|have booked|already asked",
    re.IGNORECASE,
)
AFTERWARDS = {"silent_again", "silent_last"}

#: What a letter to a partner wants, where it asks: an answer, a paper, a yes.
ASKS = re.compile(
    r"\?|please|bitte|merci|por favor|preghiamo|lütfen|请|ください|svara|お知らせ", re.IGNORECASE
)

#: English words that give away a sentence left untranslated.
ENGLISH = re.compile(r"\b(the|please|your|you|which|and the|this|that)\b", re.IGNORECASE)


def names(template: str, language: str) -> set[str]:
    words = TEMPLATES[template][language]
    found = [one for text in words.values() for one in Template(text).get_identifiers()]
    return set(found)


def rendered(template: str, language: str) -> str:
    slots = dict.fromkeys(names(template, language), "7")
    made = letter(template, language, slots)
    return f"{made.subject}\n{made.text}"


@pytest.mark.parametrize(("template", "language"), WRITTEN)
def test_a_letter_has_no_place_left_open_and_stays_in_its_language(
    template: str, language: str
) -> None:
    text = rendered(template, language)
    assert "$" not in text and "{" not in text and text.strip()
    if language != "en":
        assert not ENGLISH.search(text), ENGLISH.search(text)
    assert names(template, language) <= names(template, "en") | {"company", "contact_name"}


@pytest.mark.parametrize(("template", "language"), WRITTEN)
def test_a_letter_claims_no_act_that_may_not_have_been(template: str, language: str) -> None:
    if template not in AFTERWARDS:
        assert not CLAIMS.search(rendered(template, language))


@pytest.mark.parametrize(("template", "language"), WRITTEN)
def test_a_paragraph_is_one_line_and_a_letter_goes_on_as_its_language_does(
    template: str, language: str
) -> None:
    paragraphs = TEMPLATES[template][language]["text"].split("\n\n")
    for one in paragraphs:
        lines = one.splitlines()
        broken = [a for a, b in pairwise(lines) if not (a.startswith("$") or b.startswith("$"))]
        assert not broken, broken
    if len(paragraphs) > 1 and language in ("en", "fr", "es", "pt", "tr"):
        assert not paragraphs[1][:1].islower(), paragraphs[1]


def test_days_in_a_german_letter_are_written_as_in_german() -> None:
    assert spoken_day("2026-04-18", "de") == "18. April 2026"
    assert spoken_span("2026-03-02..2026-05-20", "de") == "2. März 2026 – 20. Mai 2026"


@pytest.mark.parametrize(
    "template", [one for one in TEMPLATES if "questions" in names(one, "en") | names(one, "en")]
)
def test_a_letter_with_questions_says_by_when_it_wants_the_answer(template: str) -> None:
    by = "two working days|today|within|until we both have agreed"
    assert re.search(by, rendered(template, "en"), re.IGNORECASE), template


@pytest.mark.parametrize("topic", sorted(table("question_topic")))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_asked_in_one_language_or_in_english(topic: str, language: str) -> None:
    inputs = {"about1": fixed("question", topic), "language": fixed("language", language)}
    question = Slot(
        value=derive_slot("questions_text", {name: one.value for name, one in inputs.items()}),
        source=Derived(function="questions_text", inputs=inputs),
    )
    asked = in_one_language(
        {
            "template": fixed("template", "ask_about"),
            "language": fixed("language", language),
            "questions": question,
        }
    )
    used, said = asked["language"].value, asked["questions"].value
    assert used in (language, "en")
    if used != "en":
        assert not ENGLISH.search(said), said
        assert language in TEMPLATES["ask_about"]
    english = table("question_topic")[topic]["en"]
    assert (english in said) is (used == "en")
    assert len(said) > len("1. ") and "point" not in english.split()


def test_every_question_is_asked_in_the_language_of_every_partner_of_the_sample_company() -> None:
    file = OPENS.opening() / "partners.csv"
    with file.open(encoding="utf-8", newline="") as rows:
        spoken = {row["language"] for row in csv.DictReader(rows)}
    assert len(spoken) > 5
    lacking = {
        (topic, language)
        for topic, words in table("question_topic").items()
        for language in spoken
        if language not in words
    }
    assert not lacking
    for name in ("ask_partner", "ask_about", "chase"):
        assert spoken <= set(TEMPLATES[name]), name
    derivations()
    assert spoken <= set(SPOKEN["questions_text"]({"about1": "promised_date"}))


@pytest.mark.parametrize("topic", sorted(table("silence")))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_silent_point_is_one_whole_sentence_in_one_language(topic: str, language: str) -> None:
    inputs = {"at1": "1", "name1": "4500018822/10", "what1": topic, "language": language}
    derivations()
    if language not in SPOKEN["silent_points"](inputs):
        return
    said = derive_slot("silent_points", inputs)
    assert not re.search(r"(will it|per quando|para cuándo|wann erwartet)$", said), said
    if language != "en":
        assert not ENGLISH.search(said), said


def test_reasons_without_a_name_begin_like_a_sentence() -> None:
    codes = sorted(table("silence_reason"))
    said = derive_slot("reasons_listed", {"name1": "", "reason1": codes[0]})
    assert not said.startswith(":") and said[:1].isupper()
