"""What exports brought to the record and the ledger does not know yet, by the record's journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from memory import chain
from seamline.wiring import Office
from tools.erp.embedded.feed import Change, Load
from tools.erp.embedded.report import TableCount

#: Entries of the journal that are read at once.
_PAGE = 5_000


class Position(NamedTuple):
    """How far the record has come: its newest change and its newest load."""

    change: int = 0
    load: int = 0


class RecordNews(NamedTuple):
    """Loads that nobody was told of, what they changed, and how far the record is with them."""

    loads: tuple[Load, ...]
    changes: tuple[Change, ...]
    position: Position

    @property
    def as_of(self) -> datetime:
        """When the newest of these exports was made."""
        return max(datetime.fromisoformat(one.as_of) for one in self.loads)

    @property
    def counts(self) -> tuple[TableCount, ...]:
        """The files of these loads, with what became of their rows."""
        told = Counter((one.source, one.op) for one in self.changes)
        return tuple(_count(one, told) for one in self.loads)


def _count(load: Load, told: Counter[tuple[int, str]]) -> TableCount:
    new, changed = told[load.id, "insert"], told[load.id, "update"]
    return TableCount(
        table=load.table,
        file=load.file,
        read=load.rows,
        new=new,
        changed=changed,
        unchanged=load.rows - new - changed,
    )


def told(connection: Connection) -> Position:
    """How far the record had come when the ledger was last told of it."""
    last = chain.latest(connection, "record_loaded")
    return Position(*last.body.get("position", ())) if last else Position()


def untold(office: Office) -> RecordNews | None:
    """The news of loads whose telling never came to be; None when all is told."""
    with office.ledger.reading() as connection:
        since = told(connection)
    now = Position(*office.reads.position())
    if now.load <= since.load:
        return None
    loads = tuple(one for one in office.reads.loads(since.load) if one.id <= now.load)
    return RecordNews(loads, tuple(_brought(office, since, now)), now)


def _brought(office: Office, since: Position, now: Position) -> Iterator[Change]:
    """Changes by those loads; what this product wrote itself in between is none."""
    for page in _pages(office, since.change, now.change):
        for change in page:
            if change.seq <= now.change and since.load < change.source <= now.load:
                yield change


def _pages(office: Office, cursor: int, until: int) -> Iterable[list[Change]]:
    while cursor < until:
        page = list(office.reads.changes(cursor, _PAGE))
        if not page:
            return
        yield page
        cursor = page[-1].seq
