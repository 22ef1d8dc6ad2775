"""Finding things: the search, and the thread of a reference."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.errors import Unknown
from seamline.mail_words import MOST
from seamline.search import search
from seamline.thread_view import thread
from seamline.web.frame import Frame
from seamline.web.visitor import Doorkeeper

#: Characters of a reference or of words that are looked for.
_LONGEST = 300


def finding_router(frame: Frame, keeper: Doorkeeper) -> APIRouter:
    """`/search?q=`, which goes straight to the one case that is meant, and `/thread?ref=`."""
    router = APIRouter(include_in_schema=False)

    @router.get("/search")
    def look(request: Request, q: str = "") -> Response:
        visitor = keeper.visitor(request)
        found = search(frame.office, q[:_LONGEST], frame.glance.words)
        if found["only_case"]:
            return RedirectResponse(f"/cases/{quote(found['only_case'])}", status_code=303)
        return frame.page(request, visitor, "search.html", s=found, most=MOST)

    @router.get("/thread")
    def whole(request: Request, ref: str = "") -> Response:
        visitor = keeper.visitor(request)
        try:
            found = thread(frame.office, ref[:_LONGEST])
        except Unknown:
            return RedirectResponse(f"/search?q={quote(ref[:_LONGEST])}", status_code=303)
        return frame.page(request, visitor, "thread.html", t=found)

    return router
