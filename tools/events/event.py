"""A request as an event: CloudEvents 1.0 in structured and in binary mode."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cloudevents.core.bindings.http import HTTPMessage, from_binary, from_structured
from cloudevents.core.exceptions import BaseCloudEventException
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from pydantic import Field

from domain.errors import Unreadable
from domain.values import Value
from tools.events import limits

STRUCTURED = "application/cloudevents+json"
_REQUIRED = ("specversion", "id", "source", "type")
_LONGEST = {"id": limits.ID, "source": limits.SOURCE, "subject": limits.SUBJECT, "type": limits.ID}
_PLAIN = re.compile(r"[\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd]*")
_KIND = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,80}")


class PostedEvent(Value):
    """An event with its data as bytes of `kind`, a MIME type in lower case without parameters.

    `charset` is that of text, `name` a file's name where the sender gives one. `as_posted` tells
    that the data are the request's body, byte for byte.
    """

    id: str
    source: str
    type: str
    subject: str = ""
    kind: str
    charset: str = "utf-8"
    name: str = ""
    data: bytes = Field(repr=False)
    as_posted: bool = False


def is_binary(headers: Mapping[str, str]) -> bool:
    """Whether the attributes stand in headers and the body is the data alone."""
    return any(name.startswith("ce-") for name in headers)


def event_of(headers: Mapping[str, str], body: bytes, posted_at: datetime) -> PostedEvent:
    """The event of a request; Unreadable when it is none of CloudEvents 1.0.

    Header names are in lower case. `posted_at` stands in for an event's time that is left out.
    """
    attributes: dict[str, Any] = {}

    def gathered(found: dict[str, Any], data: Any) -> CloudEvent:
        attributes.update(found)
        missing = [name for name in _REQUIRED if not found.get(name)]
        if missing:  # the library would make up an id of its own
            raise ValueError(f"it has no {missing[0]}")
        return CloudEvent({"time": posted_at, **found}, data)

    binary = is_binary(headers)
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if not binary and kind != STRUCTURED:
        raise Unreadable(f"it is no CloudEvent: Content-Type is {kind[:80] or 'missing'}")
    message = HTTPMessage(headers=dict(headers), body=b"" if binary else body)
    try:
        read = from_binary if binary else from_structured
        event = read(message, JSONFormat(), gathered)
    except (BaseCloudEventException, ValueError, TypeError, LookupError, AttributeError) as fault:
        raise Unreadable(f"it is no CloudEvent 1.0: {_why(fault)}") from None
    except RecursionError:
        raise Unreadable("it is no CloudEvent: its data nest too deep") from None
    return _posted(attributes, body if binary else event.get_data(), binary=binary)


def _why(fault: Exception) -> str:
    words = " ".join(str(fault).split())
    return words[:200] or type(fault).__name__


def _posted(attributes: Mapping[str, Any], data: Any, *, binary: bool) -> PostedEvent:
    texts = {name: attributes.get(name, "") for name in (*_LONGEST, "filename")}
    for name, text in texts.items():
        most = _LONGEST.get(name, limits.SUBJECT)
        if not isinstance(text, str) or len(text) > most or not _PLAIN.fullmatch(text):
            raise Unreadable(f"the event's {name} is no text of at most {most} characters")
    stated = str(attributes.get("datacontenttype") or "application/json")
    kind = stated.partition(";")[0].strip().lower()
    if not _KIND.fullmatch(kind) or len(stated) > limits.SUBJECT:
        raise Unreadable("the event's datacontenttype is no MIME type")
    told = data if binary else _unpacked(data)
    return PostedEvent(
        id=texts["id"],
        source=texts["source"],
        type=texts["type"],
        subject=texts["subject"],
        kind=kind,
        charset=_charset(stated) if binary else "utf-8",
        name=texts["filename"],
        data=told,
        as_posted=binary,
    )


def _unpacked(data: Any) -> bytes:
    """The data of a structured event as bytes: text as UTF-8, JSON as it would be written."""
    if data is None:
        return b""
    if isinstance(data, bytes):
        return data
    try:
        text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
        return text.encode("utf-8")
    except (ValueError, RecursionError):
        raise Unreadable("the event's data are no text that can be written") from None


def _charset(stated: str) -> str:
    found = re.search(r";\s*charset\s*=\s*\"?([A-Za-z0-9._:-]{1,40})", stated, re.IGNORECASE)
    return found[1].lower() if found else "utf-8"
