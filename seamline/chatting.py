"""Answers for chat clients that speak OpenAI's protocol: read from facts, with citations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import uuid4

from domain.errors import BadInput
from domain.letters import inert
from graph.answers import Answer
from graph.answers.steps import Claims
from seamline.wiring import Office

#: The one name under which answers are given; it is no model.
NAME = "seamline"
#: Characters of a question that are looked at.
_LONGEST = 2_000
#: So many questions are looked at: the last, and those it may go on from.
_BEFORE = 4
#: So many facts are linked; all of them are named in the lines.
_LINKED = 12


def questions_of(messages: Sequence[dict[str, Any]]) -> list[str]:
    """What the user asked, the last few questions; BadInput when the last message asks nothing."""
    told = [_text(one.get("content")).strip() for one in messages if one.get("role") == "user"]
    if not told or not told[-1]:
        raise BadInput("no question was asked", remedy="end with a user's message that has text")
    return [one[:_LONGEST] for one in told[-_BEFORE:] if one]


def _in_full(office: Office, questions: Sequence[str], asker: str) -> str:
    """The last question with what it takes over from those before it."""
    full = ""
    for one in questions:
        full = office.desk.in_full("", one, full, asker) if full else one
    return full


def _text(content: Any) -> str:
    """Text as it is sent, whole or in parts; a part that is no text says nothing here."""
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    return "\n".join(
        str(one.get("text", ""))
        for one in parts
        if isinstance(one, dict) and one.get("type") == "text"
    )


def reply(office: Office, questions: Sequence[str], desk: str, asker: str = "") -> Iterator[str]:
    """The answer as text, line by line as it is found; `desk` is where its facts can be opened,
    `asker` who asks.

    A case or reference that the question names answers for itself, else everything there is.
    """
    begun = False
    for step in office.desk.asking("", _in_full(office, questions, asker), asker):
        if isinstance(step, Claims):
            for line in step.lines:
                yield inert(f"\n{line}" if begun else line)
                begun = True
        elif isinstance(step, Answer):
            yield inert((step.said() if step.no_evidence else "") + _links(step, desk))


def _links(found: Answer, desk: str) -> str:
    named = [f"[#{number}]({desk.rstrip('/')}/facts/{number})" for number in found.citations]
    if not named:
        return ""
    more = f" and {len(named) - _LINKED} more" if len(named) > _LINKED else ""
    return f"\n\nFacts: {', '.join(named[:_LINKED])}{more}"


def completion(text: str, at: int) -> dict[str, Any]:
    """The whole answer at once."""
    message = {"role": "assistant", "content": text, "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return {**_head("chat.completion", at), "choices": [choice], "usage": _USAGE}


def chunks(lines: Iterable[str], at: int, *, usage: bool) -> Iterator[dict[str, Any]]:
    """The answer line by line; usage at the end if it is asked for."""
    head = _head("chat.completion.chunk", at)
    more: dict[str, Any] = {"usage": None} if usage else {}
    yield {**head, "choices": [_part({"role": "assistant", "content": ""}, None)], **more}
    for line in lines:
        yield {**head, "choices": [_part({"content": line}, None)], **more}
    yield {**head, "choices": [_part({}, "stop")], **more}
    if usage:
        yield {**head, "choices": [], "usage": _USAGE}


def _part(delta: dict[str, str], reason: str | None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": reason, "logprobs": None}


#: No model is asked, so nothing is used.
_USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}


def _head(kind: str, at: int) -> dict[str, Any]:
    return {"id": f"chatcmpl-{uuid4().hex}", "object": kind, "created": at, "model": NAME}
