"""Connections that have not sent a whole request: how long, and how many, whoever opens them.

A listener or a request that is answered is not among them: silent and trickling sockets can neither
take the places of those who work nor stay for ever.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

#: Seconds in which the head of a request must have come, and in which all of it must.
HEAD_S, WHOLE_S = 10.0, 75.0
#: Connections that may be silent or trickle at a time; one more ends the oldest of the address
#: that has the most of them.
SILENT = 256


class Waiting:
    """The connections of a server from which a whole request has yet to come, the oldest first."""

    def __init__(self, most: int = SILENT, head_s: float = HEAD_S) -> None:
        self.head_s = head_s
        self._most = most
        self._those: dict[Watched, str] = {}

    def add(self, one: Watched, address: str) -> None:
        """Counts it; whoever has the most of them loses the oldest where there are too many."""
        self._those[one] = address
        if len(self._those) <= self._most:
            return
        (heaviest, _), *_ = Counter(self._those.values()).most_common(1)
        next(each for each, whose in self._those.items() if whose == heaviest).end()

    def remove(self, one: Watched) -> None:
        """It has sent its request, or is gone."""
        self._those.pop(one, None)


class Watched(H11Protocol):
    """A connection that is ended when it does not send a request in time."""

    #: Those of the server; set for each server by `watched_by`.
    waiting: Waiting

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """It is silent until it says something."""
        self._deadline: asyncio.TimerHandle | None = None
        self._has_head = False
        super().connection_made(transport)
        self._wait(self.waiting.head_s)

    def data_received(self, data: bytes) -> None:
        """What is sent bit by bit gains no time by it."""
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        """The next request has its own time."""
        super().on_response_complete()
        self._has_head = False
        if not self.transport.is_closing():
            self._wait(self.waiting.head_s)
            self._look()  # a request that was sent ahead has begun

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody waits for it any more."""
        self._leave()
        super().connection_lost(exc)

    def end(self) -> None:
        """Breaks it off."""
        self._leave()
        self.transport.abort()

    def _look(self) -> None:
        cycle = self.cycle
        if cycle is None or cycle.response_complete:
            return
        if not cycle.more_body:
            self._leave()
        elif not self._has_head:
            self._has_head = True
            self._wait(WHOLE_S)

    def _wait(self, seconds: float) -> None:
        self._leave()
        self._deadline = self.loop.call_later(seconds, self.end)
        self.waiting.add(self, str(self.client[0]) if self.client else "")

    def _leave(self) -> None:
        self.waiting.remove(self)
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def watched_by(waiting: Waiting) -> type[asyncio.Protocol]:
    """The protocol of a server whose connections are counted there."""
    made: dict[str, Any] = {"waiting": waiting}
    return type("Watched", (Watched,), made)
