"""Mails that only thank, and mails that were sent once more."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.letter import Letter
from domain.words import lexicon

#: A courtesy is short and holds no figure.
_SHORT = 160


def read_courtesies(letter: Letter) -> Iterator[str]:
    """The intent alone: such a mail states nothing."""
    body = "\n".join(line.text for line in letter.lines() if line.part.name == "body")
    told = lexicon("courtesy")
    if told.has(f"{letter.message.subject}\n{body}", "again"):
        yield "resend"
    figures = any(char.isdigit() for char in body) or "?" in body
    short = 0 < len(body) < _SHORT and not figures and not letter.notes.statements
    if short and told.has(body, "thanks") and not letter.message.auto_submitted:
        yield "acknowledgement"
