"""Whoever leaves in the middle of an answer leaves nothing open behind."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from threading import Event

import anyio
import pytest
from fastapi.testclient import TestClient

from memory import chain
from seamline.web.streamed import streamed
from seamline.wiring import Office
from tests.web.desk import Visit

OPEN: list[str] = []


@contextmanager
def look() -> Generator[None, None, None]:
    OPEN.append("look")
    try:
        yield
    finally:
        OPEN.remove("look")


def pieces(halfway: Event, go_on: Event) -> Generator[str, None, None]:
    with look():
        yield "a"
        halfway.set()
        go_on.wait(5)
        yield "b"


@pytest.mark.parametrize("at_work", [False, True])
def test_a_cut_answer_closes_what_it_looked_into(at_work: bool) -> None:
    halfway, go_on = Event(), Event()
    made = pieces(halfway, go_on)  # held on to, so that nothing but the answer's end closes it

    async def reads() -> None:
        async for _ in streamed(made):
            if not at_work:
                await anyio.sleep(60)

    async def cut() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(reads)
            while not (halfway.is_set() if at_work else OPEN):
                await anyio.sleep(0.01)
            asyncio.get_running_loop().call_later(0.05, go_on.set)
            group.cancel_scope.cancel()
        await anyio.sleep(0.1)

    anyio.run(cut)
    assert OPEN == []


@pytest.fixture
def marta(office: Office) -> Visit:
    return Visit(office, "E001")


@pytest.mark.parametrize("place", ["9" * 5000, "²", "-1", "1.1", ""])
def test_any_number_a_page_comes_back_with_is_answered(
    office: Office, marta: Visit, place: str
) -> None:
    with office.ledger.reading() as connection:
        head = chain.head(connection)[0]
    client: TestClient = marta.client
    told = client.get(
        "/say/answer",
        params={"question": "what waits?"},
        headers={"Last-Event-ID": f"{head}.{place}".encode()},
    )
    assert told.status_code == 200 and "event: done" in told.text
