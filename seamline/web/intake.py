"""Posted events over HTTP: the body read within its limit, then handed to the door."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from fastapi.requests import Request as Posting
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from domain.errors import OutsideFailed
from seamline.web.door import Answer, Door, Request
from tools.events import limits

#: Seconds in which a body must have come.
_PATIENCE_S = 60.0


def intake_router(door: Door) -> APIRouter:
    """`POST /events`."""
    router = APIRouter()

    @router.post("/events")
    async def events(posting: Posting) -> JSONResponse:
        peer = posting.client.host if posting.client else ""
        if not door.admits(peer):
            return _said(Answer(status=429, outcome="refused", reason="too many requests"))
        head = [
            (name.decode("latin-1"), text.decode("latin-1")) for name, text in posting.headers.raw
        ]
        try:
            body = await asyncio.wait_for(_body(posting), _PATIENCE_S)
        except (TimeoutError, ClientDisconnect):
            return _said(Answer(status=408, outcome="refused", reason="the body did not come"))
        request = Request(head, body or b"", peer)
        try:
            if body is None:
                most = f"the body is over {limits.BODY // 2**20} MiB"
                return _said(await run_in_threadpool(door.refused, request, 413, most))
            return _said(await run_in_threadpool(door.take, request))
        except OutsideFailed as fault:
            return _said(Answer(status=503, outcome="failed", reason=str(fault)))

    return router


async def _body(posting: Posting) -> bytes | None:
    """The body; None as soon as it is too large, whatever its length was said to be."""
    pieces: list[bytes] = []
    size = 0
    async for piece in posting.stream():
        size += len(piece)
        if size > limits.BODY:
            return None
        pieces.append(piece)
    return b"".join(pieces)


def _said(answer: Answer) -> JSONResponse:
    told = answer.model_dump(exclude={"status"}, exclude_defaults=True)
    headers = {"Retry-After": "60"} if answer.status in (429, 503) else None
    return JSONResponse(told, status_code=answer.status, headers=headers)
