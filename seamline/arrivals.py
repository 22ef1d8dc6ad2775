"""When messages without a date arrived, by the word of whoever took them in."""

from __future__ import annotations

import hashlib
from datetime import datetime

from domain.errors import Unreadable
from domain.message import Message
from graph.filing import arrival_of
from memory import chain
from memory.ledger import Ledger
from seamline.event_sources import Parse


def dated_by_arrival(ledger: Ledger, parse: Parse) -> Parse:
    """Parses any stored message: one without a usable date by when it arrived, if that is known.

    Its bytes do not say so: the time is looked up in the fact that its filing made.
    """

    def parsed(raw: bytes, received_at: datetime | None = None) -> Message:
        try:
            return parse(raw, received_at)
        except Unreadable:
            known = None if received_at else _arrival(ledger, raw)
            if known is None:
                raise
            return parse(raw, known)

    return parsed


def _arrival(ledger: Ledger, raw: bytes) -> datetime | None:
    with ledger.reading() as connection:
        facts = chain.of_stream(connection, arrival_of(hashlib.sha256(raw).hexdigest()))
    return datetime.fromisoformat(facts[0].body["received_at"]) if facts else None
