"""A number typed as a correction is plain, or refused with what it could have meant."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.correction import stated_as
from domain.errors import Refused
from domain.reading import QuantityStated


def typed(text: str) -> Decimal:
    stated = stated_as("promised_qty", text, None)
    assert isinstance(stated, QuantityStated)
    return stated.quantity.n


@given(
    st.integers(1, 999),
    st.integers(0, 999).map(lambda one: f"{one:03}"),
    st.sampled_from(".,"),
)
def test_three_digits_behind_the_only_mark_are_refused_and_what_is_offered_is_taken(
    head: int, tail: str, mark: str
) -> None:
    with pytest.raises(Refused, match="reads two ways") as refused:
        typed(f"{head}{mark}{tail}")
    words = str(refused.value).rpartition("as ")[0].rpartition("as ")[2].removesuffix(" or ")
    thousands, decimals = words, str(refused.value).rpartition("as ")[2]
    assert typed(thousands) == Decimal(f"{head}{tail}")
    assert typed(decimals) == Decimal(f"{head}.{tail}")


@pytest.mark.parametrize("text", ["1000", "1000.000", "0.125", "12.5", "1.2550", "000450", "7"])
def test_what_reads_one_way_is_taken_as_it_stands(text: str) -> None:
    assert typed(text) == Decimal(text)


@pytest.mark.parametrize("text", ["", "-1", "1e3", "1_000", "1.000.000", "1 000", "NaN", "\u0661"])
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="is no number"):
        typed(text)
