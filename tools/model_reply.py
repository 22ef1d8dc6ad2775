"""What a model's server answered, classified; every byte of it may be an attacker's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from domain.canonical import encode, plain
from domain.errors import SeamlineError
from domain.values import Value
from tools.model_request import Question, tokens_of

#: A decimal of more places is no quantity, price or date; written out it could fill the memory.
PLACES = 40
TOKENS_AT_MOST = 10**9
#: What a validator nobody tested with such a value may stumble with.
STUMBLES = (ArithmeticError, LookupError, RecursionError, SeamlineError, TypeError, ValueError)


class CutOff(Exception):
    """The body ends in the middle; worth another call."""


class Reply(Value):
    """How one logical call ended, before it is recorded."""

    status: Literal["ok", "refused", "truncated", "invalid", "unavailable", "over_budget"]
    value: dict[str, Any] | None = None
    model: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    reason: str = ""


def read_reply(body: bytes, asked: Question, schema: type[BaseModel]) -> Reply:
    """The reply in a body of status 200; `CutOff` when the body is not whole.

    `unavailable` is what no model said (a proxy's page, no choice at all); `invalid` is what it
    said and we cannot use. Reasons are our words: a model's own must not reach a person unmarked.
    """
    try:
        raw = from_json(body)
    except ValueError:
        if body.lstrip()[:1] in (b"", b"{"):
            raise CutOff("the answer was cut off") from None
        return Reply(status="unavailable", reason="the address answers, but not as a model does")
    choice = _first_choice(raw)
    if choice is None:
        return Reply(status="unavailable", reason="the server's answer holds no choice")
    message = choice["message"]
    status, value, reason = _judged(choice.get("finish_reason"), message, schema)
    tokens_in, tokens_out = _tokens(raw, asked, message)
    return Reply(
        status=status,
        value=value,
        reason=reason,
        model=_model_name(raw),
        tokens_in=tokens_in,
        tokens_out=tokens_out,
    )


def _first_choice(raw: Any) -> dict[str, Any] | None:
    choices = raw.get("choices") if isinstance(raw, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    has_message = isinstance(first, dict) and isinstance(first.get("message"), dict)
    return first if has_message else None


def _judged(
    finish: Any, message: dict[str, Any], schema: type[BaseModel]
) -> tuple[Literal["ok", "refused", "truncated", "invalid"], dict[str, Any] | None, str]:
    if finish == "content_filter" or message.get("refusal"):
        return "refused", None, "the model refused to answer"
    if finish == "length":
        return "truncated", None, "the answer reached its length limit"
    content = message.get("content")
    if not isinstance(content, str) or not content.strip():
        return "invalid", None, "the answer is empty"
    try:
        return "ok", validated(content, schema), ""
    except ValidationError as error:
        return "invalid", None, _first_fault(error)
    except STUMBLES as error:
        return "invalid", None, f"the answer cannot be used ({type(error).__name__})"


def validated(content: str, schema: type[BaseModel]) -> dict[str, Any]:
    """The answer as plain JSON: nothing coerced, nothing extra, and the same after a replay."""
    parsed = schema.model_validate_json(_unfenced(content), strict=True, extra="forbid")
    if not all(_is_sane(number) for number in _decimals(parsed.model_dump())):
        raise ValueError("a number beyond all measure")
    value = parsed.model_dump(mode="json")
    encode(value)  # what cannot be hashed (NaN) cannot be recorded
    if plain(value) != value:
        raise ValueError("an integer that would come back from the record as text")
    return value


def _unfenced(content: str) -> str:
    """Without the ``` fence that some models put around JSON whatever they are told."""
    text = content.strip()
    if not (text.startswith("```") and text.endswith("```")):
        return text
    return text.removeprefix("```").removeprefix("json").removesuffix("```").strip()


def _decimals(value: Any) -> Iterator[Decimal]:
    if isinstance(value, Decimal):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _decimals(item)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from _decimals(item)


def _is_sane(number: Decimal) -> bool:
    if not number.is_finite():
        return False
    _, digits, exponent = number.as_tuple()
    return len(digits) <= PLACES and isinstance(exponent, int) and abs(exponent) <= PLACES


def _first_fault(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    # an extra field's name is the model's own text
    where = [str(part) for part in first["loc"] if str(part).isidentifier() or str(part).isdigit()]
    return f"the answer has not the asked form: {'.'.join(where)[:80]} {first['type']}"


def _tokens(raw: dict[str, Any], asked: Question, message: dict[str, Any]) -> tuple[int, int]:
    """As the server counted; our estimate when it did not, so that budgets hold all the same."""
    usage = raw.get("usage")
    counted = usage if isinstance(usage, dict) else {}
    given, taken = counted.get("prompt_tokens"), counted.get("completion_tokens")
    content = message.get("content")
    written = tokens_of(content) if isinstance(content, str) else 0
    return _count(given, asked.tokens_in), _count(taken, written)


def _count(value: Any, estimate: int) -> int:
    return value if type(value) is int and 0 <= value <= TOKENS_AT_MOST else estimate


def _model_name(raw: dict[str, Any]) -> str:
    """The version that answered, when the server names one in a form fit to be shown."""
    name = raw.get("model")
    return name if isinstance(name, str) and len(name) <= 100 and name.isprintable() else ""
