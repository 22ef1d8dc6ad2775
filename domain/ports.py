"""Protocols of the outside: who needs an outside thing is handed one of these."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, Protocol, TypeVar

from pydantic import BaseModel

from domain.record import Row
from domain.values import Value

Answer = TypeVar("Answer", bound=BaseModel)


class Clock(Protocol):
    """`now` is business time (it may be replayed); `wall` is the machine's, for leases only."""

    def now(self) -> datetime: ...
    def wall(self) -> datetime: ...


class Reads(Protocol):
    """Read-only view of the system of record."""

    def row(self, table: str, key: str) -> Row | None:
        """The row with this key, or None."""
        ...

    def rows(self, table: str, **equals: str) -> Sequence[Row]:
        """All rows whose columns equal the given text, in key order."""
        ...


class Receipt(Value):
    """What a hand says about one effect. `unknown` is never repeated blindly.

    `stood` is what the record held for each slot when the effect was handed over to people.
    """

    outcome: Literal[
        "applied",
        "already_applied",
        "conflict",
        "rejected",
        "needs_human",
        "unknown",
        "handed_over",
    ]
    reference: str = ""
    detail: str = ""
    stood: dict[str, str] = {}


class Hands(Protocol):
    """A hand of one outside system: applies an effect once under its key."""

    def apply(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Carry out the effect; a repeat under the same key answers `already_applied`."""
        ...

    def find(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Ask the target whether the effect under this key happened (`applied` or `rejected`
        when it surely did not; `unknown` when it cannot be asked)."""
        ...

    def read_back(self, kind: str, params: dict[str, Any]) -> dict[str, str]:
        """What the target holds now, over a fresh connection: slot name -> value as text.

        `params["key"]` is the key of the effect.
        """
        ...


class ModelAnswer(Value):
    """How a model call ended. Only `ok` carries a value; all else goes to rules or people."""

    status: Literal["ok", "refused", "truncated", "invalid", "unavailable", "over_budget"]
    value: dict[str, Any] | None = None
    request_hash: str = ""
    model: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    latency_ms: int = 0
    reason: str = ""


class Recorder(Protocol):
    """Keeps model calls: looked up before a call, committed before its answer is used."""

    def recall(self, request_hash: str) -> ModelAnswer | None: ...
    def record(self, stream: str, answer: ModelAnswer, prompt_hash: str) -> None: ...

    def spent(self, stream: str) -> int:
        """Tokens already paid on a stream."""
        ...


class Model(Protocol):
    """Structured output from a language model; never raises for a bad answer."""

    def complete(
        self, *, stream: str, purpose: str, system: str, user: str, schema: type[BaseModel]
    ) -> ModelAnswer:
        """One logical call charged to `stream` (`case:<id>` or `message:<hash>`); `value` is the
        answer validated by `schema`, dumped to plain JSON."""
        ...


class Embedder(Protocol):
    """Text to vectors; `model_id` names the space, vectors of two spaces are never mixed."""

    model_id: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> list[list[float]]: ...
