"""Facts to put on record in tests."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from domain.fact import Fact, NewFact
from memory import chain
from memory.ledger import Ledger

T0 = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def note(number: int, stream: str = "case:W1-1", **body: Any) -> NewFact:
    """A fact that no other number repeats."""
    at = T0 + timedelta(minutes=number)
    body = {"number": number, **body}
    return NewFact(stream=stream, kind="note_taken", at=at, actor="E007", body=body)


def record(ledger: Ledger, *new: NewFact) -> list[Fact]:
    """Facts on record, in one transaction."""
    with ledger.transaction() as connection:
        return chain.append(connection, new)


def recorded(ledger: Ledger) -> list[Fact]:
    """All that is on record, in order."""
    with ledger.reading() as connection:
        return list(chain.all_facts(connection))


@contextmanager
def doomed(ledger: Ledger, falls: bool = True) -> Iterator[Connection]:
    """A transaction whose process falls just before its end, if it `falls`."""
    with suppress(InterruptedError), ledger.transaction() as connection:
        yield connection
        if falls:
            raise InterruptedError
