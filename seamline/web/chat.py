"""The chat endpoint for clients that speak OpenAI's protocol: it reads, and can never act."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from itertools import chain
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from domain.errors import SeamlineError
from seamline.chatting import NAME, chunks, completion, questions_of, reply
from seamline.web.api import headers_of, status_of
from seamline.web.bearer import Counter, Reader
from seamline.web.bounded import Bounded
from seamline.web.streamed import streamed

#: Bytes of a request: clients send the whole conversation each time.
_MOST = 2 * 2**20

router = APIRouter()


class _Streaming(BaseModel):
    include_usage: bool = False


class Asking(BaseModel):
    """What a client sends; settings of a model, which there is none of, are passed over."""

    model_config = ConfigDict(extra="ignore")

    messages: list[dict[str, Any]] = Field(min_length=1)
    stream: bool | None = False
    stream_options: _Streaming | None = None


@router.get("/models")
def models(caller: Reader) -> dict[str, Any]:
    """The one name there is."""
    return {"object": "list", "data": [_model()]}


@router.get("/models/{name}")
def model(caller: Reader, name: str) -> dict[str, Any]:
    """The same by its name."""
    if name != NAME:
        raise HTTPException(404, f"there is no model {name!r}; use {NAME}")
    return _model()


@router.post("/chat/completions")
def complete(request: Request, caller: Reader, asking: Asking) -> Response:
    """Answers the last message from recorded facts."""
    at = int(caller.office.clock.wall().timestamp())
    desk = str(request.base_url).removesuffix("v1/")
    lines = reply(caller.office, questions_of(asking.messages), desk, caller.person.id)
    if not asking.stream:
        return JSONResponse(completion("".join(lines), at))
    usage = asking.stream_options is not None and asking.stream_options.include_usage
    begun = chain([next(lines, "")], lines)  # what cannot be answered at all is refused beforehand
    return StreamingResponse(
        streamed(_events(chunks(begun, at, usage=usage))), media_type="text/event-stream"
    )


def _events(told: Iterator[dict[str, Any]]) -> Generator[str, None, None]:
    for one in told:
        yield f"data: {json.dumps(one, ensure_ascii=False)}\n\n"
    yield "data: [DONE]\n\n"


def _model() -> dict[str, Any]:
    return {"id": NAME, "object": "model", "created": 0, "owned_by": "seamline"}


def make_chat(counter: Counter) -> FastAPI:
    """The application to mount at `/v1`; errors are told as OpenAI's protocol tells them."""
    chat = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    chat.state.counter = counter
    chat.include_router(router)
    chat.add_middleware(Bounded, most=_MOST)

    @chat.exception_handler(SeamlineError)
    def refused(request: Request, error: SeamlineError) -> Response:
        return _fault(status_of(error), str(error), headers_of(error))

    @chat.exception_handler(HTTPException)
    def turned_away(request: Request, error: HTTPException) -> Response:
        return _fault(error.status_code, str(error.detail), error.headers)

    @chat.exception_handler(RequestValidationError)
    def misfit(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        return _fault(400, f"{'.'.join(str(one) for one in first['loc'])}: {first['msg']}")

    return chat


def _fault(status: int, said: str, headers: Any = None) -> Response:
    kinds = {401: "authentication_error", 429: "rate_limit_error"}
    kind = kinds.get(status, "api_error" if status >= 500 else "invalid_request_error")
    told = {"message": said, "type": kind, "param": None, "code": None}
    return JSONResponse({"error": told}, status_code=status, headers=headers)
