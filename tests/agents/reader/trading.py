"""An invented company that buys, for tests of terms, changes and papers; and mails to it."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from domain.evidence import Part
from domain.message import Message
from domain.record import Row
from tests.agents.reader.company import Company
from tools.erp.embedded.cells import tidy, typed
from tools.erp.embedded.tables import TABLES


@lru_cache(maxsize=1)
def trading() -> Company:
    """The record: partners, requests, orders, changes of ours, credits, registrations."""
    text = (Path(__file__).parent / "trading.yaml").read_text(encoding="utf-8")
    tables: dict[str, list[dict[str, str]]] = yaml.safe_load(text)
    return Company([row(table, values) for table, rows in tables.items() for values in rows])


def row(table: str, values: dict[str, str]) -> Row:
    """The row as the embedded record would hold it: its key, its typed cells."""
    spec = TABLES[table]
    cells = {
        name: tidy(spec.kinds[name], text.strip() if name in spec.codes else text)
        for name, text in values.items()
    }
    typed_cells = {name: typed(spec.kinds[name], text) for name, text in cells.items()}
    return Row(table=table, key=spec.key_of(cells), version=1, values=typed_cells)


def letter(
    sender: str,
    day: str,
    subject: str,
    body: str,
    attachments: Sequence[tuple[str, str]] = (),
) -> Message:
    """A message written at nine in the morning; attachments as file name and text."""
    parts = [
        Part(name="subject", kind="text/plain", text=subject),
        Part(name="body", kind="text/plain", text=body),
    ]
    parts += [
        Part(name=f"attachment:{n}", kind="application/pdf", text=text, file_name=name)
        for n, (name, text) in enumerate(attachments)
    ]
    return Message(
        sha256="5" * 64,
        key="k",
        message_id="<m@partner.example>",
        sent_at=datetime.fromisoformat(f"{day}T09:00:00+00:00"),
        sent_offset_minutes=60,
        sender=sender,
        subject=subject,
        parts=tuple(parts),
    )


def letter_of(case: dict[str, Any]) -> Message:
    """The message of a case in terms.yaml."""
    attachments = [(name, text) for name, text in case.get("attachments", [])]
    return letter(case["from"], case["day"], case["subject"], case["body"], attachments)
