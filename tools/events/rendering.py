"""An event's data as the part of a mail that is read: a text, a mail's content, or a file."""

from __future__ import annotations

import base64
import json
import re
from typing import NamedTuple
from urllib.parse import quote

from domain.errors import Unreadable
from tools.events.event import PostedEvent
from tools.mail.headers import body_start, read_block
from tools.text.charset import words

_TEXTS = ("text/plain", "text/html")
#: Names of files by their kind, where the sender gives none.
_ENDINGS = {
    "application/edi-x12": ".x12",
    "application/edifact": ".edi",
    "application/json": ".json",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/pdf": ".pdf",
    "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
_CONTENT = re.compile(rb"content-(?:type|transfer-encoding|disposition)[ \t]*:", re.IGNORECASE)
_BLANK = re.compile(rb"\r?\n\r?\n")
_MAIL = 4_000


class Rendered(NamedTuple):
    """A part with its own header lines, and the subject it has; `posted` as in PostedEvent."""

    head: tuple[str, ...]
    content: bytes
    subject: str
    posted: bool = False


def rendered(event: PostedEvent) -> Rendered:
    """The part under which the event's data are read."""
    if event.kind == "message/rfc822":
        return _mail(event)
    said = _said(event)
    if said is not None:
        return Rendered(_plain(), encoded(said.encode("utf-8")), event.subject)
    if event.kind in _TEXTS:
        head = (f"Content-Type: {event.kind}; charset={event.charset}", *_BASE64)
        return Rendered(head, encoded(event.data), event.subject, event.as_posted)
    return _file(event)


_BASE64 = ("Content-Transfer-Encoding: base64",)


def _plain() -> tuple[str, ...]:
    return ("Content-Type: text/plain; charset=utf-8", *_BASE64)


def _said(event: PostedEvent) -> str | None:
    """The words of a chat tool's JSON, which stand under `text`."""
    if event.kind != "application/json":
        return None
    try:
        told = json.loads(event.data)
    except (ValueError, RecursionError):
        return None
    text = told.get("text") if isinstance(told, dict) else told
    try:
        return text if isinstance(text, str) and text.encode("utf-8") else None
    except UnicodeEncodeError:
        return None


def _file(event: PostedEvent) -> Rendered:
    name = event.name or f"event{_ENDINGS.get(event.kind, '.bin')}"
    head = (
        f"Content-Type: {event.kind}",
        f"Content-Disposition: attachment; filename*=utf-8''{quote(name, safe='')}",
        *_BASE64,
    )
    return Rendered(head, encoded(event.data), event.subject or name, event.as_posted)


def _mail(event: PostedEvent) -> Rendered:
    """The content of a mail that was handed over: who sent it is the source, not its From."""
    raw = body_start(event.data)
    blank = _BLANK.search(raw)
    try:
        block = read_block(raw)
    except Unreadable:
        return _file(event)
    head, content = (raw[: blank.start()], raw[blank.end() :]) if blank else (raw, b"")
    kept = tuple(_content_lines(head))
    subject = " ".join(words(block.first("subject")).split()) or event.subject
    if sum(map(len, kept)) > _MAIL or not block.fields:
        return _file(event)
    return Rendered(kept or ("Content-Type: text/plain",), content, subject)


def _content_lines(head: bytes) -> list[str]:
    """The header lines that say what the content is, as they stand, with their continuations."""
    found: list[str] = []
    inside = False
    for line in re.split(rb"\r?\n", head):
        inside = bool(_CONTENT.match(line)) or (inside and line[:1] in (b" ", b"\t"))
        if inside and line.isascii():
            found.append(line.decode("ascii").replace("\r", "").replace("\0", ""))
    return found


def encoded(data: bytes) -> bytes:
    """Bytes as base64 in lines of 76."""
    text = base64.b64encode(data)
    return b"\r\n".join(text[at : at + 76] for at in range(0, len(text), 76))
