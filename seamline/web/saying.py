"""The line to type in: what is typed is answered with something to read or a card to press."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from domain.errors import SeamlineError
from seamline import views
from seamline.say import Line, hear
from seamline.web.frame import Frame
from seamline.web.visitor import Doorkeeper


def saying_router(frame: Frame, keeper: Doorkeeper) -> APIRouter:
    """`POST /say`."""
    router, office = APIRouter(include_in_schema=False), frame.office

    @router.post("/say")
    async def say(
        request: Request, words: Annotated[str, Form()], case: Annotated[str, Form()] = ""
    ) -> Response:
        visitor = await keeper.actor(request)
        line = Line(office, visitor.person, case, words[:2000])
        try:
            said = await run_in_threadpool(hear, line)
            if said.kind == "go":
                place = f"{said.told['place']}{said.told['name']}"
                return Response(status_code=204, headers={"HX-Redirect": place})
            told = {**said.told, "words": words, "case_id": case}
            if said.kind == "card":
                told["case"] = await run_in_threadpool(views.case, office, case)
            return frame.page(request, visitor, f"said_{said.kind}.html", **told)
        except SeamlineError as fault:
            return frame.page(request, visitor, "said_fault.html", words=words, said=str(fault))

    return router
