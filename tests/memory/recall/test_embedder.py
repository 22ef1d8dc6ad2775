"""The concept embedder: deterministic, of length one, deaf to names and numbers, explainable."""

import math
import subprocess
import sys

import pytest

from memory.embedders import ConceptEmbedder
from memory.lexicon import Lexicon, stem, trade_lexicon

SMALL = """
version: 3
topics:
  delays:
    concepts:
      missed sailing: left behind
      booking rolled: {under: missed sailing, said: "rolled; bumped to vessel; gerollt; schieb*"}
  things:
    weight: 0.3
    concepts:
      vessel thing: vessel; ship
"""


def cosine(embedder: ConceptEmbedder, one: str, other: str) -> float:
    a, b = embedder.embed([one, other])
    return sum(x * y for x, y in zip(a, b, strict=True))


def test_a_vector_has_length_one_and_its_dimensions(embedder: ConceptEmbedder) -> None:
    (vector,) = embedder.embed(["the booking was rolled"])
    assert len(vector) == embedder.dimensions
    assert math.hypot(*vector) == pytest.approx(1)


@pytest.mark.parametrize("empty", ["", "  \n", "12345", "!!", "日本語"])
def test_a_text_without_a_word_is_like_nothing(embedder: ConceptEmbedder, empty: str) -> None:
    assert not any(embedder.embed([empty])[0])


def test_another_process_makes_the_same_vector(embedder: ConceptEmbedder) -> None:
    text = "supplier is short of workers"
    code = f"from memory.embedders import *; print(ConceptEmbedder().embed([{text!r}])[0])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == str(embedder.embed([text])[0])


@pytest.mark.parametrize(
    ("one", "other", "concept"),
    [
        ("carrier rolls the booking", "bumped to the next vessel", "booking rolled"),
        ("Werkzeugbruch", "the mould cracked", "tooling failure"),
        ("rupture de matière première", "resin shortage", "material shortage"),
        ("cambio de cuenta bancaria", "new IBAN for payments", "bank change"),
        ("Zeichnungsfreigabe fehlt", "waits for our drawing revision", "drawing awaited"),
        ("demurrage", "Liegegeld", "demurrage"),
    ],
)
def test_texts_without_a_common_word_share_a_concept(
    embedder: ConceptEmbedder, one: str, other: str, concept: str
) -> None:
    assert concept in embedder.explain(one, other)
    assert cosine(embedder, one, other) > 0.3


def test_texts_of_different_things_share_none(embedder: ConceptEmbedder) -> None:
    one, other = "Kyo Bank: small L/C fees deducted", "tool broken, order moves"
    assert embedder.explain(one, other) == ()
    assert cosine(embedder, one, other) < 0.2


def test_ids_numbers_and_greetings_do_not_move_a_vector(embedder: ConceptEmbedder) -> None:
    noisy = "Dear Ann,\n\nPO 4500018822: tool broken, 9 days, see a@b.example\n\nBest regards"
    assert embedder.embed([noisy]) == embedder.embed(["PO: tool broken, days, see"])


def test_the_broader_concept_counts_less_than_the_narrow_one() -> None:
    embedder = ConceptEmbedder(Lexicon(SMALL))
    weights = embedder.concepts("bumped to the next vessel")
    assert weights == {"booking rolled": 1.0, "missed sailing": 0.5, "vessel thing": 0.3}


def test_a_narrow_concept_says_what_its_broader_one_would() -> None:
    embedder = ConceptEmbedder(Lexicon(SMALL))
    assert embedder.explain("gerollt", "bumped to vessel") == ("booking rolled",)
    assert embedder.explain("gerollt", "left behind") == ("missed sailing",)
    assert embedder.explain("the vessel", "a ship") == (), "things explain nothing"


def test_a_star_takes_any_ending() -> None:
    assert "booking rolled" in ConceptEmbedder(Lexicon(SMALL)).concepts("Schieberei")


def test_words_of_a_phrase_stand_near_each_other() -> None:
    embedder = ConceptEmbedder(Lexicon(SMALL))
    assert "booking rolled" not in embedder.concepts(
        "bumped prices and many other sorry matters until one day vessel"
    )


def test_another_lexicon_is_another_model() -> None:
    changed = ConceptEmbedder(Lexicon(SMALL.replace("gerollt", "geschoben")))
    assert changed.model_id != ConceptEmbedder(Lexicon(SMALL)).model_id


def test_an_unknown_broader_concept_is_refused() -> None:
    with pytest.raises(ValueError, match="no concept is called missed ship"):
        Lexicon(SMALL.replace("under: missed sailing", "under: missed ship"))


def test_the_trade_lexicon_speaks_of_a_couple_of_hundred_concepts() -> None:
    assert len(trade_lexicon().concepts) >= 200


@pytest.mark.parametrize(
    "words", ["delay delays delayed", "roll rolled rolling", "invoice invoices invoiced", "query"]
)
def test_common_endings_fall_away(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1
