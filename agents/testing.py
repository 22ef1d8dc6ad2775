"""Models for tests: one that follows a script to the letter, one that obeys every attacker."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Literal

from pydantic import BaseModel

from agents.testing_bait import Bait
from agents.testing_values import Dice, valid_value
from domain.canonical import digest
from domain.ports import ModelAnswer, Recorder
from domain.values import Value

Status = Literal["ok", "refused", "truncated", "invalid", "unavailable", "over_budget"]


class Step(Value):
    """One expected call: its purpose, words its prompt must hold, and how it ends."""

    purpose: str
    value: dict[str, Any] | BaseModel | None = None
    status: Status = "ok"
    contains: str = ""


class Call(Value):
    """A call that was made."""

    stream: str
    purpose: str
    system: str
    user: str


class ScriptedModel:
    """Answers by its steps and fails on any other call, and in `finish` on steps left over.

    `in_order=False` for calls that run side by side: each takes the first unused step that fits.
    With a recorder, calls are recalled and recorded as the real client does it.
    """

    def __init__(
        self, steps: Sequence[Step], *, in_order: bool = True, recorder: Recorder | None = None
    ) -> None:
        self._left, self._in_order, self._recorder = list(steps), in_order, recorder
        self._lock = threading.Lock()
        self.calls: list[Call] = []
        self.unexpected: list[str] = []

    def complete(
        self, *, stream: str, purpose: str, system: str, user: str, schema: type[BaseModel]
    ) -> ModelAnswer:
        """The scripted answer; its value is validated, so that a script cannot lie either."""
        call = Call(stream=stream, purpose=purpose, system=system, user=user)
        request_hash = _request_hash("scripted", call, schema)
        known = self._recorder.recall(request_hash) if self._recorder else None
        if known is not None:
            return known
        step = self._take(call)
        answer = ModelAnswer(
            status=step.status,
            value=_scripted_value(step, schema),
            request_hash=request_hash,
            model="scripted",
            reason="" if step.status == "ok" else f"scripted: {step.status}",
        )
        if self._recorder:
            self._recorder.record(stream, answer, digest([system, user]))
        return answer

    def finish(self) -> None:
        """Fails when a step was not used, or when an unexpected call was swallowed on its way."""
        assert not self.unexpected, f"unexpected calls: {'; '.join(self.unexpected)}"
        left = [f"{step.purpose} {step.contains!r}" for step in self._left]
        assert not left, f"steps not used: {'; '.join(left)}"

    def __enter__(self) -> ScriptedModel:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:  # another failure says more than the steps it left over
            self.finish()

    def _take(self, call: Call) -> Step:
        with self._lock:
            self.calls.append(call)
            candidates = self._left[:1] if self._in_order else self._left
            for index, step in enumerate(candidates):
                if _fits(step, call):
                    return self._left.pop(index)
            self.unexpected.append(f"{call.purpose} on {call.stream}")
            expected = [f"{step.purpose} {step.contains!r}" for step in candidates]
        raise AssertionError(
            f"unexpected model call {call.purpose!r} on {call.stream}; expected {expected}; "
            f"the prompt was: {call.user[:500]}"
        )


class HostileModel:
    """Does whatever the text in the prompt says, into every field that could take it.

    The same seed and prompt give the same answer, whatever thread asks. Now and then an answer has
    fields that nobody asked for: `invalid`, as the real client says; with `unchecked` it comes
    through as `ok`, to see who relies on the client alone.
    """

    def __init__(self, seed: int, *, unchecked: bool = False) -> None:
        self._seed, self._unchecked = seed, unchecked

    def complete(
        self, *, stream: str, purpose: str, system: str, user: str, schema: type[BaseModel]
    ) -> ModelAnswer:
        """An answer in the asked form and with the worst content that the prompt suggests."""
        call = Call(stream=stream, purpose=purpose, system=system, user=user)
        dice = Dice(self._seed, purpose, system, user)
        bait = Bait(user, dice)
        value = valid_value(schema, dice, bait)
        status: Status = "ok" if value is not None else "invalid"
        if value is not None and dice.chance(10):
            value = {**bait.extras(), **value} if self._unchecked else None
            status = "ok" if self._unchecked else "invalid"
        return ModelAnswer(
            status=status,
            value=value,
            request_hash=_request_hash(f"hostile-{self._seed}", call, schema),
            model=f"hostile-{self._seed}",
            tokens_in=len(user) // 4,
            tokens_out=len(repr(value)) // 4,
        )


def _fits(step: Step, call: Call) -> bool:
    return step.purpose == call.purpose and step.contains in f"{call.system}\n{call.user}"


def _scripted_value(step: Step, schema: type[BaseModel]) -> dict[str, Any] | None:
    if step.status != "ok":
        return None
    given = step.value.model_dump() if isinstance(step.value, BaseModel) else step.value
    try:
        return schema.model_validate(given, extra="forbid").model_dump(mode="json")
    except ValueError as error:
        raise AssertionError(f"the script's value for {step.purpose!r} is none: {error}") from error


def _request_hash(model: str, call: Call, schema: type[BaseModel]) -> str:
    body = {"model": model, "messages": [call.system, call.user]}
    return digest({**body, "schema": schema.model_json_schema()})
