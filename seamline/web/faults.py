"""Faults as pages show them: one sentence in the desk's words, with the status that fits."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException

from domain.errors import (
    BadInput,
    NoIdentity,
    NotAllowed,
    OutsideFailed,
    SeamlineError,
    Stale,
    Unknown,
)
from seamline.web.frame import Frame
from seamline.web.pace import TooOften
from seamline.web.wording import at_the_desk

_STATUS: tuple[tuple[type[SeamlineError], int], ...] = (
    (Unknown, 404),
    (Stale, 409),
    (NotAllowed, 403),
    (NoIdentity, 403),
    (TooOften, 429),
    (BadInput, 400),
    (OutsideFailed, 503),
)
_SAID = {404: "there is no such page", 405: "that cannot be done here"}


def take_faults(app: FastAPI, frame: Frame, pages: Jinja2Templates, *, signs_in: bool) -> None:
    """Answers refusals, wrong addresses and wrong values; `signs_in` where people sign in here."""

    def shown(
        request: Request, said: str, status: int, headers: Mapping[str, str] | None = None
    ) -> Response:
        told = {"said": at_the_desk(said)}
        return pages.TemplateResponse(
            request, "fault.html", told, status_code=status, headers=headers
        )

    @app.exception_handler(SeamlineError)
    def refused(request: Request, error: Exception) -> Response:
        by_script = "hx-request" in request.headers
        if isinstance(error, NoIdentity) and signs_in:
            return _to_sign_in(request, by_script)
        status = next((code for kind, code in _STATUS if isinstance(error, kind)), 400)
        later = error.headers if isinstance(error, TooOften) else None
        if by_script:
            return _to_script(request, frame, error)
        return shown(request, str(error), status, later)

    @app.exception_handler(HTTPException)
    def no_page(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        if request.url.path.startswith("/events"):
            return JSONResponse({"detail": _SAID.get(status, "refused")}, status_code=status)
        return shown(request, _SAID.get(status, f"the server answers {status}"), status)

    @app.exception_handler(RequestValidationError)
    def no_value(request: Request, error: Exception) -> Response:
        return shown(request, "the address holds a value that is none of its kind", 422)


def _to_script(request: Request, frame: Frame, error: Exception) -> Response:
    """A notice beside what was typed; a part of a page asked for too often is asked again."""
    if not isinstance(error, TooOften):
        return frame.notice(request, at_the_desk(str(error)), tone="bad", status=409)
    if request.method == "GET":
        return PlainTextResponse(str(error), 429, {**error.headers, "HX-Reswap": "none"})
    answer = frame.notice(request, str(error), tone="bad", status=429)
    answer.headers.update(error.headers)
    return answer


def _to_sign_in(request: Request, by_script: bool) -> Response:
    if by_script:
        return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
    query = f"?{request.url.query}" if request.url.query else ""
    place = f"{request.url.path}{query}" if request.method == "GET" else ""
    to = f"?to={quote(place, safe='')}" if place not in ("", "/", "/stream") else ""
    return RedirectResponse(f"/sign-in{to}", status_code=303)
