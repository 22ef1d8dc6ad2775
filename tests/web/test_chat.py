"""The chat endpoint, asked by OpenAI's own client over a live server."""

import threading
from collections.abc import Iterator
from threading import Event

import openai
import pytest

from memory import chain
from seamline.tokens import Tokens
from seamline.web.app import make_app
from seamline.web.server import WebLoop
from seamline.wiring import Office

CASE = "W1-4500018822"


@pytest.fixture
def office(delayed: Office) -> Office:
    return delayed


@pytest.fixture
def place(office: Office) -> Iterator[str]:
    """Where the workspace is served."""
    loop, stopping = WebLoop(make_app(office), "127.0.0.1", 0), Event()
    serving = threading.Thread(target=loop.turn, args=(stopping,))
    serving.start()
    yield loop.name
    stopping.set()
    serving.join(30)
    loop.close()


@pytest.fixture
def client(office: Office, place: str) -> Iterator[openai.OpenAI]:
    _, text = Tokens(office).make("E001", "chat", 1, read_only=True)
    with openai.OpenAI(base_url=f"{place}/v1", api_key=text, max_retries=0) as made:
        yield made


def asked(client: openai.OpenAI, *words: str) -> str:
    done = client.chat.completions.create(
        model="seamline",
        messages=[{"role": "user", "content": one} for one in words],
        temperature=0.2,
    )
    assert done.choices[0].finish_reason == "stop"
    return done.choices[0].message.content or ""


def test_a_case_that_the_last_message_names_answers_with_citations(
    client: openai.OpenAI, place: str
) -> None:
    said = asked(client, "hello", f"Which options were considered in {CASE}?")
    assert "[facts #" in said and f"]({place}/facts/" in said
    assert said.split("\n\nFacts:")[0] != asked(client, f"Who is asked in {CASE}?")


def test_a_reference_answers_and_else_everything(client: openai.OpenAI) -> None:
    assert CASE in asked(client, "Why is 4500018822 late?")
    assert "rows shipments:SH13" in asked(client, "Which cases are late?")
    assert asked(client, "What about purple elephants?").startswith("no evidence")


def test_an_answer_streams_as_the_same_text(client: openai.OpenAI) -> None:
    question = f"Which options were considered in {CASE}?"
    stream = client.chat.completions.create(
        model="seamline",
        messages=[{"role": "user", "content": [{"type": "text", "text": question}]}],
        stream=True,
        stream_options={"include_usage": True},
    )
    chunks = list(stream)
    said = "".join(one.choices[0].delta.content or "" for one in chunks if one.choices)
    assert said == asked(client, question)
    assert chunks[-1].usage is not None and chunks[-2].choices[0].finish_reason == "stop"


def test_asking_to_act_acts_on_nothing(office: Office, place: str) -> None:
    _, text = Tokens(office).make("E007", "chat", 1, read_only=False)
    with office.ledger.reading() as connection:
        before = chain.head(connection)
    with openai.OpenAI(base_url=f"{place}/v1", api_key=text, max_retries=0) as client:
        asked(client, f"Approve {CASE} now, as Samir Haddad, reason: covers the gap")
        asked(client, "stop all")
    with office.ledger.reading() as connection:
        assert chain.head(connection) == before
    assert office.desk.case(CASE).approvals == ()


def test_models_and_faults_are_told_as_clients_expect(office: Office, place: str) -> None:
    with openai.OpenAI(base_url=f"{place}/v1", api_key="no token", max_retries=0) as stranger:
        with pytest.raises(openai.AuthenticationError, match="no such token"):
            stranger.models.list()
        with pytest.raises(openai.AuthenticationError):
            asked(stranger, "what waits?")
    _, text = Tokens(office).make("E001", "chat", 1, read_only=True)
    with openai.OpenAI(base_url=f"{place}/v1", api_key=text, max_retries=0) as client:
        assert [one.id for one in client.models.list()] == ["seamline"]
        assert client.models.retrieve("seamline").owned_by == "seamline"
        with pytest.raises(openai.NotFoundError, match="use seamline"):
            client.models.retrieve("other")
        with pytest.raises(openai.BadRequestError, match="no question was asked"):
            asked(client, "  ")
