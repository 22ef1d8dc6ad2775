"""The envelope an event is kept in: one mail, made of nothing but the request that brought it.

It holds the exact body and the headers that were signed, so that its bytes alone prove later who
posted it. The same request always gives the same bytes: whatever else claims to be an envelope is
none.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from email.utils import format_datetime
from typing import NamedTuple

from domain.errors import Unreadable
from tools.events import limits, signature
from tools.events.event import PostedEvent, event_of
from tools.events.mark import DOMAIN, MAGIC, address_of, is_envelope
from tools.events.rendering import encoded, rendered
from tools.mail.limits import MESSAGE

_HEAD = re.compile(rb"X-Seamline-Head: ([A-Za-z0-9+/=]+(?:\r\n [A-Za-z0-9+/=]+)*)\r\n")
_KEPT = (signature.ID, signature.TIMESTAMP, signature.SIGNATURE, "content-type")


class Opened(NamedTuple):
    """What an envelope holds."""

    headers: dict[str, str]
    body: bytes
    event: PostedEvent


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers of a request that say what it is and who signed it."""
    return {k: v for k, v in headers.items() if k in _KEPT or k.startswith("ce-")}


def sealed(headers: Mapping[str, str], body: bytes) -> bytes:
    """The envelope of a request; Unreadable when the request is no event or too large to keep."""
    kept = kept_headers(headers)
    posted = signature.posted_at(kept)
    if posted is None:
        raise Unreadable("the request does not say when it was posted")
    event = event_of(kept, body, posted)
    part = rendered(event)
    boundary = "seamline-" + hashlib.sha256(body).hexdigest()[:40]
    told = json.dumps(kept, sort_keys=True, separators=(",", ":")).encode("utf-8")
    if len(told) > 2 * limits.HEADERS:
        raise Unreadable("the event's headers are too long")
    lines = [
        MAGIC.decode("ascii").rstrip(),
        "X-Seamline-Head: " + encoded(told).decode("ascii").replace("\r\n", "\r\n "),
        f"Date: {format_datetime(posted)}",
        f"From: {address_of(event.source)}",
        f"Message-ID: {message_id(event)}",
        f"Subject: {_subject(part.subject)}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="{boundary}"',
    ]
    parts = [(part.head, part.content)]
    if not part.posted:
        parts.append((_EXACT, encoded(body)))
    raw = "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + _joined(parts, boundary)
    if len(raw) > MESSAGE:
        raise Unreadable(f"kept with its proof the event is over {MESSAGE // 2**20} MiB")
    return raw


_EXACT = (
    "Content-Type: application/vnd.seamline.event",
    "Content-Disposition: attachment; filename=request",
    "Content-Transfer-Encoding: base64",
)


def _joined(parts: list[tuple[tuple[str, ...], bytes]], boundary: str) -> bytes:
    edge = f"--{boundary}".encode("ascii")
    found = b""
    for head, content in parts:
        found += (
            edge + b"\r\n" + "\r\n".join(head).encode("utf-8") + b"\r\n\r\n" + content + b"\r\n"
        )
    return found + edge + b"--\r\n"


def opened(raw: bytes) -> Opened:
    """The request an envelope was made of; Unreadable when these are not the bytes it gives."""
    head = _HEAD.search(raw[: 8 * limits.HEADERS])
    if not is_envelope(raw) or head is None:
        raise Unreadable("it is no event's envelope")
    try:
        headers = json.loads(base64.b64decode(head[1].replace(b"\r\n ", b"")))
        last = raw[raw.rindex(b"\r\n\r\n") + 4 :].partition(b"\r\n--")[0]
        body = base64.b64decode(last.replace(b"\r\n", b""), validate=True)
        if sealed(headers, body) != raw:
            raise Unreadable("the envelope is not the one its request gives")
        posted = signature.posted_at(headers)
        assert posted is not None  # or it could not have been sealed
        return Opened(headers, body, event_of(headers, body, posted))
    except (ValueError, TypeError, AttributeError, binascii.Error) as fault:
        raise Unreadable(f"the envelope cannot be opened ({type(fault).__name__})") from None


def message_id(event: PostedEvent) -> str:
    """The same for the same source and id."""
    both = json.dumps([event.source, event.id], ensure_ascii=False)
    return f"<{hashlib.sha256(both.encode()).hexdigest()[:40]}@{DOMAIN}>"


def _subject(text: str) -> str:
    """A subject as encoded words, none of which is cut within a character."""
    chunks: list[str] = []
    for char in " ".join(text.split())[: limits.SUBJECT]:
        if not chunks or len((chunks[-1] + char).encode("utf-8", "replace")) > 42:
            chunks.append("")
        chunks[-1] += char
    coded = [base64.b64encode(one.encode("utf-8", "replace")).decode("ascii") for one in chunks]
    return "\r\n ".join(f"=?utf-8?b?{one}?=" for one in coded)
