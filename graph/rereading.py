"""Reading again: mails that named what was not on record, or whose sender nobody knew."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from domain.fact import Fact
from memory import chain, inbox


class Named(NamedTuple):
    """What new rows are called, the addresses of contacts that are new or changed, and partners
    that write days and numbers otherwise than was known."""

    names: frozenset[str]
    senders: frozenset[str]
    writers: frozenset[str] = frozenset()


def last_readings(connection: Connection) -> dict[str, Fact]:
    """The newest reading of each message, by its stream."""
    return {one.stream: one for one in chain.of_kind(connection, "message_read")}


def read_again(connection: Connection, named: Named, *, cause: Fact, now: datetime) -> int:
    """Has the mails read again that these rows concern; how many there are."""
    found = [one for one in last_readings(connection).values() if _concerns(named, one)]
    for fact in found:
        body = {"sha256": fact.body["sha256"], "because": cause.id}
        inbox.enqueue(connection, fact.stream, "read", body, now)
    return len(found)


def _concerns(named: Named, reading: Fact) -> bool:
    body = reading.body
    address = str(body["sender"]["address"]).lower()
    if body["sender"]["partner_id"] in named.writers:
        return True
    newly_known = body["sender"]["verdict"] != "authenticated" and address in named.senders
    return newly_known or not named.names.isdisjoint(body.get("unbound", ()))
