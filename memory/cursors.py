"""Cursors: how far each source of messages was filed, kept beside the facts about the messages."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection

from domain.canonical import digest
from memory.ledger import set_setting, setting


def cursor(connection: Connection, source: list[str]) -> dict[str, Any]:
    """What was kept about a source, named by words that stay the same; empty at first."""
    found = setting(connection, _name(source))
    return dict(json.loads(found)) if found else {}


def set_cursor(connection: Connection, source: list[str], said: dict[str, Any]) -> None:
    """Keeps plain JSON about a source."""
    set_setting(connection, _name(source), json.dumps({"source": source, **said}))


def _name(source: list[str]) -> str:
    return f"cursor:{digest(source)[:40]}"
