"""Real mails of other projects: read to the end, and nothing of ours is found in them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from agents.reader import read
from domain.errors import Unreadable
from domain.message import Message
from tests.agents.reader.test_public_mails import MAILS, record_on
from tools.mail.parse import parse

DATA = Path(__file__).parents[4] / "shared" / "data"
KINDS = (".eml", ".msg", ".txt")
pytestmark = pytest.mark.skipif(
    not (DATA.is_dir() and MAILS.is_dir()),
    reason="the mails of other projects (../shared/data) are not here",
)


def message_of(path: Path) -> Message | None:
    try:
        return parse(path.read_bytes(), datetime(2026, 6, 1, tzinfo=UTC))
    except Unreadable:
        return None


def test_no_order_of_ours_is_delayed_or_changed_by_a_mail_of_other_projects() -> None:
    record = record_on("2026-07-01")
    paths = [path for path in sorted(DATA.rglob("*")) if path.suffix.lower() in KINDS]
    messages = {path: message_of(path) for path in paths if path.is_file()}
    read_ones = {path: read(one, record) for path, one in messages.items() if one is not None}
    assert len(read_ones) > 500
    delays = [path.name for path, reading in read_ones.items() if "W1" in reading.workflows]
    assert delays == []
    stated = {one.field for reading in read_ones.values() for one in reading.statements}
    assert stated <= {"absent_until", "delegate", "mail_failure"}


def test_mails_that_came_back_say_why() -> None:
    record = record_on("2026-07-01")
    folder = DATA / "sisimai+set-of-emails"
    messages = [message_of(path) for path in sorted(folder.rglob("*.eml"))]
    readings = [read(one, record) for one in messages if one is not None]
    bounced = [one for one in readings if "bounce" in one.intents]
    reasoned = [one for one in bounced if any(s.field == "mail_failure" for s in one.statements)]
    assert len(bounced) > 0.6 * len(readings)
    assert len(reasoned) > 0.7 * len(bounced)
