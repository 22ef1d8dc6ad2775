"""The public sample mails against their typed truth; skipped where they do not lie beside us."""

import csv
import importlib.util
import json
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from agents.reader import read
from domain.reading import Reading
from evals.exchange import fact
from tests.agents.reader.company import Company
from tests.agents.reader.rows import row_of
from tools.mail.parse import parse

CASES = Path(__file__).parents[4] / "shared" / "cases"
MAILS = CASES / "mail"
pytestmark = pytest.mark.skipif(
    not MAILS.is_dir(), reason="the public sample mails (../shared/cases) are not here"
)


def record_on(day: str) -> Company:
    """What the company's exports showed before this day."""
    folders = [CASES / "harlow" / "opening"]
    for feed in sorted((CASES / "harlow" / "feed").iterdir()):
        folders += [feed / "world", feed / "own"] if feed.name < day else []
    rows = []
    for folder in folders:
        for path in sorted(folder.glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                for values in csv.DictReader(file):
                    rows.append(row_of(path.stem, values))
    return Company(rows)


def handed_in(name: str, reading: Reading) -> dict[str, Any]:
    return {
        "id": name,
        "intents": list(reading.intents),
        "refs": [one.model_dump(include={"as_written", "object"}) for one in reading.references],
        "facts": [fact(one) for one in reading.statements],
        "questions": [
            one.model_dump(include={"about", "object", "of"}) for one in reading.questions
        ],
        "verdict": "suspect",
    }


def reading_of(path: Path) -> Reading:
    message = parse(path.read_bytes())
    local = message.sent_at + timedelta(minutes=message.sent_offset_minutes)
    return read(message, record_on(str(local.date())))


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", MAILS / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    return {path.stem: reading_of(path) for path in sorted(MAILS.glob("*.eml"))}


@pytest.fixture(scope="module")
def scored(readings: dict[str, Reading]) -> dict[str, Any]:
    lines = (MAILS / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    handed = [handed_in(name, reading) for name, reading in readings.items()]
    result: dict[str, Any] = scorer().score([json.loads(line) for line in lines], handed, MAILS)
    return result


@pytest.mark.parametrize("name", ["W1-a", "W1-b", "W1-c", "W1-d"])
def test_delays_are_read_without_a_wrong_value(scored: dict[str, Any], name: str) -> None:
    mail = scored["mails"][name]
    assert mail["precision"] == 1.0, mail["notes"]
    assert mail["recall"] >= 0.8, mail["notes"]
    assert [trap for trap in scored["traps_fallen"] if trap["mail"] == name] == []


def test_nothing_false_is_read_from_any_mail(scored: dict[str, Any]) -> None:
    families = {name: counts.get("wrong", 0) for name, counts in scored["families"].items()}
    assert {name: wrong for name, wrong in families.items() if wrong} == {}
    assert scored["quotes_absent"] == []


def test_only_delays_are_delays(readings: dict[str, Reading]) -> None:
    delays = {name for name, reading in readings.items() if "W1" in reading.workflows}
    assert delays == {"W1-a", "W1-b", "W1-c", "W1-d"}


@pytest.mark.parametrize(
    ("family", "least"), [("W3-a", 0.9), ("W3-c", 0.9), ("W4-a", 0.9), ("W4-b", 0.9)]
)
def test_transport_is_read_without_a_wrong_value(
    scored: dict[str, Any], family: str, least: float
) -> None:
    mail = scored["mails"][family]
    assert mail["precision"] == 1.0, mail["notes"]
    assert mail["recall"] >= least, mail["notes"]


@pytest.mark.parametrize("name", ["W2-a", "W2-b", "W2-c", "P1-a", "P1-b", "P2-a", "P2-b"])
def test_terms_and_papers_are_read_without_a_wrong_value(scored: dict[str, Any], name: str) -> None:
    mail = scored["mails"][name]
    assert mail["precision"] == 1.0, mail["notes"]
    assert mail["recall"] >= 0.95, mail["notes"]
    assert [trap for trap in scored["traps_fallen"] if trap["mail"] == name] == []


@pytest.mark.parametrize(
    ("name", "least"),
    [
        (f"{family}-{mail}", 1)
        for family in ("W6", "W7", "W8")
        for mail in "abc"
        if family + mail != "W7c"
    ]
    + [("P3-a", 1), ("P3-b", 1)],
)
def test_bills_receipts_and_payments_are_read_without_a_wrong_value(
    scored: dict[str, Any], name: str, least: float
) -> None:
    mail = scored["mails"][name]
    assert mail["precision"] == 1.0, mail["notes"]
    assert mail["recall"] >= least, mail["notes"]


def test_no_trap_about_money_is_fallen_into(scored: dict[str, Any]) -> None:
    money = ("W6", "W7", "W8", "P3")
    assert [one for one in scored["traps_fallen"] if one["mail"].startswith(money)] == []


def test_a_fraud_with_hidden_orders_states_nothing(readings: dict[str, Reading]) -> None:
    fraud = readings["W7-c"]
    assert fraud.statements == ()
    assert {"bank_change_request", "prompt_injection"} <= set(fraud.intents)
    assert any(one.about == "call_back" for one in fraud.questions)


def test_every_mail_finds_its_workflow(readings: dict[str, Reading]) -> None:
    wrong = {
        name: reading.workflows
        for name, reading in readings.items()
        if reading.workflows and reading.workflows != (name.partition("-")[0],)
    }
    assert wrong == {}
