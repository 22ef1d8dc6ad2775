"""Public mails with other numbers, names and days: the reading follows what is written."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from agents.reader import read
from domain.message import Message
from domain.record import Row
from tests.agents.reader.company import Company
from tests.agents.reader.test_public_mails import MAILS, handed_in, record_on, scorer
from tools.mail.parse import parse

pytestmark = pytest.mark.skipif(
    not MAILS.is_dir(), reason="the public sample mails (../shared/cases) are not here"
)
CHANGED: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(
    (Path(__file__).parent / "changed.yaml").read_text(encoding="utf-8")
)


def replaced(text: str, pairs: Mapping[str, str]) -> str:
    for old, new in pairs.items():
        text = text.replace(old, new)
    return text


def changed_message(message: Message, pairs: Mapping[str, str]) -> Message:
    for old, new in pairs.items():
        assert len(old) == len(new), f"{old!r} and {new!r} are not of one length"
    parts = tuple(
        part.model_copy(update={"text": replaced(part.text, pairs)}) for part in message.parts
    )
    subject = replaced(message.subject, pairs)
    return message.model_copy(update={"parts": parts, "subject": subject})


def changed_cell(cell: Any, pairs: Mapping[str, str]) -> Any:
    text = replaced(str(cell), pairs)
    if cell is None or isinstance(cell, (bool, datetime)) or text == str(cell):
        return cell
    if isinstance(cell, Decimal):
        return Decimal(text)
    return date.fromisoformat(text) if isinstance(cell, date) else text


def changed_record(record: Company, pairs: Mapping[str, str]) -> Company:
    return Company(
        [
            Row(
                table=row.table,
                key=replaced(row.key, pairs),
                version=row.version,
                values={name: changed_cell(cell, pairs) for name, cell in row.values.items()},
            )
            for rows in record.tables.values()
            for row in rows.values()
        ]
    )


def counts(name: str, message: Message, record: Company, truth: str) -> tuple[int, int, list[Any]]:
    """Facts right and wrong, and traps fallen into."""
    handed = [handed_in(name, read(message, record))]
    result = scorer().score([json.loads(truth)], handed, Path("nowhere"))
    mail = result["mails"][name]
    return mail.get("right", 0), mail.get("wrong", 0), result["traps_fallen"]


@pytest.mark.parametrize("name", sorted(CHANGED))
def test_the_reading_follows_what_is_written(name: str) -> None:
    message = parse((MAILS / f"{name}.eml").read_bytes())
    day = (message.sent_at + timedelta(minutes=message.sent_offset_minutes)).date()
    record = record_on(str(day))
    lines = (MAILS / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    truth = next(line for line in lines if json.loads(line)["id"] == name)
    pairs = CHANGED[name]
    changed = counts(
        name,
        changed_message(message, pairs["text"]),
        changed_record(record, pairs["record"]),
        replaced(truth, pairs["truth"]),
    )
    assert changed == counts(name, message, record, truth)
    assert changed[1] == 0
