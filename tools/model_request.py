"""What a model is asked: the question as it is hashed, and the dialects it can be put in."""

from __future__ import annotations

import json
import re
from typing import Any, Literal

from pydantic import BaseModel

from domain.canonical import digest
from domain.values import Value
from tools.model_schema import strict_schema

#: Bytes a token, on the careful side: English has about four, CJK text three.
BYTES_A_TOKEN = 3
#: What a server lays around two messages.
FRAME_TOKENS = 20
TOO_LONG = ("context length", "context_length", "maximum context", "context window")


class Question(Value):
    """One logical call; its hash knows no dialects, so that a restarted client finds answers."""

    name: str
    system: str
    user: str
    shape: dict[str, Any]
    max_tokens: int

    @property
    def messages(self) -> list[dict[str, str]]:
        return [
            {"role": "system", "content": self.system},
            {"role": "user", "content": self.user},
        ]

    @property
    def tokens_in(self) -> int:
        """About how many tokens the prompt has; the schema is part of it on most servers."""
        text = f"{self.system}{self.user}{json.dumps(self.shape)}"
        return FRAME_TOKENS + tokens_of(text)

    def request_hash(self, model: str) -> str:
        """Digest of all that decides the answer."""
        parameters = {"temperature": 0, "max_tokens": self.max_tokens}
        return digest(
            {
                "model": model,
                "messages": self.messages,
                "schema": self.shape,
                "parameters": parameters,
            }
        )

    def prompt_hash(self) -> str:
        """Digest of the messages alone."""
        return digest(self.messages)


def question(
    purpose: str, system: str, user: str, schema: type[BaseModel], max_tokens: int
) -> Question:
    """The question for a call; text that is no Unicode (mail can hold it) loses those places."""
    return Question(
        name=re.sub(r"[^A-Za-z0-9_-]", "_", purpose)[:64] or "answer",
        system=sendable(system),
        user=sendable(user),
        shape=schema.model_json_schema(),
        max_tokens=max_tokens,
    )


def sendable(text: str) -> str:
    """The text without lone surrogates, which no JSON on a wire can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")


def tokens_of(text: str) -> int:
    """About how many tokens a text has, rather more than fewer."""
    return -(-len(text.encode("utf-8", "replace")) // BYTES_A_TOKEN)


class Dialect(Value):
    """How a server wants to be asked. What one server demands another refuses with a 400."""

    form: Literal["json_schema", "json_object"] = "json_schema"
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    temperature: bool = True

    def arguments(self, asked: Question) -> dict[str, Any]:
        """The body of the request, less the model."""
        body: dict[str, Any] = {self.limit: asked.max_tokens}
        if self.temperature:
            body["temperature"] = 0
        if self.form == "json_schema":
            return {**body, "messages": asked.messages, "response_format": _schema_format(asked)}
        shown = (
            f"{asked.system}\n\nAnswer with one JSON object of this JSON schema, nothing else:\n"
        )
        system = {"role": "system", "content": shown + json.dumps(asked.shape)}
        messages = [system, *asked.messages[1:]]
        return {**body, "messages": messages, "response_format": {"type": "json_object"}}

    def after(self, complaint: str) -> Dialect | None:
        """What to try next when the server answered 400 with this; None = nothing is left."""
        said = complaint.lower()
        if any(words in said for words in TOO_LONG):
            return None  # the prompt is at fault, not how it was put
        if "temperature" in said and self.temperature:
            return self.model_copy(update={"temperature": False})
        if "max_tokens" in said and self.limit == "max_tokens":
            return self.model_copy(update={"limit": "max_completion_tokens"})
        if self.form == "json_schema":
            return self.model_copy(update={"form": "json_object"})
        return None


def _schema_format(asked: Question) -> dict[str, Any]:
    strict = strict_schema(asked.shape)
    form = {
        "name": asked.name,
        "schema": asked.shape if strict is None else strict,
        "strict": strict is not None,
    }
    return {"type": "json_schema", "json_schema": form}
