"""Requests as senders of events make them: signed, in structured and in binary mode."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cloudevents.core.bindings.http import to_binary_event, to_structured_event
from cloudevents.core.v1.event import CloudEvent
from standardwebhooks import Webhook

SECRET = "whsec_" + base64.b64encode(b"a secret of twenty-four b").decode()
OTHER = "whsec_" + base64.b64encode(b"another, of twenty-nine bytes").decode()
SOURCE = "https://portal.kailun.example/orders"
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
TEXT = "PO 4500018822 item 10 is delayed, new date 20 April 2026."
Post = tuple[dict[str, str], bytes]


def event(data: Any = TEXT, kind: str = "text/plain", **attributes: Any) -> CloudEvent:
    given = {"id": "e-1", "source": SOURCE, "type": "example.order.delayed", "time": NOON}
    return CloudEvent({**given, "datacontenttype": kind, **attributes}, data)


def structured(made: CloudEvent, secret: str = SECRET, at: datetime = NOON) -> Post:
    message = to_structured_event(made)
    return signed(message.headers, message.body, secret, at, made.get_id())


def binary(made: CloudEvent, secret: str = SECRET, at: datetime = NOON) -> Post:
    message = to_binary_event(made)
    return signed(message.headers, message.body, secret, at, made.get_id())


def signed(headers: Mapping[str, str], body: bytes, secret: str, at: datetime, name: str) -> Post:
    """Signed by the specification's own library, which signs text."""
    signature = Webhook(secret).sign(name, at, body.decode("utf-8"))
    told = {
        "webhook-id": name,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature,
    }
    return {**{key.lower(): value for key, value in headers.items()}, **told}, body


def chat(text: str, **attributes: Any) -> CloudEvent:
    """A message of a chat tool, as JSON."""
    return event({"text": text, "user": "lily"}, "application/json", **attributes)


def as_json(body: bytes) -> dict[str, Any]:
    found = json.loads(body)
    assert isinstance(found, dict)
    return found
