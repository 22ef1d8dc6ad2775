"""One logical call of a model: at most three HTTP calls, and one deadline around all of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from pydantic import BaseModel
from tenacity import RetryCallState, Retrying, retry_if_exception_type
from tenacity.wait import wait_exponential, wait_random

from tools.model_reply import CutOff, Reply, read_reply
from tools.model_request import Dialect, Question

CALLS_AT_MOST = 3


class Failure(Exception):
    """A call brought no answer; the message is our own words."""


class Again(Failure):
    """Another call may bring one; `wait` seconds when the server said how long."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class Ended(Failure):
    """Another call would bring none either."""


class Complaint(Failure):
    """The server does not understand the request (400); the message is its words."""


#: One HTTP call: the arguments and the seconds it may take, to the bytes of an answer of status
#: 200, or one of the failures above.
Send = Callable[[dict[str, Any], float], bytes]


class LogicalCall:
    """Asks until there is an answer, in the dialect that the server turns out to understand.

    A call gets at most half of the time, so that one that hangs leaves room for another.
    """

    def __init__(
        self,
        send: Send,
        dialect: Dialect,
        *,
        deadline_s: float,
        monotonic: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self.dialect = dialect
        self._send, self._monotonic, self._sleep = send, monotonic, sleep
        self._patience, self._ends = deadline_s / 2, monotonic() + deadline_s
        pause = deadline_s / 120  # half a second of a minute; little time means little waiting
        self._backoff = wait_exponential(multiplier=pause) + wait_random(0, pause)

    def ask(self, asked: Question, schema: type[BaseModel]) -> Reply:
        """The reply; `unavailable` when the calls or the time are used up."""
        retrying = Retrying(
            stop=self._is_over,
            wait=self._wait,
            retry=retry_if_exception_type(Again),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(self._once, asked, schema)
        except Failure as failure:
            return Reply(status="unavailable", reason=str(failure))

    def _once(self, asked: Question, schema: type[BaseModel]) -> Reply:
        left = self._ends - self._monotonic()
        if left <= 0:
            raise Ended("the time for the model is used up")
        try:
            body = self._send(self.dialect.arguments(asked), min(left, self._patience))
            return read_reply(body, asked, schema)
        except CutOff as cut:
            raise Again(str(cut)) from None
        except Complaint as complaint:
            following = self.dialect.after(str(complaint))
            if following is None:
                raise Ended("the server does not accept the request (400)") from None
            self.dialect = following
            raise Again("the server accepts none of our request forms (400)", wait=0) from None

    def _wait(self, state: RetryCallState) -> float:
        failure = state.outcome.exception() if state.outcome else None
        if isinstance(failure, Again) and failure.wait is not None:
            return failure.wait
        return self._backoff(state)

    def _is_over(self, state: RetryCallState) -> bool:
        next_call = self._monotonic() + state.upcoming_sleep
        return state.attempt_number >= CALLS_AT_MOST or next_call >= self._ends


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a server asks to wait (RFC 9110, 10.2.3), None when it does not say.

    A date is measured against the server's own `Date`, so that no clock of ours is needed.
    """
    said = headers.get("retry-after", "").strip()
    try:
        seconds = float(said)
    except ValueError:
        seconds = _until(said, headers.get("date", ""))
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _until(later: str, now: str) -> float:
    try:
        return (_stamp(later) - _stamp(now)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return math.nan


def _stamp(text: str) -> datetime:
    return parsedate_to_datetime(text)
