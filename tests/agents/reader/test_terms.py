"""Offers, awards, orders and papers in other words and layouts: stated, or asked."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from agents.reader import read
from domain.derive import derive
from domain.reading import MoneyStated, PriceStated, QuantityStated, Reading, Statement, stated_text
from tests.agents.reader.trading import letter_of, trading

MAILS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "terms.yaml").read_text(encoding="utf-8")
)
NAMES = [case["name"] for case in MAILS]


def plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def value(one: Statement) -> str:
    match one.value:
        case PriceStated(money=money, per=per, unit=unit):
            return f"{plain(money.amount)} {money.currency} per {plain(per)} {unit}"
        case MoneyStated(money=money):
            return f"{plain(money.amount)} {money.currency}"
        case QuantityStated(quantity=quantity, event=event):
            return f"{plain(quantity.n)} {quantity.unit} {event}".strip()
    return stated_text(one.value)


def stated(reading: Reading) -> list[str]:
    return sorted(
        f"{one.object} {one.field} = {value(one)}"
        + (f" for {plain(one.for_qty.n)} {one.for_qty.unit}" if one.for_qty else "")
        for one in reading.statements
    )


def asked(reading: Reading) -> list[str]:
    return sorted({f"{one.object} {one.about} of {one.of}" for one in reading.questions})


@pytest.mark.parametrize("case", MAILS, ids=NAMES)
def test_the_letter_is_read(case: dict[str, Any]) -> None:
    reading = read(letter_of(case), trading())
    assert stated(reading) == case["stated"]
    assert asked(reading) == case["asked"]
    assert sorted(reading.intents) == case["intents"]


@pytest.mark.parametrize("case", MAILS, ids=NAMES)
def test_every_statement_derives_from_its_words(case: dict[str, Any]) -> None:
    sent = letter_of(case)
    texts = {part.name: part.text for part in sent.parts}
    for one in read(sent, trading()).statements:
        assert one.span is not None
        assert texts[one.span.part][one.span.start : one.span.end] == one.span.quote
        assert derive(one.recipe, one.span.quote, one.arguments) == one.value


@pytest.mark.parametrize("case", MAILS, ids=NAMES)
def test_whatever_is_asked_has_somebody_to_answer(case: dict[str, Any]) -> None:
    reading = read(letter_of(case), trading())
    assert all(one.of and one.text and one.slot for one in reading.questions)
    slots = [(one.object, one.slot) for one in reading.questions]
    assert len(slots) == len(set(slots))


def test_the_least_that_a_new_partner_takes_is_stated_and_asks_for_no_other_terms() -> None:
    case = next(one for one in MAILS if any("OB-0014" in told for told in one["stated"]))
    words = "Zur ersten Bestellung: Mindestmenge 1.000 Stück je Artikel."
    found = read(letter_of({**case, "body": words, "attachments": []}), trading())
    assert [one for one in stated(found) if " moq " in one] == ["onboarding:OB-0014 moq = 1000 PCS"]
    assert not [one for one in found.questions if one.about == "terms_conflict"]
