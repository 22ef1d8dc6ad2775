"""The hash chain: facts appended once each, and checked from the first to the last."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, insert, or_, select, update

from domain.errors import Damaged
from domain.fact import GENESIS, Fact, NewFact
from memory.links import content_hash, content_id, link_hash, seal, settle
from memory.tables import chain_head, facts

# Statements of every step are made once: making one costs as much as running it.
_LOCK_HEAD = select(chain_head).with_for_update()
_MOVE_HEAD = update(chain_head).values(number=bindparam("to_number"), hash=bindparam("to_hash"))
_INSERT = insert(facts)
_BY_ID = select(facts).where(facts.c.id == bindparam("wanted"))
_LINK = select(facts.c.hash).where(facts.c.number == bindparam("wanted"))
_NEWEST = select(func.max(facts.c.number)).where(facts.c.stream == bindparam("wanted"))
_NEWEST_KIND = select(func.max(facts.c.number)).where(facts.c.kind == bindparam("wanted"))
_HEAD = select(chain_head)
_OF_KINDS = (
    select(facts)
    .where(facts.c.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(facts.c.number)
)
_SINCE = _OF_KINDS.where(facts.c.number > bindparam("after")).execution_options(yield_per=500)
# recorded model calls are committed alone while a run is under way, and must not look like news to
# that very run
_LAST_WORD = select(func.max(facts.c.number)).where(
    facts.c.stream == bindparam("wanted"), facts.c.kind != "model_called"
)


@cache
def _of_stream(some: bool, others: bool) -> Select[Any]:
    """Asks for a stream's facts: of some kinds alone, or of others than some."""
    wanted = select(facts).where(
        facts.c.stream == bindparam("wanted"), facts.c.number > bindparam("after")
    )
    if some:
        wanted = wanted.where(facts.c.kind.in_(bindparam("kinds", expanding=True)))
    if others:
        wanted = wanted.where(facts.c.kind.not_in(bindparam("without", expanding=True)))
    return wanted.order_by(facts.c.number)


def append(connection: Connection, new: Sequence[NewFact]) -> list[Fact]:
    """Appends facts in order; one that is already there is returned as it was, not repeated.

    Refused when a time lacks its zone or a body holds what has no one byte form.
    """
    head = connection.execute(_LOCK_HEAD).one()
    number, last = head.number, head.hash
    result = []
    for settled in map(settle, new):
        found = by_id(connection, settled.id)
        if found is None:
            found = seal(settled, number + 1, last)
            connection.execute(_INSERT, _row(found))
            number, last = found.number, found.hash
        result.append(found)
    if number != head.number:
        connection.execute(_MOVE_HEAD, {"to_number": number, "to_hash": last})
    return result


def by_id(connection: Connection, fact_id: str) -> Fact | None:
    """The fact with this id, or None."""
    row = connection.execute(_BY_ID, {"wanted": fact_id}).one_or_none()
    return None if row is None else _fact(row)


def of_stream(
    connection: Connection,
    stream: str,
    after: int = 0,
    kinds: Sequence[str] = (),
    without: Sequence[str] = (),
) -> list[Fact]:
    """Facts of a stream in order, those numbered after `after`, of some kinds if named, or all but
    some."""
    asked: dict[str, Any] = {"wanted": stream, "after": after}
    if kinds:
        asked["kinds"] = kinds
    if without:
        asked["without"] = without
    wanted = _of_stream(bool(kinds), bool(without))
    return [_fact(row) for row in connection.execute(wanted, asked)]


def of_kind(connection: Connection, *kinds: str, saying: Sequence[str] = ()) -> list[Fact]:
    """Facts of the given kinds in order, over all streams; those with one of these words in their
    body if named."""
    says = [facts.c.body.contains(one, autoescape=True) for one in saying]
    wanted = _OF_KINDS.where(or_(*says)) if says else _OF_KINDS
    return [_fact(row) for row in connection.execute(wanted, {"kinds": kinds})]


