"""A mail's original as plain text: what is new, quoted history, a signature, and what was read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from domain.errors import SeamlineError, Unreadable
from domain.evidence import Part, Span
from domain.message import Message
from domain.values import Value
from memory.parked import aside
from seamline.wiring import Office


class Piece(Value):
    """Characters of one kind: `new`, `quoted` or `signature`; `read` names what was read there."""

    text: str
    kind: str
    read: str = ""
    start: int = 0


class Sheet(Value):
    """One part of a mail: subject, body or an attachment, piece by piece."""

    name: str
    title: str
    pieces: tuple[Piece, ...]
    hidden: str = ""
    notes: tuple[str, ...] = ()

    @property
    def has_columns(self) -> bool:
        """Whether some lines are set in columns by blanks, which only stand in line where every
        character is as wide as the next."""
        text = "".join(one.text for one in self.pieces)
        return sum(len(_GAP.findall(line)) >= _GAPS for line in text.splitlines()) >= _ROWS


#: Blanks between two columns, and how many of them in how many lines make a table.
_GAP, _GAPS, _ROWS = re.compile(r"\S(?: {2,}|\t+)(?=\S)"), 2, 2


class Words(Value):
    """The sheets of a mail, or why they cannot be shown."""

    sheets: tuple[Sheet, ...] = ()
    fault: str = ""


class Originals:
    """Stored messages, parsed; each once as long as it is looked at, for its bytes never change."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._parsed = lru_cache(maxsize=_KEPT)(self._parse)

    def message(self, sha256: str) -> Message:
        """The message with this hash; Unknown when there is none, Unreadable when it is parked."""
        return self._parsed(sha256)

    def words(self, news: dict[str, Any]) -> Words:
        """A mail as a case shows it: its sheets with what was read, or why it cannot be shown."""
        try:
            return Words(sheets=sheets(self.message(news["message"]), news))
        except SeamlineError as fault:
            return Words(fault=str(fault))

    def _parse(self, sha256: str) -> Message:
        raw = self._office.blobs.read(sha256)
        with self._office.ledger.reading() as connection:
            parked = any(one.sha256 == sha256 for one in aside(connection))
        if parked:
            raise Unreadable("this message is parked: its original is not opened here")
        return self._office.deps.parse_safely(raw)


#: Messages kept parsed.
_KEPT = 500


def sheets(message: Message, reading: dict[str, Any] | None) -> tuple[Sheet, ...]:
    """The parts of a message, with what a reading found in each."""
    found = _found(reading or {}, message.sha256)
    return tuple(
        Sheet(
            name=part.name,
            title=part.file_name or part.name,
            pieces=tuple(pieces(part, found.get(part.name, ()))),
            hidden=part.hidden,
            notes=part.notes,
        )
        for part in message.parts
    )


def _found(reading: dict[str, Any], sha256: str) -> dict[str, list[tuple[Span, str]]]:
    """Spans of statements and questions by part, each with what it says."""
    found: dict[str, list[tuple[Span, str]]] = {}
    told = [(one, one["field"]) for one in reading.get("statements", ())]
    told += [(one, f"? {one['about']}") for one in reading.get("questions", ())]
    for one, name in told:
        if one["span"] and one["span"]["sha256"] == sha256:
            span = Span.model_validate(one["span"])
            found.setdefault(span.part, []).append((span, name))
    return found


def pieces(part: Part, read: Sequence[tuple[Span, str]]) -> list[Piece]:
    """The part's text cut where its kind or what was read of it changes."""
    spans = [(span, name) for span, name in read if span.is_current]
    ranges = [*part.quoted, *part.signature, *((one.start, one.end) for one, _ in spans)]
    cuts = sorted({0, len(part.text), *(min(at, len(part.text)) for pair in ranges for at in pair)})
    return [
        Piece(
            text=part.text[start:end],
            kind=_kind(part, start),
            read=", ".join(dict.fromkeys(n for s, n in spans if s.start <= start < s.end)),
            start=start,
        )
        for start, end in pairwise(cuts)
    ]


def _kind(part: Part, at: int) -> str:
    if any(start <= at < end for start, end in part.quoted):
        return "quoted"
    if any(start <= at < end for start, end in part.signature):
        return "signature"
    return "new"
