"""Papers that a mail says it brings and does not: asked for."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.letter import Letter
from agents.reader.occasions import said
from agents.reader.transport import shipments_named
from domain.words import lexicon

#: Who sends papers, and what a paper may be about, best first.
_SENDERS = ("supplier", "forwarder", "broker")
_TABLES = ("purchase_order_lines", "purchase_orders")
#: Letters about money are asked for nothing that could be paid on.
_MONEY = {"bank_change", "demand", "short_payment", "answered", "invoice", "statement"}


def read_attachments(letter: Letter) -> Iterator[str]:
    """Asks for what is attached in words only; inside a quoted text nothing is."""
    brought = any(one.name.startswith("attachment") for one in letter.message.parts)
    about = _thing(letter)
    if brought or letter.sender.kind not in _SENDERS or not about:
        return
    if letter.bound("onboarding") or said(letter.message) & _MONEY:
        return
    for line in letter.lines():
        hit = lexicon("attached").first(line.text) if line.part.name == "body" else None
        if hit is not None:
            where = (line.part, line.start + hit.start, line.start + hit.end)
            text = f"{line.text.strip()[:80]!r}: nothing is attached, please send it"
            letter.ask("document_request", about, text, where=where)
            return
    yield from ()


def _thing(letter: Letter) -> str:
    for table in _TABLES:
        if letter.only(table):
            return letter.only(table)
    named = shipments_named(letter)
    return named[0] if len(named) == 1 else ""
