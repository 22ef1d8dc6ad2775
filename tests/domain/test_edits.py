"""What a person may type in place of a value that was worked out: less, later, in plain sight."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.derivations.edits import at_most, no_earlier, with_remark
from domain.errors import Refused


@given(wanted=st.text(alphabet="0123456789.٤５-+e_ ", max_size=8), digits=st.integers(0, 3))
def test_a_number_is_plain_no_larger_and_no_finer(wanted: str, digits: int) -> None:
    proposed = f"{Decimal(500):.{digits}f}"
    try:
        found = at_most({"proposed": proposed, "wanted": wanted})
    except Refused:
        return
    assert found.isascii() and 0 < Decimal(found) <= 500
    assert len(found.partition(".")[2]) <= digits


@pytest.mark.parametrize(
    ("proposed", "wanted", "fits"),
    [
        ("520.00", "519.99", True),
        ("520.00", "519.9", True),
        ("520.00", "519.999", False),
        ("52000", "51999.5", False),
        ("12.500", "12.125", True),
    ],
)
def test_money_has_the_minor_units_of_what_was_worked_out(
    proposed: str, wanted: str, fits: bool
) -> None:
    if fits:
        assert at_most({"proposed": proposed, "wanted": wanted}) == wanted
    else:
        with pytest.raises(Refused, match="is finer than"):
            at_most({"proposed": proposed, "wanted": wanted})


@pytest.mark.parametrize(
    "day", ["20260701", "2026-W27-3", "2026-7-1", "２０２６-07-01", "1.7.2026"]
)
def test_a_day_is_written_in_one_way(day: str) -> None:
    assert no_earlier({"proposed": "2026-05-15", "wanted": "2026-07-01"}) == "2026-07-01"
    with pytest.raises(Refused, match="write it YYYY-MM-DD"):
        no_earlier({"proposed": "2026-05-15", "wanted": day})


@pytest.mark.parametrize("words", ["Grüße", "ありがとう", "très désolé", "a\u00a0b", "e\u0301te"])
def test_words_of_any_language_make_a_remark(words: str) -> None:
    assert words in with_remark({"proposed": "Dear\n\nUs\n", "wanted": words})
