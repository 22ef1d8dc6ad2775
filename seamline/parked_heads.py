"""Who a parked message says it is from and what about, read from its first bytes as plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from domain.errors import Unreadable
from seamline.wiring import Office
from tools.mail import limits
from tools.mail.headers import read_block

#: A sender may write as much as they like; so much of each is told, of so many messages.
_LONGEST, _MOST = 200, 200


def headed(office: Office, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Parked messages with `sender` (as written, proven by nothing) and `subject`; both empty
    where the headers cannot be read, and for those after the first two hundred."""
    for number, one in enumerate(rows):
        told = {**one, "sender": ""}
        if number < _MOST:
            sender, subject = _head(office.blobs.read(one["sha256"])[: limits.HEADERS])
            told |= {"sender": sender, "subject": one["subject"] or subject}
        yield told


def _head(raw: bytes) -> tuple[str, str]:
    try:
        block = read_block(raw)
    except Unreadable:
        return "", ""  # no headers that end: the reason it is parked says so
    return _short(block.text("from")), _short(block.text("subject"))


def _short(text: str) -> str:
    shown = text.encode("utf-8", "replace").decode()
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
