"""A message as it came in: who wrote it, how sure we are of that, and its parts as text."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from domain.evidence import Part
from domain.values import Value

Verdict = Literal["authenticated", "unauthenticated", "unknown_sender", "suspect"]

#: From most to least trusted; the verdict caps what a message's statements may do.
VERDICTS: tuple[Verdict, ...] = ("authenticated", "unauthenticated", "unknown_sender", "suspect")

#: Whose words count at all: contacts on file, unless what they sent is known not to be theirs.
HEARD: tuple[Verdict, ...] = ("authenticated", "unauthenticated")


class SenderVerdict(Value):
    """What the bytes alone prove about the sender, with the reasons in words.

    `address` is the one strict From address, empty if there is none; `domain_proven` is the
    domain that passed, never a person.
    """

    verdict: Verdict
    address: str = ""
    domain_proven: str = ""
    partner_id: str = ""
    contact_id: str = ""
    reasons: tuple[str, ...] = ()


class Message(Value):
    """A parsed message; `sha256` is the hash of its stored raw bytes, `key` its identity.

    `key` is derived from Message-ID and content, so that the same mail from a mailbox, a
    mail folder and a file is one message. `sent_at` is UTC, `notes` are what was noticed on
    parsing it.
    """

    sha256: str
    key: str
    message_id: str
    sent_at: datetime
    sent_offset_minutes: int
    sender: str
    reply_to: str = ""
    to: tuple[str, ...] = ()
    subject: str
    in_reply_to: tuple[str, ...] = ()
    auto_submitted: bool = False
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
