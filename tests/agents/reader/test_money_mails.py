"""Bills, receipts, reminders and payments in other words, languages and notations than the public
ones: stated where sure, asked where not, nothing where a mail only looks like one of them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from agents.reader import read
from domain.derive import derive
from domain.message import Message
from domain.reading import MoneyStated, PriceStated, QuantityStated, Reading, Stated, stated_text
from tests.agents.reader.books import books
from tests.agents.reader.company import mail

MAILS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "money.yaml").read_text(encoding="utf-8")
)
NAMES = [case["name"] for case in MAILS]
BOOKS = books()


def message(case: dict[str, Any]) -> Message:
    return mail(case["from"], case["body"], case["subject"])


def unit(value: Stated) -> str:
    match value:
        case PriceStated(money=money, per=per, unit=name):
            return f" {money.currency} per {per} {name}"
        case MoneyStated(money=money):
            return f" {money.currency}"
        case QuantityStated(quantity=quantity):
            return f" {quantity.unit}"
    return ""


def stated(reading: Reading) -> list[str]:
    return sorted(
        f"{one.object.partition(':')[2] or one.object} {one.field} "
        f"{stated_text(one.value)}{unit(one.value)}"
        for one in reading.statements
    )


def asked(reading: Reading) -> list[str]:
    return sorted(f"{one.object} {one.about} of {one.of}" for one in reading.questions)


@pytest.mark.parametrize("case", MAILS, ids=NAMES)
def test_the_mail_is_read(case: dict[str, Any]) -> None:
    reading = read(message(case), BOOKS)
    assert list(reading.workflows) == case["workflows"]
    assert sorted(reading.intents) == case["intents"]
    assert stated(reading) == case["stated"]
    assert asked(reading) == case["asked"]


@pytest.mark.parametrize("case", MAILS, ids=NAMES)
def test_what_it_names_is_bound(case: dict[str, Any]) -> None:
    bound = {one.object for one in read(message(case), BOOKS).references if one.object}
    assert set(case.get("bound", [])) <= bound
    assert not set(case.get("unbound", [])) & bound


@pytest.mark.parametrize("case", MAILS, ids=NAMES)
def test_every_statement_derives_from_its_words(case: dict[str, Any]) -> None:
    sent = message(case)
    texts = {part.name: part for part in sent.parts}
    for one in read(sent, BOOKS).statements:
        assert one.span is not None
        part = texts[one.span.part]
        assert part.text[one.span.start : one.span.end] == one.span.quote
        assert derive(one.recipe, one.span.quote, one.arguments) == one.value


@pytest.mark.parametrize("case", MAILS, ids=NAMES)
def test_slots_are_asked_once(case: dict[str, Any]) -> None:
    questions = read(message(case), BOOKS).questions
    slots = [(one.slot, one.object) for one in questions]
    assert len(slots) == len(set(slots))


@pytest.mark.parametrize("case", MAILS, ids=NAMES)
def test_a_stranger_states_nothing(case: dict[str, Any]) -> None:
    stranger = mail("somebody@elsewhere.example", case["body"], case["subject"])
    assert read(stranger, BOOKS).statements == ()
