"""The inbox: events per stream in order, timers among them, and leases with a fencing token."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from domain.canonical import digest, plain
from domain.errors import Stale
from domain.values import Value
from memory.instants import stamp
from memory.tables import inbox, leases

#: After this many started attempts an event is parked with its reason.
MAX_ATTEMPTS = 3


class Event(Value):
    """Something a stream must deal with; `seq` orders it within its stream."""

    event_id: str
    stream: str
    seq: int
    kind: str
    body: dict[str, Any]
    due_at: datetime
    attempts: int


class Lease(Value):
    """The right to work on a stream; only the newest fence may commit."""

    stream: str
    owner: str
    fence: int


# Statements of every step are made once: making one costs as much as running it.
_LEASE = select(leases).where(leases.c.stream == bindparam("wanted"))
_FENCE = select(leases.c.fence).where(leases.c.stream == bindparam("wanted")).with_for_update()
_TAKE = (
    update(leases)
    .where(leases.c.stream == bindparam("wanted"))
    .values({name: bindparam(f"to_{name}") for name in ("owner", "fence", "until")})
)
_GIVE_BACK = (
    update(leases)
    .where(leases.c.stream == bindparam("wanted"), leases.c.fence == bindparam("held"))
    .values(until="")
)
_IS = inbox.c.event_id == bindparam("wanted")
_ON = inbox.c.stream == bindparam("wanted")
_PENDING = inbox.c.state == "pending"
_IS_KNOWN = select(inbox.c.event_id).where(_IS)
_NEWEST = select(func.max(inbox.c.seq)).where(_ON)
_INSERT = insert(inbox)
_WAITING = (
    select(inbox.c.event_id)
    .where(_ON, inbox.c.kind == bindparam("named"), _PENDING, inbox.c.attempts == 0)
    .limit(1)
    .with_for_update()
)
_DUE_STREAMS = (
    select(inbox.c.stream, func.min(inbox.c.due_at).label("due"))
    .where(_PENDING, inbox.c.due_at <= bindparam("now"))
    .group_by(inbox.c.stream)
    .order_by("due", inbox.c.stream)
)
_NEXT_DUE = (
    select(inbox)
    .where(_ON, _PENDING, inbox.c.due_at <= bindparam("now"))
    .order_by(inbox.c.due_at, inbox.c.seq)
    .limit(1)
)
_COUNT = update(inbox).where(_IS).values(attempts=inbox.c.attempts + 1)
_COUNTED = select(inbox.c.attempts).where(_IS)
_MOVE = (
    update(inbox)
    .where(_IS, _PENDING)
    .values(state=bindparam("to_state"), reason=bindparam("to_reason"))
)


def enqueue(
    connection: Connection, stream: str, kind: str, body: dict[str, Any], due_at: datetime
) -> str:
    """Adds an event unless the same one (stream, kind, body) is already known; returns its id."""
    event_id = digest([stream, kind, body])
    if connection.execute(_IS_KNOWN, {"wanted": event_id}).scalar() is None:
        row = {
            "event_id": event_id,
            "stream": stream,
            "seq": (connection.execute(_NEWEST, {"wanted": stream}).scalar() or 0) + 1,
            "kind": kind,
            "body": json.dumps(plain(body), ensure_ascii=False),
            "due_at": stamp(due_at),
        }
        connection.execute(_INSERT, row)
    return event_id


def is_waiting(connection: Connection, stream: str, kind: str) -> bool:
    """Whether an event of a kind is still to be begun; whoever begins it sees what is so then.

    It cannot be begun before this transaction ends.
    """
    asked = {"wanted": stream, "named": kind}
    return connection.execute(_WAITING, asked).scalar() is not None


def due_streams(connection: Connection, now: datetime) -> list[str]:
    """Streams with a pending event that is due, oldest due first."""
    return [row.stream for row in connection.execute(_DUE_STREAMS, {"now": stamp(now)})]


def next_due(connection: Connection, stream: str, now: datetime) -> Event | None:
    """The stream's next due event: by due time, then by order of arrival."""
    asked = {"wanted": stream, "now": stamp(now)}
    row = connection.execute(_NEXT_DUE, asked).one_or_none()
    return None if row is None else _event(row)


#: Kinds with which a stream looks again at what it takes of something scarce, until it has done so.
_LOOKS = ("held", "moved")


def awaited(connection: Connection, event: Event) -> list[str]:
    """Streams that go before this event (`after` in its body) and have not looked yet."""
    before = event.body.get("after", ())
    if not before:
        return []
    wanted = select(inbox.c.stream).where(
        inbox.c.stream.in_(before), inbox.c.state == "pending", inbox.c.kind.in_(_LOOKS)
    )
    return sorted({row.stream for row in connection.execute(wanted)})


