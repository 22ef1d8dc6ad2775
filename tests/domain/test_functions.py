"""A function by the names people give it, and none where two could be meant."""

import pytest

from domain.functions import function_named

THERE = (
    "procurement", "logistics", "planning", "customer service", "trade compliance", "production",
    "supply chain",
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("planning", "planning"),
        (" Trade-Compliance ", "trade compliance"),
        ("EXIM", "trade compliance"),
        ("Import/Export", "trade compliance"),
        ("compliance", "trade compliance"),
        ("customer", "customer service"),
        ("purchasing", "procurement"),
        ("plan", "planning"),
        ("plant", "production"),
        ("supply planning", "planning"),
    ],
)
def test_a_function_is_known_by_its_name_a_part_of_it_and_the_trades_word(
    name: str, means: str
) -> None:
    assert function_named(THERE, name) == means


@pytest.mark.parametrize("name", ["pro", "", "c", "of", "astrology", "E001"])
def test_what_could_be_two_or_is_none_means_none(name: str) -> None:
    assert function_named(THERE, name) is None


def test_a_company_that_calls_it_otherwise_is_asked_by_its_own_word() -> None:
    assert function_named(("customs", "stores"), "trade compliance") == "customs"
