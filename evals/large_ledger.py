"""A ledger of any size: the facts of real cases told again about other orders, chained and sealed.

Each copy has its own mail, order and hashes; every word else is that of its pattern, so that pages
are as heavy as after years of work. Copies are for reading: nothing may act on them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import Connection, insert, select

from domain.fact import Fact, NewFact
from memory import chain
from memory.blobs import Blobs
from memory.ledger import Ledger
from memory.tables import outbox

_HASH = re.compile(r"\b[0-9a-f]{64}\b")
#: Cases copied in one transaction.
_AT_ONCE = 20


def grow(
    ledger: Ledger, blobs: Blobs, patterns: Sequence[str], numbers: Sequence[int], *, minutes: int
) -> None:
    """Adds a copy of a pattern, by its order's number, for each further order, in turn.

    Each copy happens so many minutes after the one before it.
    """
    with ledger.reading() as connection:
        whole = [_Pattern(connection, one) for one in patterns]
    for start in range(0, len(numbers), _AT_ONCE):
        with ledger.transaction() as connection:
            for place in range(start, min(start + _AT_ONCE, len(numbers))):
                pattern = whole[place % len(whole)]
                pattern.copy(connection, blobs, numbers[place], timedelta(minutes=minutes * place))


class _Pattern:
    """A case with its mail and its effects, as it is on record."""

    def __init__(self, connection: Connection, order: str) -> None:
        self._order = order
        case = chain.of_stream(connection, f"case:W1-{order}")
        keys = {one["message"] for fact in case if (one := fact.body.get("news"))}
        streams = {
            fact.stream
            for fact in chain.of_kind(connection, "message_filed")
            if fact.body["sha256"] in keys
        }
        told = [fact for one in streams for fact in chain.of_stream(connection, one)]
        self._facts = sorted([*case, *told], key=lambda one: one.number)
        self._mails = sorted(keys)
        wanted = select(outbox).where(outbox.c.case_id == f"W1-{order}")
        self._effects = [dict(row._mapping) for row in connection.execute(wanted)]
        self._own = {one["key"] for one in self._effects}

    def copy(self, connection: Connection, blobs: Blobs, number: int, later: timedelta) -> None:
        """The same about another order."""
        renamed = {one: _renamed(one, number) for one in self._own}
        for sha in self._mails:
            raw = blobs.read(sha).replace(self._order.encode(), str(number).encode())
            renamed[sha] = blobs.keep(raw.replace(b"<late-", f"<copy-{number}-".encode()))
        for fact in self._facts:
            renamed[fact.id] = self._fact(connection, fact, number, later, renamed)
        for row in self._effects:
            told = json.loads(self._again(json.dumps(row), number, renamed))
            place = connection.execute(select(outbox.c.position).order_by(outbox.c.position.desc()))
            told["position"] = (place.scalars().first() or 0) + 1
            connection.execute(insert(outbox), told)

    def _fact(
        self,
        connection: Connection,
        fact: Fact,
        number: int,
        later: timedelta,
        renamed: Mapping[str, str],
    ) -> str:
        told = json.dumps([fact.stream, list(fact.causes), fact.body])
        stream, causes, body = json.loads(self._again(told, number, renamed))
        new = NewFact(
            stream=_stream(stream, number), kind=fact.kind, at=fact.at + later, actor=fact.actor,
            causes=tuple(causes), body=body,
        )  # fmt: skip
        return chain.append(connection, [new])[0].id

    def _again(self, text: str, number: int, renamed: Mapping[str, str]) -> str:
        text = text.replace(self._order, str(number))
        return _HASH.sub(lambda one: renamed.get(one[0], one[0]), text)


def _stream(stream: str, number: int) -> str:
    """A message's stream bears its key, which is a hash: each copy has its own."""
    kind, _, key = stream.partition(":")
    return f"message:{_renamed(key, number)}" if kind == "message" else stream


def _renamed(key: str, number: int) -> str:
    return hashlib.sha256(f"{key} {number}".encode()).hexdigest()
