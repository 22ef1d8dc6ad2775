"""The mark by which an event's envelope is told from mail, and the address it bears."""

import hashlib

#: The first line of every envelope; nothing but the webhook's door writes it.
MAGIC = b"X-Seamline-Event: 1\r\n"
#: Where nobody can send mail from (RFC 2606).
DOMAIN = "webhook.invalid"


def is_envelope(raw: bytes) -> bool:
    """Whether bytes claim to be an envelope."""
    return raw.startswith(MAGIC)


def address_of(source: str) -> str:
    """The address an event of this source comes from; no mail can be sent from there."""
    return f"{hashlib.sha256(source.encode()).hexdigest()[:24]}@{DOMAIN}"
