"""A mail's original as plain text: what is new, quoted history, a signature, and what was read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from domain.errors import Unreadable
from domain.evidence import Part, Span
from domain.message import Message
from domain.values import Value
from memory import chain
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


def message_of(office: Office, sha256: str) -> Message:
    """The stored message with this hash; Unknown when there is none, Unreadable when it kills."""
    raw = office.blobs.read(sha256)
    with office.ledger.reading() as connection:
        parked = chain.of_kind(connection, "message_parked")
    if any(one.body.get("sha256") == sha256 for one in parked):
        raise Unreadable("this message was parked: its original is not opened here")
    return office.deps.parse_safely(raw)


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
