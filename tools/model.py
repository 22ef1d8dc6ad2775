"""The model: structured answers from any OpenAI-compatible server; never raises for a bad one."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

import httpx2
from pydantic import BaseModel

from domain.canonical import digest
from domain.errors import Refused
from domain.ports import ModelAnswer, Recorder
from tools.model_attempts import Again, Complaint, Ended, Failure, LogicalCall, retry_after
from tools.model_budget import TokenBudget
from tools.model_reply import Reply
from tools.model_request import Dialect, Question, question

if TYPE_CHECKING:
    import openai

DEADLINE_S = 60.0
TOKENS_OUT = 2_000
#: No answer we ask for comes near this; a server that goes on writing is cut off.
BODY_AT_MOST = 2_000_000
#: Ended without a model's answer: nothing was paid, and asking again may well bring one.
UNPAID = ("unavailable", "over_budget")


class OpenAIModel:
    """`domain.ports.Model` over chat completions; safe to be asked from several threads.

    `token_budget` maps prefixes of streams (`message:`, `case:`) to tokens; `http_client` is an
    `httpx2.Client`. Times are seconds; `deadline_s` holds for a logical call as a whole.
    """

    def __init__(  # noqa: PLR0913 -- named, and each has one value in the wiring
        self,
        base_url: str,
        api_key: str,
        model: str,
        *,
        recorder: Recorder,
        deadline_s: float = DEADLINE_S,
        token_budget: Mapping[str, int] | None = None,
        max_tokens: int = TOKENS_OUT,
        http_client: httpx2.Client | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = _connected(base_url, api_key, http_client)
        self.model = model
        self._recorder = recorder
        self._budget = TokenBudget(token_budget or {}, recorder.spent)
        self._deadline_s, self._max_tokens = deadline_s, max_tokens
        self._monotonic, self._sleep = monotonic, sleep
        #: What the server understood last; replaced as a whole, so that threads need no lock.
        self._dialect = Dialect()

    def complete(
        self, *, stream: str, purpose: str, system: str, user: str, schema: type[BaseModel]
    ) -> ModelAnswer:
        """One logical call: found in the record, or asked, paid, recorded and then answered."""
        asked = question(purpose, system, user, schema, self._max_tokens)
        request_hash = asked.request_hash(self.model)
        known = self._recorder.recall(request_hash)
        if known is not None and known.status not in UNPAID:
            return known
        started = self._monotonic()
        with self._budget.hold(stream, asked.tokens_in + self._max_tokens) as allowed:
            reply = self._asked(asked, schema) if allowed else self._too_dear(stream)
            latency_ms = max(0, round((self._monotonic() - started) * 1000))
            answer = self._answer(reply, request_hash, latency_ms)
            self._recorder.record(stream, answer, asked.prompt_hash())
        return answer

    def close(self) -> None:
        """Lets go of the connections."""
        self._client.close()

    def _asked(self, asked: Question, schema: type[BaseModel]) -> Reply:
        call = LogicalCall(
            self._send,
            self._dialect,
            deadline_s=self._deadline_s,
            monotonic=self._monotonic,
            sleep=self._sleep,
        )
        reply = call.ask(asked, schema)
        if reply.status != "unavailable":
            self._dialect = call.dialect
        return reply

    def _too_dear(self, stream: str) -> Reply:
        limit = self._budget.limit(stream)
        return Reply(status="over_budget", reason=f"more than the {limit} tokens of this stream")

    def _answer(self, reply: Reply, request_hash: str, latency_ms: int) -> ModelAnswer:
        # What was not answered is recorded beside the request, not as its answer: once the server
        # is back, the same request must be asked, and its answer must find the place free.
        if reply.status in UNPAID:
            request_hash = digest({"request": request_hash, "status": reply.status})
        body = {**reply.model_dump(), "model": reply.model or self.model}
        return ModelAnswer(request_hash=request_hash, latency_ms=latency_ms, **body)

    def _send(self, arguments: dict[str, Any], seconds: float) -> bytes:
        """One HTTP call in a thread of its own: a client's timeout is one for each read, so that
        looking up a name, slow headers and a dripping body outlast it."""
        arrived: SimpleQueue[bytes | Failure] = SimpleQueue()

        def call() -> None:
            result: bytes | Failure = Ended("the model's client broke")
            try:
                result = self._read(arguments, seconds)
            except Failure as failure:
                result = failure
            finally:  # also when there is a fault of ours, which the thread then reports
                arrived.put(result)

        threading.Thread(target=call, name="model-call", daemon=True).start()
        try:
            result = arrived.get(timeout=seconds)
        except Empty:
            raise Again(f"no answer within {seconds:.0f} s") from None
        if isinstance(result, Failure):
            raise result
        return result

    def _read(self, arguments: dict[str, Any], seconds: float) -> bytes:
        import openai

        completions = self._client.chat.completions.with_streaming_response
        until = self._monotonic() + seconds
        try:
            with completions.create(model=self.model, timeout=seconds, **arguments) as response:
                return self._body(response, until)
        except openai.APITimeoutError:
            raise Again(f"no answer within {seconds:.0f} s") from None
        except openai.APIConnectionError:
            raise Again("the server cannot be reached") from None
        except openai.APIStatusError as error:
            raise _of_status(error) from None
        except httpx2.HTTPError:
            raise Again("the connection broke off within the answer") from None
        except openai.OpenAIError as error:
            raise Ended(f"the model's client refuses ({type(error).__name__})") from None

    def _body(self, response: openai.APIResponse[Any], until: float) -> bytes:
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > BODY_AT_MOST:
                raise Ended("the server's answer has no end")
            if self._monotonic() >= until:
                raise Again("the answer came too slowly")
        return bytes(body)


def _connected(base_url: str, api_key: str, http_client: httpx2.Client | None) -> openai.OpenAI:
    # half a second, which no command without a model has to wait for
    import openai

    if not base_url.startswith(("http://", "https://")):
        raise Refused(f"the model's address {base_url!r} must start with http:// or https://")
    if not (api_key.isascii() and api_key.isprintable()):
        raise Refused("the model's key has characters that no header can carry; copy it again")
    # A redirect would be an HTTP call nobody counts, to a server nobody chose.
    client = http_client or openai.DefaultHttpxClient(follow_redirects=False)
    # Servers at home want no key, the client insists on one.
    return openai.OpenAI(
        base_url=base_url, api_key=api_key or "none", max_retries=0, http_client=client
    )


def _of_status(error: openai.APIStatusError) -> Failure:
    status, said = error.status_code, error.response.text[:2_000]
    if status in (400, 422):
        return Complaint(said)
    if status == 429 and "insufficient_quota" in said:
        return Ended("the account's quota is used up (429)")
    if status in (429, 500, 503):
        return Again(f"the server answered {status}", retry_after(error.response.headers))
    return Ended(f"the server answered {status}")
