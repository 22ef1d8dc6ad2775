"""The fourteen ways in which a model's server goes wrong, as answers on the wire."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any, NamedTuple


class Fault(StrEnum):
    """One way to go wrong."""

    RATE_LIMIT = "rate_limit"
    RETRY_AFTER = "retry_after"
    QUOTA = "quota"
    SERVER_ERROR = "server_error"
    OVERLOADED = "overloaded"
    TIMEOUT = "timeout"
    RESET = "reset"
    TRUNCATED_BODY = "truncated_body"
    HTML = "html"
    EMPTY_CHOICES = "empty_choices"
    LENGTH = "length"
    REFUSAL = "refusal"
    WRONG_SCHEMA = "wrong_schema"
    EXTRA_FIELDS = "extra_fields"


class Response(NamedTuple):
    """What goes over the wire."""

    status: int
    body: bytes
    headers: dict[str, str] = {"Content-Type": "application/json"}


PAGE = b"<!doctype html><html><body>Please sign in to the guest network</body></html>"
ERRORS = {
    Fault.RATE_LIMIT: (429, "rate_limit_exceeded"),
    Fault.RETRY_AFTER: (429, "rate_limit_exceeded"),
    Fault.QUOTA: (429, "insufficient_quota"),
    Fault.SERVER_ERROR: (500, "server_error"),
    Fault.OVERLOADED: (503, "overloaded"),
}


def as_json(status: int, body: Any) -> Response:
    """A response of JSON."""
    return Response(status, json.dumps(body).encode())


def error(status: int, code: str, message: str = "") -> Response:
    """An error in OpenAI's form."""
    return as_json(status, {"error": {"message": message or code, "type": code, "code": code}})


def spoiled(fault: Fault, completion: dict[str, Any], retry_after_s: float) -> Response:
    """The good completion as this fault leaves it; `timeout` and `reset` never get so far."""
    if fault in ERRORS:
        response = error(*ERRORS[fault])
        if fault is Fault.RETRY_AFTER:
            named = {**response.headers, "Retry-After": f"{retry_after_s:g}"}
            return response._replace(headers=named)
        return response
    if fault is Fault.HTML:
        return Response(200, PAGE, {"Content-Type": "text/html"})
    if fault is Fault.TRUNCATED_BODY:
        whole = as_json(200, completion)
        return whole._replace(body=whole.body[: len(whole.body) // 2])
    return as_json(200, _misshapen(fault, completion))


def _misshapen(fault: Fault, completion: dict[str, Any]) -> dict[str, Any]:
    if fault is Fault.EMPTY_CHOICES:
        return {**completion, "choices": []}
    choice = completion["choices"][0]
    content = choice["message"]["content"]
    changes: dict[Fault, dict[str, Any]] = {
        Fault.LENGTH: {"content": content[: len(content) // 2]},
        Fault.REFUSAL: {"content": None, "refusal": "I cannot help with that."},
        Fault.WRONG_SCHEMA: {"content": json.dumps({"unasked": ["for"]})},
        Fault.EXTRA_FIELDS: {"content": _with_more(content)},
    }
    finish = "length" if fault is Fault.LENGTH else choice["finish_reason"]
    message = {**choice["message"], **changes[fault]}
    return {**completion, "choices": [{**choice, "message": message, "finish_reason": finish}]}


def _with_more(content: str) -> str:
    return json.dumps({**json.loads(content), "approved_by": "E001"})
