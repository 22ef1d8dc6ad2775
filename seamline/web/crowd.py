"""Requests dealt with at a time, open pages that listen among them; one more is told so."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_FULL = "the desk is full: nothing was taken; send it again in some seconds"


class Crowd:
    """Answers 503 at once while `most` requests are under way; connections do not count."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app, self._most, self._inside = app, most, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if self._inside >= self._most:
            answer = PlainTextResponse(_FULL, 503, {"Retry-After": "5", "HX-Reswap": "none"})
            await answer(scope, receive, send)
            return
        self._inside += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._inside -= 1
