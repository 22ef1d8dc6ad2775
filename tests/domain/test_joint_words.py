"""Ideas that stand together in a sentence, in whatever order, mean what their list says."""

from datetime import date

import pytest

from domain.datewords import When, find_dates
from domain.numberwords import in_unit, quantities
from domain.words import lexicon


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        ("many operators did not return from the holidays", "labour"),
        ("leider ist uns das Werkzeug gebrochen", "tooling"),
        ("la extrusora número 2: la máquina está descompuesta", "breakdown"),
        ("the gearbox on our No. 2 extruder gave up at the weekend", "breakdown"),
        ("the lot was rejected once more at final inspection", "quality"),
    ],
)
def test_a_cause_is_found_in_any_order_of_words(words: str, cause: str) -> None:
    assert cause in {hit.code for hit in lexicon("cause").find(words)}


def test_ideas_of_two_sentences_are_no_joint_phrase() -> None:
    words = "Our operators are proud of it. The paper is not enough for all."
    assert "labour" not in {hit.code for hit in lexicon("cause").find(words)}


def test_a_joint_hit_reaches_from_its_first_idea_to_its_last() -> None:
    words = "sadly, the mould which you paid for is cracked now"
    hit = lexicon("cause").first_of(words, "tooling")
    assert hit is not None
    assert words[hit.start : hit.end] == "mould which you paid for is cracked"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("a más tardar el jueves 21, 13:00 h", "2026-05-21"),
        ("next Tuesday, the 26th.", "2026-05-26"),
        ("Dienstag, den 2. um 9 Uhr", "2026-06-02"),
    ],
)
def test_a_weekday_with_its_number_is_the_day_that_fits_both(words: str, day: str) -> None:
    (found,) = find_dates(words, When(reference=date(2026, 5, 19), order="DMY"))
    assert [str(one) for one in found.readings] == [day]


def test_a_weekday_and_a_number_that_fit_no_day_are_not_made_to_fit() -> None:
    found = find_dates("on Friday 21", When(reference=date(2026, 5, 19), order="DMY"))
    assert not any("21" in one.raw and one.readings for one in found)


def test_quantities_in_words_are_counted_and_weighed_in_the_unit_of_the_order() -> None:
    (found,) = quantities("the first six tonnes of it", ".")
    kilos = in_unit(found, "KG")
    assert kilos is not None and kilos.quantity is not None
    assert (kilos.quantity.n, kilos.quantity.unit) == (6000, "KG")
    assert in_unit(found, "PCS") is None