def with_awaited(connection: Connection, streams: Sequence[str], now: datetime) -> set[str]:
    """These streams, and those that go before what is due on them."""
    found, left = set[str](), list(streams)
    while left:
        stream = left.pop()
        event = next_due(connection, stream, now) if stream not in found else None
        found.add(stream)
        left += awaited(connection, event) if event is not None else ()
    return found


def next_by_stream(connection: Connection, *kinds: str) -> dict[str, datetime]:
    """When each stream that has something to come (of these kinds if named) is due next."""
    wanted = select(inbox.c.stream, func.min(inbox.c.due_at)).where(inbox.c.state == "pending")
    wanted = wanted.where(inbox.c.kind.in_(kinds)) if kinds else wanted
    rows = connection.execute(wanted.group_by(inbox.c.stream))
    return {stream: datetime.fromisoformat(due) for stream, due in rows}


def pending(connection: Connection, stream: str | None = None) -> Sequence[Event]:
    """Events not yet dealt with, of one stream or of all, by due time."""
    wanted = select(inbox).where(inbox.c.state == "pending").order_by(inbox.c.due_at, inbox.c.seq)
    if stream is not None:
        wanted = wanted.where(inbox.c.stream == stream)
    return [_event(row) for row in connection.execute(wanted)]


def count_attempt(connection: Connection, event_id: str) -> int:
    """Counts an attempt before it is made, so that a killer cannot be tried for ever."""
    connection.execute(_COUNT, {"wanted": event_id})
    return int(connection.execute(_COUNTED, {"wanted": event_id}).scalar_one())


def finish(connection: Connection, event_id: str) -> None:
    """Marks an event as dealt with."""
    _set(connection, event_id, "done", "")


def park(connection: Connection, event_id: str, reason: str) -> None:
    """Sets an event aside with its reason; it is shown, and nothing waits behind it."""
    _set(connection, event_id, "parked", reason)


def renew(connection: Connection, event_id: str, cause: str, due_at: datetime) -> str:
    """Lets a parked event come once more, with new attempts; `cause` is why, and tells it apart."""
    row = connection.execute(select(inbox).where(inbox.c.event_id == event_id)).one()
    body = {**json.loads(row.body), "again": cause}
    return enqueue(connection, row.stream, row.kind, body, due_at)


def cancel_timers(connection: Connection, stream: str, kinds: Sequence[str]) -> None:
    """Withdraws pending timers of these kinds: what they would say no longer holds."""
    connection.execute(
        update(inbox)
        .where(inbox.c.stream == stream, inbox.c.state == "pending", inbox.c.kind.in_(kinds))
        .values(state="done", reason="withdrawn")
    )


def _never(_owner: str) -> bool:
    return False


def claim(
    connection: Connection,
    stream: str,
    owner: str,
    wall: datetime,
    lasting: timedelta,
    gone: Callable[[str], bool] = _never,
) -> Lease | None:
    """Takes the stream's lease with a higher fence, or None while another holds it.

    `gone` says of another owner that it surely works no more: then it is not waited for. Should
    it be wrong, the fence still keeps the other from committing.
    """
    row = connection.execute(_LEASE, {"wanted": stream}).one_or_none()
    until = stamp(wall + lasting)
    if row is None:
        connection.execute(insert(leases).values(stream=stream, owner=owner, fence=1, until=until))
        return Lease(stream=stream, owner=owner, fence=1)
    if row.owner != owner and row.until > stamp(wall) and not gone(row.owner):
        return None
    fence = row.fence + 1
    taken = {"wanted": stream, "to_owner": owner, "to_fence": fence, "to_until": until}
    connection.execute(_TAKE, taken)
    return Lease(stream=stream, owner=owner, fence=fence)


def release(connection: Connection, lease: Lease) -> None:
    """Gives the lease back; the fence stays, so that an older one can never commit."""
    connection.execute(_GIVE_BACK, {"wanted": lease.stream, "held": lease.fence})


def require_fence(connection: Connection, lease: Lease) -> None:
    """Refuses the commit of a worker whose lease has passed to another."""
    if connection.execute(_FENCE, {"wanted": lease.stream}).scalar() != lease.fence:
        raise Stale(f"another worker took over {lease.stream}; this work is dropped")


def _set(connection: Connection, event_id: str, state: str, reason: str) -> None:
    """Only a pending event moves: one that was withdrawn while it rang stays withdrawn."""
    moved = {"wanted": event_id, "to_state": state, "to_reason": reason}
    connection.execute(_MOVE, moved)


def _event(row: Any) -> Event:
    return Event(
        event_id=row.event_id,
        stream=row.stream,
        seq=row.seq,
        kind=row.kind,
        body=json.loads(row.body),
        due_at=datetime.fromisoformat(row.due_at),
        attempts=row.attempts,
    )
