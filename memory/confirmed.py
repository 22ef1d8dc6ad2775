"""Messages whose sender a person has confirmed: the gate looks here, not at what a case says."""

from __future__ import annotations

from sqlalchemy import Connection

from memory import chain


def vouched_for(connection: Connection) -> frozenset[str]:
    """Hashes of the messages whose sender a person vouches for."""
    return frozenset(one.body["sha256"] for one in chain.of_kind(connection, "sender_confirmed"))
