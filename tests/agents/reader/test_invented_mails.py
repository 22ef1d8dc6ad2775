"""Mails in other words, languages, numbers and layouts: stated where sure, asked where not."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from agents.reader import read
from domain.derive import derive
from domain.message import Message
from domain.reading import Reading, stated_text
from tests.agents.reader.company import company, mail

MAILS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "invented.yaml").read_text(encoding="utf-8")
)


def message(case: dict[str, Any]) -> Message:
    ranges = {
        name: [tuple(pair) for pair in case.get(name, [])] for name in ("quoted", "signature")
    }
    return mail(case["from"], case["body"], case["subject"], **ranges)


def key(name: str) -> str:
    return name.partition(":")[2] or name


def stated(reading: Reading) -> list[str]:
    lots = [
        f"{key(one.object)} {one.field} {stated_text(one.value)}"
        + (f" for {one.for_qty.n:f}" if one.for_qty else "")
        for one in reading.statements
    ]
    return sorted(lots)


def asked(reading: Reading) -> list[str]:
    return sorted(
        f"{key(one.object)} {one.about} {' '.join(one.choices)}".strip()
        for one in reading.questions
    )


@pytest.mark.parametrize("case", MAILS, ids=[case["name"] for case in MAILS])
def test_the_mail_is_read(case: dict[str, Any]) -> None:
    reading = read(message(case), company())
    assert list(reading.workflows) == case["workflows"]
    assert stated(reading) == case["stated"]
    assert asked(reading) == case["asked"]


@pytest.mark.parametrize("case", MAILS, ids=[case["name"] for case in MAILS])
def test_every_statement_derives_from_its_words(case: dict[str, Any]) -> None:
    sent = message(case)
    texts = {part.name: part for part in sent.parts}
    for one in read(sent, company()).statements:
        assert one.span is not None
        part = texts[one.span.part]
        assert part.text[one.span.start : one.span.end] == one.span.quote
        assert part.is_fresh(one.span.start, one.span.end)
        assert derive(one.recipe, one.span.quote, one.arguments) == one.value


@pytest.mark.parametrize("case", MAILS, ids=[case["name"] for case in MAILS])
def test_slots_are_asked_once(case: dict[str, Any]) -> None:
    slots = [one.slot for one in read(message(case), company()).questions]
    assert len(slots) == len(set(slots))
