"""The model's client: every fault classified, three calls and one deadline at most, paid once."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from typing import Annotated, Any, Literal

import httpx
import httpx2
import pytest
import respx
from pydantic import BaseModel, Field, create_model

from domain.canonical import digest
from domain.errors import Refused
from domain.ports import ModelAnswer
from evals.fake_faults import PAGE, Fault, Response
from evals.fake_server import FakeServer
from tools.model import OpenAIModel
from tools.model_schema import strict_schema

ADDRESS = "https://models.example/v1"


class Delay(BaseModel):
    days: int
    note: str = ""


GOOD = {"days": 9, "note": "late"}


class Memory:
    """A recorder that keeps the order of things."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, ModelAnswer, str]] = []
        self.events: list[str] = []
        self.paid: dict[str, int] = {}

    def recall(self, request_hash: str) -> ModelAnswer | None:
        self.events.append("recall")
        return next((each for _, each, _ in self.kept if each.request_hash == request_hash), None)

    def record(self, stream: str, answer: ModelAnswer, prompt_hash: str) -> None:
        self.events.append("record")
        self.kept.append((stream, answer, prompt_hash))
        self.paid[stream] = self.spent(stream) + answer.tokens_in + answer.tokens_out

    def spent(self, stream: str) -> int:
        return self.paid.get(stream, 0)


