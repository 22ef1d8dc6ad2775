"""Days and units stand in letters as their readers write them."""

import pytest

from domain.derivations import derive_slot
from domain.letters import TEMPLATES, letter
from domain.wordforms import spoken_span, unit_word
from domain.words import table

NOTED = {"line1": "10", "qty1": "12000", "uom1": "PCS", "day1": "2026-04-18..2026-04-20"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "- 10: 12,000 pcs, 2026-04-18 – 2026-04-20"),
        ("de", "- 10: 12.000 Stück, 18. April 2026 – 20. April 2026"),
        ("es", "- 10: 12.000 piezas, 18 abr 2026 – 20 abr 2026"),
        ("zh", "- 10: 12,000 件, 2026年4月18日 – 2026年4月20日"),
        ("xx", "- 10: 12,000 pcs, 18 Apr 2026 – 20 Apr 2026"),
    ],
)
def test_a_noted_line_has_the_words_of_its_reader(language: str, said: str) -> None:
    assert derive_slot("dates_noted", {"language": language, **NOTED}) == said


def test_what_has_no_word_is_its_code_and_what_is_no_day_stands() -> None:
    assert unit_word("HUR", "de") == "HUR" and unit_word("kg", "de") == "kg"
    assert spoken_span("", "de") == "" and spoken_span("CW14", "de") == "CW14"


def test_every_unit_has_a_word_in_every_language_of_letters() -> None:
    languages = set(TEMPLATES["acknowledge"])
    assert all(languages <= set(words) for words in table("unit_word").values())


def test_an_order_names_unit_and_day_in_the_suppliers_language() -> None:
    slots = {
        "contact_name": "B", "company": "H", "po_id": "1", "qty": "2000", "uom": "PCS",
        "item_id": "I", "unit_price": "19.85", "currency": "USD", "need_date": "2026-05-11",
    }  # fmt: skip
    text = " ".join(letter("order", "de", slots).text.split())
    assert "2.000 Stück" in text and "11. Mai 2026" in text and "2026-05-11" not in text
