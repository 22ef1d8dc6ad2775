"""A small OpenAI-compatible server on loopback, for tests from end to end and for benchmarks.

python -m evals.fake_server --port 8099 --latency 0.2
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import math
import re
import struct
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Any

from agents.testing_values import Dice, Plain, Walk
from evals.fake_faults import Fault, Response, as_json, error, spoiled
from evals.fake_listener import Listener

#: A request's body to the content of the answer: text as it is, anything else as JSON.
Answer = Callable[[dict[str, Any]], Any]

DIMENSIONS = 64
HANG_S = 600.0


def default_answer(body: dict[str, Any]) -> Any:
    """Something harmless of the asked form."""
    shape = asked_schema(body)
    return "ok" if shape is None else Walk(shape, Dice(0), Plain(), bare=True).value()


def asked_schema(body: dict[str, Any]) -> dict[str, Any] | None:
    """The JSON schema a request asks for: in its format, or as the last line of a first prompt."""
    form = body.get("response_format", {})
    if form.get("type") == "json_schema":
        schema: dict[str, Any] = form["json_schema"]["schema"]
        return schema
    if form.get("type") != "json_object":
        return None
    try:
        shown = json.loads(body["messages"][0]["content"].splitlines()[-1])
    except (ValueError, LookupError):
        return {"type": "object"}
    return shown if isinstance(shown, dict) else {"type": "object"}


class FakeServer:
    """Answers on 127.0.0.1 while the `with` lasts; counts calls and tokens.

    `faults` are used up in the order of the calls, None = a good answer, as are all after the last.
    `refuses` are words of a request's body (`json_schema`, `temperature`, …) that get a 400.
    """

    def __init__(
        self,
        answer: Answer = default_answer,
        *,
        faults: Iterable[Fault | None] = (),
        refuses: Sequence[str] = (),
        latency: float = 0.0,
        retry_after_s: float = 1.0,
        model: str = "fake-1",
        port: int = 0,
    ) -> None:
        self._answer, self._faults, self._refuses = answer, iter(faults), tuple(refuses)
        self._latency, self._retry_after_s, self.model = latency, retry_after_s, model
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._http = Listener(port, self.answered)
        self.base_url = f"http://127.0.0.1:{self._http.server_port}/v1"
        self.requests: list[dict[str, Any]] = []
        self.embedded: list[dict[str, Any]] = []
        self.tokens_in = self.tokens_out = 0

    @property
    def calls(self) -> int:
        """How many completions were asked for, good or bad."""
        return len(self.requests)

    def __enter__(self) -> FakeServer:
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stops listening, and lets go of those who were kept waiting."""
        self._stopped.set()
        self._http.shutdown()
        self._http.server_close()

    def answered(self, path: str, body: dict[str, Any]) -> Response | None:
        """The response to a request; None = the connection is reset."""
        if path.endswith("/chat/completions"):
            return self._completed(body)
        if path.endswith("/embeddings"):
            return self._embedded(body)
        if path.endswith("/models"):
            models = [{"id": self.model, "object": "model", "created": 0, "owned_by": "nobody"}]
            return as_json(200, {"object": "list", "data": models})
        return error(404, "not_found")

    def _completed(self, body: dict[str, Any]) -> Response | None:
        with self._lock:
            self.requests.append(body)
            fault = next(self._faults, None)
        self._waits(fault)
        refused = [words for words in self._refuses if words in _settings(body)]
        if refused:
            return error(400, "unsupported_parameter", f"{refused[0]!r} is not supported")
        if fault in (Fault.TIMEOUT, Fault.RESET):
            return None
        completion = self._completion(body)
        if fault is None:
            return as_json(200, completion)
        return spoiled(fault, completion, self._retry_after_s)

    def _waits(self, fault: Fault | None) -> None:
        if fault is Fault.TIMEOUT:
            self._stopped.wait(HANG_S)
        elif self._latency:
            time.sleep(self._latency)

    def _completion(self, body: dict[str, Any]) -> dict[str, Any]:
        made = self._answer(body)
        content = made if isinstance(made, str) else json.dumps(made)
        taken, given = _tokens(json.dumps(body.get("messages", []))), _tokens(content)
        with self._lock:
            self.tokens_in += taken
            self.tokens_out += given
            number = len(self.requests)
        message = {"role": "assistant", "content": content, "refusal": None}
        return {
            "id": f"chatcmpl-{number}",
            "object": "chat.completion",
            "created": 0,
            "model": body.get("model", self.model),
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": {
                "prompt_tokens": taken,
                "completion_tokens": given,
                "total_tokens": taken + given,
            },
        }

    def _embedded(self, body: dict[str, Any]) -> Response:
        with self._lock:
            self.embedded.append(body)
        given = body.get("input", [])
        texts = [given] if isinstance(given, str) else given
        dimensions = body.get("dimensions") or DIMENSIONS
        vectors = [embedding(str(text), dimensions) for text in texts]
        packed = body.get("encoding_format") == "base64"
        data = [
            {
                "object": "embedding",
                "index": index,
                "embedding": _packed(vector) if packed else vector,
            }
            for index, vector in enumerate(vectors)
        ]
        tokens = sum(_tokens(str(text)) for text in texts)
        usage = {"prompt_tokens": tokens, "total_tokens": tokens}
        return as_json(
            200, {"object": "list", "data": data, "model": body.get("model", ""), "usage": usage}
        )


def embedding(text: str, dimensions: int = DIMENSIONS) -> list[float]:
    """A vector of length one from the hashes of the words: the same words, the same vector."""
    vector = [0.0] * dimensions
    for word in re.findall(r"\w+", text.lower()) or [""]:
        drawn = hashlib.sha256(word.encode()).digest()
        vector[int.from_bytes(drawn[:4]) % dimensions] += 1.0 if drawn[4] & 1 else -1.0
    length = math.sqrt(sum(part * part for part in vector))
    if not length:  # words that cancel each other out
        return [1.0, *vector[1:]]
    return [part / length for part in vector]


def _settings(body: dict[str, Any]) -> str:
    """The request without its prompts."""
    return json.dumps({key: value for key, value in body.items() if key != "messages"})


def _tokens(text: str) -> int:
    return -(-len(text) // 4)


def _packed(vector: list[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()


def main() -> None:
    """Serves until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m evals.fake_server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 = any that is free")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    asked = parser.parse_args()
    with FakeServer(port=asked.port, latency=asked.latency) as server:
        print(server.base_url, flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print(f"{server.calls} calls")


if __name__ == "__main__":
    main()
