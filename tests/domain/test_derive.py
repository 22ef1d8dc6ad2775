"""Recipes read exactly one value from words, and refuse words that say none or two."""

import pytest

from domain.derive import derive
from domain.errors import Refused
from domain.reading import stated_text

DATE = {"reference": "2026-03-11", "order": "DMY"}


@pytest.mark.parametrize(
    ("recipe", "quote", "arguments", "said"),
    [
        ("date_words", "before 9/4", DATE, "2026-04-09"),
        ("date_words", "9/4", DATE | {"order": "DMY, mixed", "pick": "1"}, "2026-09-04"),
        ("date_words", "KW 16/2026", DATE, "2026-04-13..2026-04-19"),
        ("later_than", "2 wks later than confirmed", {"anchor": "2026-03-20"}, "2026-04-03"),
        ("relative_days", "about 10 days after", {}, "10"),
        ("relative_days", "10-12 days later", {}, "10..12"),
        ("quantity_words", "balance 8000", {"unit": "PCS"}, "8000"),
        ("quantity_words", "12.000 Stk", {"decimal": ","}, "12000"),
        ("percent_words", "half", {}, "50"),
        ("price_words", "1,275 EUR/Stk", {"decimal": ","}, "1.275"),
        ("money_words", "USD 118,400.00", {}, "118400.00"),
        ("code", "Werkzeugbruchs", {"list": "cause"}, "tooling"),
        ("cause_party", "Werkzeugbruchs", {}, "supplier"),
        ("cause_party", "yr drawing rev C awaited", {}, "us"),
        ("row_key", "88-4417-B", {"table": "items"}, "items:88-4417-B"),
        ("words", "ORION  OPAL 030E", {}, "ORION OPAL 030E"),
    ],
)
def test_the_value_is_in_the_words(
    recipe: str, quote: str, arguments: dict[str, str], said: str
) -> None:
    assert stated_text(derive(recipe, quote, arguments)) == said


@pytest.mark.parametrize(
    ("recipe", "quote", "arguments"),
    [
        ("date_words", "9/4", DATE | {"order": "DMY, mixed"}),
        ("date_words", "6 April or 7 April", DATE),
        ("date_words", "soon", DATE),
        ("date_words", "2 weeks later", DATE),
        ("date_words", "9/4 12:00", DATE | {"time": "13:00"}),
        ("later_than", "6 April", {"anchor": "2026-03-20"}),
        ("quantity_words", "4000 pcs and 8000 pcs", {}),
        ("quantity_words", "12.000 pcs", {"decimal": "."}),
        ("code", "all is well", {"list": "cause"}),
        ("code", "flood and strike", {"list": "cause"}),
        ("code", "flood", {"list": "no_such_list"}),
        ("eval", "1", {}),
    ],
)
def test_what_the_words_do_not_say_is_refused(
    recipe: str, quote: str, arguments: dict[str, str]
) -> None:
    with pytest.raises(Refused):
        derive(recipe, quote, arguments)
