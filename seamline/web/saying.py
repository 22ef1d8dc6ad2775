"""The line to type in: what is typed is answered with something to read or a card to press."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response, StreamingResponse

from domain.errors import SeamlineError
from seamline.say import LONGEST, hear
from seamline.typed import Line
from seamline.web.answer_stream import AnswerStream
from seamline.web.frame import Frame
from seamline.web.streamed import streamed
from seamline.web.visitor import Doorkeeper
from seamline.web.wording import at_the_desk


def saying_router(frame: Frame, keeper: Doorkeeper) -> APIRouter:
    """`POST /say`, and `GET /say/answer` for the answer to a question as it is found."""
    router, office = APIRouter(include_in_schema=False), frame.office
    answers = AnswerStream(frame)

    @router.post("/say")
    async def say(
        request: Request,
        words: Annotated[str, Form()],
        case: Annotated[str, Form()] = "",
        before: Annotated[str, Form()] = "",
    ) -> Response:
        visitor = await keeper.actor(request)
        shown = words if len(words) <= LONGEST else f"{words[:LONGEST]} … (the rest is not read)"
        line = Line(office, visitor.person, case, words[:LONGEST], before)
        try:
            said = await run_in_threadpool(hear, line)
            if said.kind == "go":
                return Response(status_code=204, headers={"HX-Redirect": said.told["place"]})
            if said.kind == "card":
                opened = json.dumps({"open-card": said.told})
                return Response(status_code=204, headers={"HX-Trigger": opened})
            told = {**said.told, "words": shown, "case_id": case}
            return frame.page(request, visitor, f"said_{said.kind}.html", **told)
        except SeamlineError as fault:
            told = {"words": shown, "said": at_the_desk(str(fault))}
            return frame.page(request, visitor, "said_fault.html", **told)

    @router.get("/say/answer")
    async def answer(request: Request, question: str, case: str = "") -> StreamingResponse:
        visitor = await run_in_threadpool(keeper.visitor, request)
        since = request.headers.get("last-event-id", "")
        return StreamingResponse(
            streamed(answers.events(case, question[:LONGEST], since, visitor.person.id)),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store"},
        )

    return router
