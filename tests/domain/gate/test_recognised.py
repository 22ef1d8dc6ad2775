"""Words read from a picture are looked up like others, and count for less."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.evidence import Part, Span
from domain.gate import Trust, leaf_key
from domain.message import Message
from domain.provenance import DocSpan, Slot
from graph.evidence import Evidence
from tests.domain.gate.situation import Store

TEXT = "ready 11 April\nready 12 April"
MESSAGE = Message(
    sha256="0" * 64,
    key="k",
    message_id="<a@b.example>",
    sent_at=datetime(2026, 3, 10, tzinfo=UTC),
    sent_offset_minutes=0,
    sender="lily@kailun.example",
    subject="",
    parts=(
        Part(name="attachment:0", kind="application/pdf", text=TEXT, recognised=((15, len(TEXT)),)),
    ),
)
EVIDENCE = Evidence(
    reads=Store([]),
    blob=lambda name: b"",
    parse=lambda raw: MESSAGE,
    verdict=lambda name: "authenticated",
    fact=lambda name: None,
)


def trust(words: str) -> Trust:
    at = TEXT.index(words)
    span = Span(sha256="0" * 64, part="attachment:0", start=at, end=at + len(words), quote=words)
    slot = Slot(value="2026-04-11", source=DocSpan(span=span, recipe="date_words", arguments={}))
    return EVIDENCE.resolve([slot])[leaf_key(slot)].trust


def test_a_picture_proves_no_value_for_the_record() -> None:
    assert trust("11 April") == Trust.AUTHENTICATED_PARTNER
    assert trust("12 April") == Trust.PARTNER
