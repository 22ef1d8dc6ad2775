"""The desk's pages and their parts: inbox, conversation, what stands beside it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from seamline import views
from seamline.cards import card
from seamline.conversation import conversation
from seamline.glance import is_for
from seamline.web.frame import Frame
from seamline.web.visitor import Doorkeeper


def desk_router(frame: Frame, keeper: Doorkeeper) -> APIRouter:
    """`/`, `/cases/{id}` and their fragments."""
    router = APIRouter(include_in_schema=False)
    office = frame.office

    def about(case_id: str) -> dict[str, Any]:
        talk = conversation(office, case_id)
        seen = views.case(office, case_id)
        return {"talk": talk, "case": seen, "card": card(office, seen), "case_id": case_id}

    def lists(request: Request, case_id: str = "") -> dict[str, Any]:
        person = keeper.visitor(request).person
        seen = frame.glance.inbox()
        mine = [one for one in seen["waiting"] if is_for(person, one)]
        others = [one for one in seen["waiting"] if not is_for(person, one)]
        return {"inbox": seen, "mine": mine, "others": others, "open": case_id}

    @router.get("/")
    def everything(request: Request) -> Response:
        return frame.page(
            request, keeper.visitor(request), "desk.html", case=None, case_id="", **lists(request)
        )

    @router.get("/cases/{case_id}")
    def one_case(request: Request, case_id: str) -> Response:
        told = {**lists(request, case_id), **about(case_id)}
        return frame.page(request, keeper.visitor(request), "desk.html", **told)

    @router.get("/parts/inbox")
    def inbox(request: Request, case: str = "") -> Response:
        return frame.page(request, keeper.visitor(request), "inbox.html", **lists(request, case))

    @router.get("/parts/talk/{case_id}")
    def talk(request: Request, case_id: str) -> Response:
        return frame.page(request, keeper.visitor(request), "talk.html", **about(case_id))

    @router.get("/parts/beside/{case_id}")
    def beside(request: Request, case_id: str) -> Response:
        return frame.page(request, keeper.visitor(request), "beside.html", **about(case_id))

    return router
