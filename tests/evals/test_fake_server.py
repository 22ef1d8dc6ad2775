"""The fake server speaks as a real one does, in good answers and in all fourteen bad ones."""

import subprocess
import sys
from pathlib import Path

import httpx
import openai
import pytest
from pydantic import BaseModel

from evals.fake_faults import Fault
from evals.fake_server import FakeServer, embedding

SCHEMA = {
    "type": "object",
    "properties": {"days": {"type": "integer"}, "note": {"type": "string"}},
    "required": ["days", "note"],
}
ASK = {
    "model": "m",
    "messages": [{"role": "user", "content": "how many days?"}],
    "response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": SCHEMA}},
}


class Days(BaseModel):
    days: int
    note: str


def asked(server: FakeServer) -> httpx.Response:
    return httpx.post(f"{server.base_url}/chat/completions", json=ASK, timeout=5)


def connected(server: FakeServer) -> openai.OpenAI:
    return openai.OpenAI(base_url=server.base_url, api_key="k", max_retries=0)


def test_the_openai_client_gets_an_answer_of_the_asked_form() -> None:
    with FakeServer() as server, connected(server) as client:
        parsed = client.chat.completions.parse(
            model="m", messages=[{"role": "user", "content": "?"}], response_format=Days
        )
        assert parsed.choices[0].message.parsed == Days(days=1, note="note")
        assert [model.id for model in client.models.list()] == ["fake-1"]
    assert server.calls == 1
    assert parsed.usage and parsed.usage.prompt_tokens == server.tokens_in > 0
    assert parsed.usage.completion_tokens == server.tokens_out > 0


def test_embeddings_are_the_same_for_the_same_words_in_either_encoding() -> None:
    with FakeServer() as server, connected(server) as client:
        made = client.embeddings.create(model="e", input=["late vessel", "Vessel, late"])
        plain = client.embeddings.create(model="e", input="late vessel", encoding_format="float")
    first, second = (item.embedding for item in made.data)
    assert first == second == pytest.approx(plain.data[0].embedding)
    assert first == pytest.approx(embedding("late vessel"))
    assert sum(part * part for part in first) == pytest.approx(1)


def test_the_answer_may_come_from_a_function() -> None:
    with FakeServer(lambda body: {"said": body["messages"][0]["content"]}) as server:
        content = asked(server).json()["choices"][0]["message"]["content"]
    assert content == '{"said": "how many days?"}'


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (Fault.RATE_LIMIT, 429),
        (Fault.RETRY_AFTER, 429),
        (Fault.QUOTA, 429),
        (Fault.SERVER_ERROR, 500),
        (Fault.OVERLOADED, 503),
        (Fault.TRUNCATED_BODY, 200),
        (Fault.HTML, 200),
        (Fault.EMPTY_CHOICES, 200),
        (Fault.LENGTH, 200),
        (Fault.REFUSAL, 200),
        (Fault.WRONG_SCHEMA, 200),
        (Fault.EXTRA_FIELDS, 200),
    ],
)
def test_a_fault_shows_once_and_is_over(fault: Fault, status: int) -> None:
    with FakeServer(faults=[fault], retry_after_s=7) as server:
        bad, good = asked(server), asked(server)
    assert bad.status_code == status
    assert good.status_code == 200
    assert bad.content != good.content
    assert bad.headers.get("retry-after") == ("7" if fault is Fault.RETRY_AFTER else None)


def test_a_reset_breaks_the_connection() -> None:
    with FakeServer(faults=[Fault.RESET]) as server, pytest.raises(httpx.ReadError):
        asked(server)


def test_a_timeout_keeps_waiting_until_the_server_closes() -> None:
    with FakeServer(faults=[Fault.TIMEOUT]) as server, pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{server.base_url}/chat/completions", json=ASK, timeout=0.1)


def test_what_it_refuses_gets_a_400() -> None:
    with FakeServer(refuses=["json_schema"]) as server:
        assert asked(server).status_code == 400


def test_it_listens_on_loopback_alone_and_knows_its_paths() -> None:
    with FakeServer() as server:
        assert server.base_url.startswith("http://127.0.0.1:")
        assert httpx.get(f"{server.base_url}/nothing").status_code == 404
        garbage = httpx.post(f"{server.base_url}/chat/completions", content=b"{")
    assert garbage.status_code == 400


@pytest.mark.slow
def test_it_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "evals.fake_server", "--port", "0", "--latency", "0"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert httpx.get(f"{address}/models").json()["data"][0]["id"] == "fake-1"
        process.terminate()
