"""An order to another source keeps to its terms, or is no candidate and no act."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.actions import IssueOrder
from domain.delay.pricing import price_all
from domain.delay.terms import broken_terms
from domain.options import Option
from domain.record import Row
from tests.domain.delay.worked import NOW, row
from tests.domain.gate.situation import Situation, delay

TODAY = NOW.date()


def quote(**values: Any) -> Row:
    return row("rfq_lines", "7100399/10/V1010", rfq_id="7100399", **values)


def alternate(*quotes: Row) -> Option:
    options = price_all(delay(quotes=quotes))
    return next(one for one in options if one.name == "alternate supplier")


def order(option: Option) -> IssueOrder:
    return next(one for one in option.actions if isinstance(one, IssueOrder))


def test_without_a_quote_the_terms_on_file_hold() -> None:
    option = alternate()
    assert option.is_candidate
    assert broken_terms(delay(), order(option)) == ()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"valid_until": TODAY - timedelta(days=1)}, "was valid until 2026-03-09"),
        ({"moq": Decimal(5000)}, "less than the minimum order of 5000 of RFQ 7100399"),
    ],
)
def test_an_order_outside_the_quote_is_a_question_and_meets_its_own_reason(
    values: dict[str, Any], said: str
) -> None:
    option = alternate(quote(**values))
    assert not option.is_candidate
    assert said in option.unknown[0]
    asked = order(alternate())
    situation = Situation(delay(quotes=(quote(**values),)))
    terms = broken_terms(situation.context, asked)
    ruling = situation.rule(asked, terms=terms)
    assert (ruling.outcome, ruling.reason) == ("never", "beyond_terms")
    assert said in ruling.detail


@pytest.mark.parametrize(
    "values",
    [{"valid_until": TODAY}, {"valid_until": None}, {"moq": Decimal(2000)}],
)
def test_an_order_within_the_quote_is_a_candidate(values: dict[str, Any]) -> None:
    assert alternate(quote(**values)).is_candidate


def test_the_quote_that_holds_longest_is_the_one_in_force() -> None:
    ended = quote(valid_until=date(2026, 1, 31))
    newer = row("rfq_lines", "7100400/10/V1010", rfq_id="7100400", valid_until=date(2026, 6, 30))
    assert alternate(ended, newer).is_candidate


def test_a_letter_has_no_terms_of_an_order() -> None:
    situation = Situation()
    assert broken_terms(situation.context, situation.action("SendMessage")) == ()