def since(connection: Connection, number: int, kinds: Sequence[str]) -> Iterable[Fact]:
    """Facts of the given kinds after a number in order, over all streams; one at a time."""
    found = connection.execute(_SINCE, {"kinds": kinds, "after": number})
    return (_fact(row) for row in found)


def on_day(connection: Connection, kind: str, day: date) -> list[Fact]:
    """Facts of a kind that were written on a day (UTC), in order."""
    wanted = select(facts).where(facts.c.kind == kind, facts.c.at.startswith(day.isoformat()))
    return [_fact(row) for row in connection.execute(wanted.order_by(facts.c.number))]


def newest(connection: Connection, kind: str) -> int:
    """Number of the newest fact of a kind over all streams, 0 when there is none."""
    return connection.execute(_NEWEST_KIND, {"wanted": kind}).scalar() or 0


def latest(connection: Connection, kind: str) -> Fact | None:
    """The newest fact of a kind over all streams."""
    number = newest(connection, kind)
    row = connection.execute(select(facts).where(facts.c.number == number)).one_or_none()
    return None if row is None else _fact(row)


def all_facts(connection: Connection) -> Iterable[Fact]:
    """Every fact in order, streamed."""
    wanted = select(facts).order_by(facts.c.number).execution_options(yield_per=1000)
    return (_fact(row) for row in connection.execute(wanted))


def head(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last fact; (0, GENESIS) when there is none."""
    row = connection.execute(_HEAD).one()
    return row.number, row.hash


def link(connection: Connection, number: int) -> str:
    """The hash of the fact with this number; empty when there is none."""
    return connection.execute(_LINK, {"wanted": number}).scalar() or ""


def last_number(connection: Connection, stream: str) -> int:
    """Number of the newest fact of a stream, 0 when it has none."""
    return connection.execute(_NEWEST, {"wanted": stream}).scalar() or 0


def last_word(connection: Connection, stream: str) -> int:
    """Number of the newest fact of a stream that says something of it, as model calls do not."""
    return connection.execute(_LAST_WORD, {"wanted": stream}).scalar() or 0


def check(connection: Connection, known_head: str = "") -> tuple[int, str]:
    """Checks the whole chain, to the head that the ledger names. Returns count and head.

    Whoever can write the file can cut facts off the end and set the head back; only a head that
    was kept elsewhere shows that: give it as `known_head`, it must be on the chain.
    """
    number, last = check_links(all_facts(connection))
    told, _ = ends = head(connection)
    if (number, last) != ends:
        raise Damaged(f"the ledger ends with fact {number}, and its head says {told}")
    known = select(facts.c.number).where(facts.c.hash == known_head)
    if known_head not in ("", GENESIS) and connection.execute(known).scalar() is None:
        raise Damaged(f"no fact has the head {known_head[:12]}…: the end was cut or replaced")
    return number, last


def check_links(links: Iterable[Fact], *, start: int = 1, prev: str = GENESIS) -> tuple[int, str]:
    """Walks the chain; Damaged names the first fact that does not follow. Returns count, head."""
    number, last = start - 1, prev
    for fact in links:
        number += 1
        if fact.number != number:
            raise Damaged(f"fact {number} is missing: the next one found is {fact.number}")
        if fact.prev != last:
            raise Damaged(f"fact {number} does not follow the one before it")
        linked = link_hash(number, content_hash(fact), last)
        if linked != fact.hash or content_id(fact) != fact.id:
            raise Damaged(f"fact {number} ({fact.kind}) was changed after it was written")
        last = fact.hash
    return number, last


def _row(fact: Fact) -> dict[str, Any]:
    data = {**fact.__dict__, "at": fact.at.isoformat()}
    for column in ("causes", "body"):
        data[column] = json.dumps(data[column], ensure_ascii=False, separators=(",", ":"))
    return data


def _fact(row: Any) -> Fact:
    data = dict(row._mapping)
    try:
        data["causes"] = tuple(json.loads(data["causes"]))
        data["body"] = json.loads(data["body"])
        data["at"] = datetime.fromisoformat(data["at"])
        return Fact(**data)
    except (TypeError, ValueError) as problem:
        raise Damaged(f"fact {row.number} cannot be read: it was changed") from problem
