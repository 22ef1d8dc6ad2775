"""The parts of a letter that people read: its words and papers, not files for programs."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.letter import Letter
from domain.evidence import Part

#: Kinds of parts whose text is markup or another syntax: its own readers read it.
_SYNTAX = ("xml", "json", "edi", "x12", "html")


def papers(letter: Letter) -> Iterator[Part]:
    """Subject, body, and attachments that are no syntax and hold no structured document."""
    for part in letter.parts:
        kind = part.kind.lower().replace("openxml", "office")  # a sheet or a letter for people
        syntax = any(name in kind for name in _SYNTAX)
        named = part.name in ("subject", "body")
        if not part.documents and (named or not syntax):
            yield part
