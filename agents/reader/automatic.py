"""Whether a mail is the automatic reply of somebody who is away."""

from __future__ import annotations

from domain.message import Message
from domain.words import lexicon


def tells_absence(message: Message, fresh: str) -> bool:
    """Whether it says that somebody is away, and a program wrote it or its subject says so."""
    told = lexicon("absence")
    automatic = message.auto_submitted or told.has(message.subject, "away")
    return automatic and told.has(f"{message.subject}\n{fresh}", "away")
