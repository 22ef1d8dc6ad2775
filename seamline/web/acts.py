"""Forms of the desk: whoever is signed in does what a form says, answered in one sentence."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from domain.errors import SeamlineError
from seamline.alike import approve_together
from seamline.deeds import Deed, do
from seamline.web.frame import Frame
from seamline.web.visitor import Doorkeeper


def acts_router(frame: Frame, keeper: Doorkeeper) -> APIRouter:
    """`POST /cases/{case}/{what}`, with a key where it is about a part; `POST /together` and `POST
    /whole/{what}`, about the whole workspace."""
    router = APIRouter(include_in_schema=False)

    @router.post("/together")
    async def together(request: Request) -> Response:
        visitor = await keeper.actor(request)
        form = await _form(request)
        told = (frame.office, keeper.entrance, visitor.person, form)
        try:
            said = await run_in_threadpool(approve_together, *told)
        except SeamlineError as fault:
            return frame.fault(request, fault)
        return frame.notice(request, "; ".join(said))

    @router.post("/whole/{what}")
    @router.post("/cases/{case}/{what}")
    @router.post("/cases/{case}/{what}/{key}")
    async def act(request: Request, what: str, case: str = "", key: str = "") -> Response:
        visitor = await keeper.actor(request)
        form = await _form(request)
        deed = Deed(frame.office, visitor.person, case, key or form.get("key", ""), form)
        try:
            said = await run_in_threadpool(do, keeper.entrance, deed, what)
        except SeamlineError as fault:
            return frame.fault(request, fault)
        if what == "open":  # its answer begins with the case, which is what is looked at next
            opened = quote(said.partition(":")[0], safe="")
            return Response(status_code=204, headers={"HX-Redirect": f"/cases/{opened}"})
        return frame.notice(request, said)

    return router


async def _form(request: Request) -> dict[str, str]:
    """A form's fields; what is no text is left out."""
    told = await request.form()
    return {name: value for name, value in told.items() if isinstance(value, str)}
