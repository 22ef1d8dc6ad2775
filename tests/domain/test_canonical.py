"""The one byte form of all that is hashed: order of keys is nothing, every digit is something."""

from datetime import UTC, date, datetime
from decimal import Decimal as D
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.canonical import digest, encode, plain
from domain.money import Money
from domain.proposal import Proposal
from domain.reading import Question

PLAIN = st.recursive(
    st.none() | st.booleans() | st.text() | st.integers(-(2**53) + 1, 2**53 - 1),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), PLAIN, max_size=6))
def test_the_order_of_keys_changes_nothing(value: dict[str, Any]) -> None:
    assert encode(value) == encode(dict(reversed(value.items())))


def test_decimals_keep_every_digit() -> None:
    assert plain(D("1E+3")) == "1000"
    assert plain(D("5.10")) == "5.10"
    assert digest(D("5.10")) != digest(D("5.1"))


@pytest.mark.parametrize("number", [2**53, -(2**53), 10**30])
def test_integers_beyond_a_doubles_reach_keep_every_digit(number: int) -> None:
    assert plain(number) == str(number)
    assert digest(number) != digest(number + 1)


def test_dates_sets_and_values_have_one_form() -> None:
    assert plain({"day": date(2026, 3, 10)}) == {"day": "2026-03-10"}
    assert encode({"a", "b", "c"}) == encode({"c", "a", "b"})
    assert plain(Money(amount=D("1.50"), currency="USD")) == {"amount": "1.50", "currency": "USD"}


def test_a_proposal_has_the_same_hash_after_it_was_stored() -> None:
    asked = Question(about="promised_date", object="x:1", of="partners:V1", text="which day?")
    proposal = Proposal(
        case="W1-1",
        workflow="supplier_delay",
        run="r",
        through=4,
        snapshot="s",
        policy="p",
        requested_by="agents",
        constraint="material",
        summary="",
        questions=(asked,),
        spend=Money(amount=D("3800.00"), currency="USD"),
        until=datetime(2026, 3, 17, 15, 59, 59, tzinfo=UTC),
        until_why="reply-by",
    )
    stored = Proposal.model_validate(proposal.model_dump(mode="json"))
    assert stored.hash == proposal.hash
    assert stored.model_copy(update={"policy": "q"}).hash != proposal.hash