class Clock:
    """Time that passes only when told to."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, list[float]()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


made: list[OpenAIModel] = []


@pytest.fixture(autouse=True)
def close_clients() -> Iterator[None]:
    """Connections are let go of with the test that made them."""
    yield
    while made:
        made.pop().close()


def client(base_url: str, **changed: Any) -> OpenAIModel:
    clock = Clock()
    options = {"recorder": Memory(), "monotonic": clock, "sleep": clock.sleep}
    made.append(OpenAIModel(base_url, "key", "m-1", **{**options, **changed}))
    return made[-1]


def ask(
    model: OpenAIModel,
    *,
    stream: str = "case:C1",
    user: str = "The parts will be nine days late.",
    schema: type[BaseModel] = Delay,
) -> ModelAnswer:
    return model.complete(
        stream=stream, purpose="read the delay", system="You read.", user=user, schema=schema
    )


@contextmanager
def mocked(**changed: Any) -> Iterator[tuple[OpenAIModel, respx.Route]]:
    """A client whose HTTP calls end in respx."""
    with respx.mock(base_url=ADDRESS) as router:
        legacy: Any = httpx.Client()
        yield client(ADDRESS, http_client=legacy, **changed), router.post("/chat/completions")


def completion(content: Any, **changed: Any) -> dict[str, Any]:
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    usage = {"prompt_tokens": 100, "completion_tokens": 20}
    return {"model": "m-1-2026", "choices": [choice], "usage": usage, **changed}


def test_a_good_answer_is_validated_counted_and_recorded() -> None:
    memory = Memory()
    with FakeServer(lambda body: GOOD) as server:
        answer = ask(client(server.base_url, recorder=memory))
    assert (answer.status, answer.value, answer.reason) == ("ok", GOOD, "")
    assert (answer.tokens_in, answer.tokens_out) == (server.tokens_in, server.tokens_out)
    assert server.requests[0]["temperature"] == 0
    assert not {"stream", "tools"} & server.requests[0].keys()
    [(stream, recorded, prompt_hash)] = memory.kept
    assert (stream, recorded) == ("case:C1", answer)
    messages = server.requests[0]["messages"]
    assert prompt_hash == digest(messages)
    assert answer.request_hash == digest(
        {
            "model": "m-1",
            "messages": messages,
            "schema": Delay.model_json_schema(),
            "parameters": {"temperature": 0, "max_tokens": 2000},
        }
    )


#: Each fault, for ever: how the call ends and how many HTTP calls it takes.
FAULTS = [
    (Fault.RATE_LIMIT, "unavailable", 3),
    (Fault.RETRY_AFTER, "unavailable", 3),
    (Fault.QUOTA, "unavailable", 1),
    (Fault.SERVER_ERROR, "unavailable", 3),
    (Fault.OVERLOADED, "unavailable", 3),
    (Fault.RESET, "unavailable", 3),
    (Fault.TRUNCATED_BODY, "unavailable", 3),
    (Fault.HTML, "unavailable", 1),
    (Fault.EMPTY_CHOICES, "unavailable", 1),
    (Fault.LENGTH, "truncated", 1),
    (Fault.REFUSAL, "refused", 1),
    (Fault.WRONG_SCHEMA, "invalid", 1),
    (Fault.EXTRA_FIELDS, "invalid", 1),
]


@pytest.mark.parametrize(("fault", "status", "calls"), FAULTS)
def test_a_lasting_fault_is_classified(fault: Fault, status: str, calls: int) -> None:
    memory = Memory()
    with FakeServer(lambda body: GOOD, faults=[fault] * 9) as server:
        answer = ask(client(server.base_url, recorder=memory))
    assert (answer.status, answer.value, server.calls) == (status, None, calls)
    assert answer.reason
    assert [kept for _, kept, _ in memory.kept] == [answer]


@pytest.mark.parametrize("fault", [fault for fault, _, calls in FAULTS if calls == 3])
def test_a_passing_fault_is_called_again(fault: Fault) -> None:
    with FakeServer(lambda body: GOOD, faults=[fault, fault]) as server:
        answer = ask(client(server.base_url))
    assert (answer.status, answer.value, server.calls) == ("ok", GOOD, 3)


def test_a_server_that_hangs_is_called_again_within_the_deadline() -> None:
    with FakeServer(lambda body: GOOD, faults=[Fault.TIMEOUT]) as server:
        answer = ask(client(server.base_url, deadline_s=3))
    assert (answer.status, answer.value) == ("ok", GOOD)


def test_a_server_that_hangs_for_ever_is_unavailable() -> None:
    with FakeServer(faults=[Fault.TIMEOUT] * 9) as server:
        answer = ask(client(server.base_url, deadline_s=0.2))
    assert answer.status == "unavailable"
    assert server.calls <= 3


def test_a_server_that_drips_is_cut_off() -> None:
    enough = threading.Event()

    class Dripping(httpx2.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            while not enough.wait(0.01):
                yield b" "

    transport = httpx2.MockTransport(lambda request: httpx2.Response(200, stream=Dripping()))
    model = client(ADDRESS, http_client=httpx2.Client(transport=transport), deadline_s=0.2)
    try:
        assert ask(model).status == "unavailable"
    finally:
        enough.set()


def test_a_server_without_end_is_cut_off() -> None:
    transport = httpx2.MockTransport(lambda request: httpx2.Response(200, content=b" " * 3_000_000))
    answer = ask(client(ADDRESS, http_client=httpx2.Client(transport=transport)))
    assert (answer.status, answer.reason) == ("unavailable", "the server's answer has no end")


def test_nobody_listening_is_unavailable() -> None:
    with FakeServer() as server:
        pass
    assert ask(client(server.base_url)).status == "unavailable"


@pytest.mark.parametrize("status", [301, 401, 403, 404, 418, 502])
def test_what_is_not_listed_is_not_called_again(status: int) -> None:
    with mocked() as (model, route):
        route.respond(status, json={"error": {"message": "key sk-123 is wrong"}})
        answer = ask(model)
    assert (answer.status, route.call_count) == ("unavailable", 1)
    assert answer.reason == f"the server answered {status}"


def test_the_deadline_holds_over_all_calls() -> None:
    clock, given = Clock(), list[float]()

    def hang(request: httpx.Request) -> httpx.Response:
        given.append(request.extensions["timeout"]["read"])
        clock.now += given[-1]
        raise httpx.ReadTimeout("nothing came", request=request)

    with mocked(monotonic=clock, sleep=clock.sleep, deadline_s=60) as (model, route):
        route.mock(side_effect=hang)
        answer = ask(model)
    assert answer.status == "unavailable"
    assert route.call_count <= 3
    assert given[0] == 30
    assert clock.now <= 60
    assert answer.latency_ms == round(clock.now * 1000)


@pytest.mark.parametrize(
    ("headers", "slept"),
    [
        ({"Retry-After": "7"}, [7, 7]),
        ({"Retry-After": "-3"}, [0, 0]),
        (
            {
                "Retry-After": "Wed, 11 Mar 2026 10:00:20 GMT",
                "Date": "Wed, 11 Mar 2026 10:00:15 GMT",
            },
            [5, 5],
        ),
        ({"Retry-After": "45"}, [45]),  # twice would be too late
        ({"Retry-After": "61"}, []),
        ({"Retry-After": "1e400"}, None),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_honoured_up_to_the_deadline(
    headers: dict[str, str], slept: list[float] | None
) -> None:
    clock = Clock()
    with mocked(monotonic=clock, sleep=clock.sleep) as (model, route):
        route.respond(429, headers=headers)
        assert ask(model).status == "unavailable"
    if slept is None:
        assert len(clock.slept) == 2
        assert all(0 < seconds < 10 for seconds in clock.slept)
    else:
        assert clock.slept == slept


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (PAGE, "unavailable"),
        (b"", "unavailable"),
        (b"[1]", "unavailable"),
        (b'"text"', "unavailable"),
        (b'{"error": {"message": "upstream failed"}}', "unavailable"),
        (b'{"choices": [null]}', "unavailable"),
        (b'{"choices": {"0": 1}}', "unavailable"),
        (b"[" * 100_000, "unavailable"),
        (b'{"a":' * 100_000, "unavailable"),
        (b"\xff\xfe", "unavailable"),
    ],
)
def test_bodies_that_are_no_completion(body: bytes, status: str) -> None:
    with mocked() as (model, route):
        route.respond(200, content=body)
        assert ask(model).status == status
        assert route.call_count <= 3


class Priced(BaseModel):
    price: Decimal
    share: float = 0.0
    count: int = 0
    parts: tuple[str, ...] = ()


@pytest.mark.parametrize(
    "content",
    [
        None,
        "",
        7,
        [{"type": "text", "text": "{}"}],
        "not JSON",
        "{}",
        '{"price": "1", "count": "3"}',
        '{"price": "NaN"}',
        '{"price": "1e400000000"}',
        '{"price": "1", "share": NaN}',
        '{"price": "1", "share": 1e999}',
        '{"price": "1", "count": 99999999999999999999}',
        '{"price": "1", "parts": ["\\ud800"]}',
        '{"price": "1", "\\u202eevil": 1}',
        "[" * 5_000,
    ],
)
def test_content_that_cannot_be_used_is_invalid(content: Any) -> None:
    with mocked() as (model, route):
        route.respond(200, json=completion(content))
        answer = ask(model, schema=Priced)
    assert (answer.status, answer.value, route.call_count) == ("invalid", None, 1)
    assert answer.reason.isascii()


@pytest.mark.parametrize("content", ['{"price": 1.10}', '```json\n{"price": "1.1"}\n```'])
def test_numbers_and_fences_are_read(content: str) -> None:
    with mocked() as (model, route):
        route.respond(200, json=completion(content))
        answer = ask(model, schema=Priced)
    assert answer.value == {"price": "1.1", "share": 0.0, "count": 0, "parts": []}
    assert (answer.model, answer.tokens_in, answer.tokens_out) == ("m-1-2026", 100, 20)


@pytest.mark.parametrize("usage", [None, {}, {"prompt_tokens": -5, "completion_tokens": 10**30}])
def test_without_a_usable_count_tokens_are_estimated(usage: Any) -> None:
    with mocked() as (model, route):
        route.respond(200, json=completion('{"days": 2}', usage=usage, model="x" * 500))
        answer = ask(model)
    assert answer.status == "ok"
    assert 0 < answer.tokens_out < 10 < answer.tokens_in < 1_000
    assert answer.model == "m-1"


def test_a_validator_that_stumbles_is_an_invalid_answer() -> None:
    class Picky(BaseModel):
        days: int

        def model_post_init(self, context: Any, /) -> None:
            raise KeyError(self.days)

    with mocked() as (model, route):
        route.respond(200, json=completion('{"days": 2}'))
        assert ask(model, schema=Picky).status == "invalid"


@pytest.mark.parametrize(
    ("refused", "calls"),
    [
        (["json_schema"], 2),
        (['"max_tokens"'], 2),
        (["temperature"], 2),
        (['"max_tokens"', "temperature"], 3),
    ],
)
def test_a_dialect_is_found_and_remembered(refused: list[str], calls: int) -> None:
    with FakeServer(lambda body: GOOD, refuses=refused) as server:
        model = client(server.base_url)
        assert ask(model).status == "ok"
        assert server.calls == calls
        assert ask(model, user="another").status == "ok"
        assert server.calls == calls + 1
    if refused == ["json_schema"]:
        last = server.requests[-1]
        assert last["response_format"] == {"type": "json_object"}
        assert '"days"' in last["messages"][0]["content"]


def test_a_400_that_no_dialect_cures_changes_nothing() -> None:
    with mocked() as (model, route):
        route.respond(400, json={"error": {"message": "no such model"}})
        answer = ask(model)
        assert (answer.status, route.call_count) == ("unavailable", 2)
        route.respond(200, json=completion('{"days": 2}'))
        assert ask(model).status == "ok"
        assert b"json_schema" in route.calls.last.request.content


def test_a_prompt_too_long_is_not_asked_in_other_words() -> None:
    with mocked() as (model, route):
        route.respond(400, json={"error": {"message": "maximum context length is 10; max_tokens"}})
        assert ask(model).status == "unavailable"
        assert route.call_count == 1


def test_the_schema_is_sent_strict_where_it_can_be() -> None:
    class Free(BaseModel):
        entries: dict[str, str]

    with FakeServer(lambda body: GOOD) as server:
        ask(client(server.base_url))
        ask(client(server.base_url), schema=Free)
    closed, free = (each["response_format"]["json_schema"] for each in server.requests)
    assert closed["name"] == "read_the_delay"
    assert closed["strict"] is True
    assert closed["schema"]["required"] == ["days", "note"]
    assert closed["schema"]["additionalProperties"] is False
    assert (free["strict"], free["schema"]) == (False, Free.model_json_schema())


def test_a_recorded_answer_is_not_paid_again_not_even_by_another_client() -> None:
    memory = Memory()
    with FakeServer(lambda body: GOOD) as server:
        first = ask(client(server.base_url, recorder=memory))
    again = ask(client(server.base_url, recorder=memory))  # nobody listens any more
    assert again == first
    assert (server.calls, len(memory.kept)) == (1, 1)


@pytest.mark.parametrize("fault", [Fault.LENGTH, Fault.REFUSAL, Fault.WRONG_SCHEMA])
def test_a_bad_answer_was_paid_too_and_is_kept(fault: Fault) -> None:
    memory = Memory()
    with FakeServer(lambda body: GOOD, faults=[fault]) as server:
        model = client(server.base_url, recorder=memory)
        assert ask(model) == ask(model)
    assert server.calls == 1


def test_an_outage_does_not_stand_in_the_way_of_the_answer() -> None:
    memory = Memory()
    with FakeServer(lambda body: GOOD, faults=[Fault.QUOTA]) as server:
        model = client(server.base_url, recorder=memory)
        lost, found = ask(model), ask(model)
        assert ask(model) == found
    assert (lost.status, found.status, server.calls) == ("unavailable", "ok", 2)
    assert lost.request_hash != found.request_hash
    assert len(memory.kept) == 2


def test_the_record_comes_first_and_an_answer_not_recorded_is_not_given() -> None:
    class Full(Memory):
        def record(self, stream: str, answer: ModelAnswer, prompt_hash: str) -> None:
            raise OSError("the disk is full")

    memory = Memory()
    with FakeServer(lambda body: memory.events.append("called") or GOOD) as server:
        ask(client(server.base_url, recorder=memory))
        with pytest.raises(OSError, match="disk is full"):
            ask(client(server.base_url, recorder=Full()))
    assert memory.events[:3] == ["recall", "called", "record"]


def test_beyond_its_budget_a_stream_is_not_asked() -> None:
    memory = Memory()
    memory.paid = {"case:C1": 7_000, "message:ab": 7_000}
    limits = {"case:": 8_000, "message:": 20_000}
    with FakeServer(lambda body: GOOD) as server:
        model = client(server.base_url, recorder=memory, token_budget=limits)
        refused = ask(model)
        assert (refused.status, refused.value, server.calls) == ("over_budget", None, 0)
        assert refused.reason == "more than the 8000 tokens of this stream"
        assert ask(model, stream="message:ab").status == "ok"
        assert ask(model, stream="workspace", user="other").status == "ok"
        memory.paid["case:C1"] = 0  # say, the budget was raised
        assert ask(model, user="third").status == "ok"


def test_side_by_side_calls_share_one_budget() -> None:
    others_refused = threading.Event()

    class Watched(Memory):
        def record(self, stream: str, answer: ModelAnswer, prompt_hash: str) -> None:
            super().record(stream, answer, prompt_hash)
            if [each.status for _, each, _ in self.kept].count("over_budget") == 4:
                others_refused.set()

    def patient(body: dict[str, Any]) -> dict[str, Any]:
        assert others_refused.wait(timeout=25)
        return GOOD

    with FakeServer(patient) as server, ThreadPoolExecutor(6) as pool:
        model = client(server.base_url, recorder=Watched(), token_budget={"case:": 5_000})
        answers = list(pool.map(lambda n: ask(model, user=f"mail {n}"), range(6)))
    statuses = sorted(each.status for each in answers)
    assert statuses == ["ok"] * 2 + ["over_budget"] * 4  # two worst cases fit, not three
    assert server.calls == 2


def test_side_by_side_calls_get_their_own_answers() -> None:
    def echo(body: dict[str, Any]) -> dict[str, Any]:
        return {"days": int(body["messages"][1]["content"])}

    with FakeServer(echo, refuses=["json_schema"]) as server, ThreadPoolExecutor(16) as pool:
        model = client(server.base_url)
        answers = list(pool.map(lambda n: ask(model, user=str(n)), range(64)))
    assert [each.value for each in answers] == [{"days": n, "note": ""} for n in range(64)]


def test_text_that_is_no_unicode_can_be_asked() -> None:
    with FakeServer(lambda body: GOOD) as server:
        assert ask(client(server.base_url), user="caf\udce9").status == "ok"
    assert server.requests[0]["messages"][1]["content"] == "caf?"


@pytest.mark.parametrize(
    "build",
    [
        lambda: OpenAIModel("models.example/v1", "key", "m", recorder=Memory()),
        lambda: OpenAIModel(ADDRESS, "ключ", "m", recorder=Memory()),
        lambda: OpenAIModel(ADDRESS, "key\n", "m", recorder=Memory()),
    ],
)
def test_settings_that_no_call_could_use_are_refused_at_once(build: Callable[[], object]) -> None:
    with pytest.raises(Refused):
        build()


def test_a_redirect_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeServer() as elsewhere, FakeServer() as server:
        away = {"Location": f"{elsewhere.base_url}/chat/completions"}
        monkeypatch.setattr(server, "_completed", lambda body: Response(307, b"", away))
        answer = ask(client(server.base_url))
    assert (answer.reason, elsewhere.calls) == ("the server answered 307", 0)


def test_strict_schemas_are_closed_and_say_what_they_cannot_enforce() -> None:
    class Late(BaseModel):
        kind: Literal["late"] = "late"
        why: str = Field(default="", max_length=80, description="in short")

    class Lost(BaseModel):
        kind: Literal["lost"] = "lost"
        pieces: Annotated[Decimal, Field(gt=0)]

    class Event(BaseModel):
        title: str
        what: Annotated[Late | Lost, Field(discriminator="kind")]
        before: Late | None = None

    schema = strict_schema(Event.model_json_schema())
    assert schema is not None
    late = schema["$defs"]["Late"]
    assert late["properties"]["why"] == {
        "description": "in short (at most 80 characters)",
        "type": "string",
    }
    assert (late["required"], late["additionalProperties"]) == (["kind", "why"], False)
    assert schema["required"] == ["title", "what", "before"]
    assert set(schema["properties"]["what"]) == {"anyOf"}
    assert not {"default", "oneOf", "discriminator"} & set(re.findall(r"\w+", json.dumps(schema)))


@pytest.mark.parametrize("free", [Any, dict[str, str], tuple[int, str]])
def test_what_has_no_strict_form_stays_as_it_is(free: Any) -> None:
    assert strict_schema(create_model("Free", slot=(free, ...)).model_json_schema()) is None
