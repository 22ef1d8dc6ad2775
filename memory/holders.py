"""Who holds streams back: due events that wait because another worker has the stream's lease."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from domain.values import Value
from memory.instants import stamp
from memory.tables import leases


class Held(Value):
    """A stream that another worker holds, until it gives it back or this time has come."""

    stream: str
    owner: str
    until: datetime

    def said(self) -> str:
        """In a sentence."""
        name = self.stream.removeprefix("case:")
        parts = self.owner.rsplit(":", 3)
        who = f" (process {parts[1]} on {parts[0]})" if len(parts) == 4 else ""
        return (
            f"{name} is held by another worker until {self.until:%H:%M} UTC{who}, which goes on "
            "with it by itself: nothing is lost and nothing need be done"
        )


def held(
    connection: Connection,
    streams: Sequence[str],
    wall: datetime,
    gone: Callable[[str], bool],
) -> list[Held]:
    """Those of the streams that a worker holds which may still be at work."""
    wanted = select(leases).where(leases.c.until > stamp(wall)).order_by(leases.c.stream)
    rows = [row for row in connection.execute(wanted) if row.stream in set(streams)]
    return [
        Held(stream=row.stream, owner=row.owner, until=datetime.fromisoformat(row.until))
        for row in rows
        if not gone(row.owner)
    ]
