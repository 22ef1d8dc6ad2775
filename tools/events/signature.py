"""Signatures of posted events after the Standard Webhooks specification: HMAC-SHA256, `v1`.

What is signed is `ID.TIMESTAMP.BODY`. The library of the specification signs text only and looks
at the machine's clock; its own sum is used here on bytes, with the time as an argument.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from standardwebhooks.webhooks import hmac_data

from domain.errors import Refused
from tools.events import limits

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
_PREFIX = "whsec_"
#: Bytes of a secret, as the specification asks for.
LEAST, MOST = 24, 64


def key_of(secret: str) -> bytes:
    """The key in a secret as it is written, `whsec_` and base64; Refused when it is none."""
    text = secret.strip().removeprefix(_PREFIX)
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise Refused("a webhook's secret is whsec_ and base64, as its sender gives it") from None
    if not LEAST <= len(key) <= MOST:
        raise Refused(f"a webhook's secret has {LEAST} to {MOST} bytes; this one has {len(key)}")
    return key


def sign(key: bytes, headers: Mapping[str, str], body: bytes) -> str:
    """The signature that belongs to these headers and this body."""
    head = f"{headers.get(ID, '')}.{headers.get(TIMESTAMP, '')}.".encode()
    return "v1," + base64.b64encode(hmac_data(key, head + body)).decode("ascii")


def signed_by(keys: Iterable[bytes], headers: Mapping[str, str], body: bytes) -> bool:
    """Whether one of the keys made one of the signatures."""
    given = headers.get(SIGNATURE, "").split()[: limits.SIGNATURES]
    stated = [one.encode("utf-8", "replace") for one in given if one.startswith("v1,")]
    if not (headers.get(ID) and headers.get(TIMESTAMP) and stated):
        return False
    right = [sign(key, headers, body).encode("ascii") for key in keys]
    # every pair is compared, so that time tells nothing of which was nearly right
    hits = [hmac.compare_digest(one, other) for one in stated for other in right]
    return any(hits)


def posted_at(headers: Mapping[str, str]) -> datetime | None:
    """When the sender says it posted this, as UTC; None when it does not say."""
    text = headers.get(TIMESTAMP, "")
    if not (text.isascii() and text.isdecimal() and len(text) <= 11):
        return None
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def is_fresh(at: datetime, now: datetime, window: timedelta) -> bool:
    """Whether it was posted within the window around now."""
    return abs(now - at) <= window
