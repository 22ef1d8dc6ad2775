"""The HTTP API: an application of its own under `/api`, with its description and errors as JSON."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException

from domain.errors import (
    BadInput,
    NoIdentity,
    NotAllowed,
    OutsideFailed,
    Refused,
    SeamlineError,
    Stale,
    Unknown,
    Unreadable,
)
from seamline.web import api_acts, api_looks, api_reads
from seamline.web.api_answers import Fault
from seamline.web.bearer import Counter
from seamline.web.bounded import Bounded
from seamline.web.pace import TooOften

#: Bytes of a request's body: the longest texts of a deed, and room.
_MOST = 128 * 1024

#: The status of each error; the first that fits counts.
STATUS: tuple[tuple[type[SeamlineError], int], ...] = (
    (NoIdentity, 401),
    (Unknown, 404),
    (NotAllowed, 403),
    (Stale, 409),
    (TooOften, 429),
    (Refused, 400),
    (Unreadable, 422),
    (OutsideFailed, 503),
    (SeamlineError, 500),
)

_SAID = {
    400: "it is wrong as it is asked",
    401: "no token that lets in",
    403: "not allowed, by policy, right or state",
    404: "nothing of that name",
    409: "what it rests on has changed since",
    422: "the request does not fit its description",
    429: "too many requests: wait as long as Retry-After says",
    503: "another system failed: try again",
}


def make_api(counter: Counter, pages: Jinja2Templates) -> FastAPI:
    """The application to mount at `/api`."""
    api = FastAPI(
        title="Seamline",
        version="1",
        description="Cases between supply-chain functions: what waits, why, what was decided.",
        docs_url=None,
        redoc_url=None,
        responses={status: {"model": Fault, "description": said} for status, said in _SAID.items()},
    )
    api.state.counter = counter
    api.include_router(api_reads.router, prefix="/v1")
    api.include_router(api_looks.router, prefix="/v1")
    api.include_router(api_acts.router, prefix="/v1")
    api.add_middleware(Bounded, most=_MOST)
    _describe(api, pages)
    _errors(api)
    return api


def _describe(api: FastAPI, pages: Jinja2Templates) -> None:
    @api.get("/docs", include_in_schema=False)
    def docs(request: Request) -> Response:
        return pages.TemplateResponse(request, "api_docs.html", {"api": api.openapi()})


def _errors(api: FastAPI) -> None:
    @api.exception_handler(SeamlineError)
    def refused(request: Request, error: SeamlineError) -> Response:
        return _fault(status_of(error), *said_of(error), headers_of(error))

    @api.exception_handler(HTTPException)
    def turned_away(request: Request, error: HTTPException) -> Response:
        what, _, remedy = str(error.detail).partition("; ")
        return _fault(error.status_code, what, remedy or "see /api/docs", error.headers)

    @api.exception_handler(RequestValidationError)
    def misfit(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = ".".join(str(one) for one in first["loc"])
        return _fault(422, f"{where}: {first['msg']}", "see /api/docs")


def status_of(error: SeamlineError) -> int:
    """The HTTP status that says what kind of error it is."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


def headers_of(error: SeamlineError) -> dict[str, str] | None:
    """What the answer says beside its sentence: how to come in, or when to come again."""
    if isinstance(error, NoIdentity):
        return {"WWW-Authenticate": "Bearer"}
    return error.headers if isinstance(error, TooOften) else None


def said_of(error: SeamlineError) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    if isinstance(error, BadInput):
        return str(error).removesuffix(f"; {error.remedy}"), error.remedy
    what, _, remedy = str(error).partition("; ")
    return what, remedy


def _fault(status: int, error: str, remedy: str, headers: Any = None) -> Response:
    told = Fault(error=error, remedy=remedy).model_dump()
    return JSONResponse(told, status_code=status, headers=headers)
