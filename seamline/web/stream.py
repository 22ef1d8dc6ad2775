"""News for open pages: server-sent events, numbered by the ledger."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from sqlalchemy import select

from memory.tables import facts
from seamline.glance import Glance
from seamline.web.visitor import Doorkeeper
from seamline.wiring import Office

#: Seconds between two looks at the ledger; all listeners share one.
_LOOK_S = 0.5
#: Seconds after which a silent line is given a sign of life.
_ALIVE_S = 15.0
#: Digits of a ledger number; what is longer is none.
_DIGITS = 18
#: Facts told in one event; whoever was away longer loads everything anew anyway.
_MOST = 500


class Newsroom:
    """One look at the ledger for all listeners: they wait for its number to move."""

    def __init__(self, office: Office, glance: Glance) -> None:
        self._office, self._glance = office, glance
        self._moved = asyncio.Event()
        self._head = 0
        self._listeners = 0
        self._looking: asyncio.Task[None] | None = None

    async def listen(self, since: int | None) -> AsyncIterator[str]:
        """Events from fact number `since` on; from now on when it is None."""
        self._listeners += 1
        if self._looking is None or self._looking.done():
            self._head = await run_in_threadpool(self._glance.head)
            self._looking = asyncio.create_task(self._look())
        seen = self._head if since is None else since
        try:
            yield ": listening\n\n"
            while True:
                if self._head > seen:
                    cases = await run_in_threadpool(self._cases, seen)
                    seen = self._head
                    yield _event(seen, cases)
                moved = self._moved
                try:
                    await asyncio.wait_for(moved.wait(), _ALIVE_S)
                except TimeoutError:
                    yield ": alive\n\n"
        finally:
            self._listeners -= 1

    async def _look(self) -> None:
        while self._listeners:
            head = await run_in_threadpool(self._glance.head)
            if head != self._head:
                self._head = head
                self._moved.set()
                self._moved = asyncio.Event()
            await asyncio.sleep(_LOOK_S)

    def _cases(self, since: int) -> list[str]:
        wanted = (
            select(facts.c.stream)
            .where(facts.c.number > since, facts.c.stream.startswith("case:"))
            .distinct()
            .limit(_MOST)
        )
        with self._office.ledger.reading() as connection:
            return [row.stream.removeprefix("case:") for row in connection.execute(wanted)]


def _event(number: int, cases: list[str]) -> str:
    return f"id: {number}\nevent: facts\ndata: {json.dumps({'cases': cases})}\n\n"


def stream_router(office: Office, glance: Glance, keeper: Doorkeeper) -> APIRouter:
    """`/stream`."""
    router, room = APIRouter(include_in_schema=False), Newsroom(office, glance)

    @router.get("/stream")
    async def stream(request: Request, since: int | None = None) -> StreamingResponse:
        await run_in_threadpool(keeper.visitor, request)
        # a line that broke goes on where it was; a page begins with what it was made of
        told = request.headers.get("last-event-id", "")
        since = int(told) if told.isdecimal() and len(told) < _DIGITS else since
        return StreamingResponse(
            room.listen(since),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store"},
        )

    return router
