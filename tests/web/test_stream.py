"""News for open pages: numbered by the ledger, for many listeners, from where a line broke."""

import asyncio
import json
import re
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from memory import chain
from seamline.web.app import make_app
from seamline.web.server import WebLoop
from seamline.web.visitor import cookie_of as name_of
from seamline.wiring import Office
from tests.flows.playing import file_sample
from tests.web.desk import Visit

CASE = "W1-4500018822"
LISTENERS = 200


@pytest.fixture
def office(company: Office) -> Office:
    return company


@pytest.fixture
def server(office: Office) -> Iterator[WebLoop]:
    web, stopping = WebLoop(make_app(office), "127.0.0.1", 0), Event()
    thread = Thread(target=web.turn, args=(stopping,), daemon=True)
    thread.start()
    yield web
    stopping.set()
    thread.join(60)
    web.close()


Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def listener(port: int, cookie: str, since: str, more: str = "") -> Line:
    """A line to the stream; it is open as long as its writer is kept. `more` are headers."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"GET /stream{since} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n{more}\r\n"
    writer.write(head.encode())
    status = await reader.readline()
    assert b"200" in status, status
    await reader.readuntil(b": listening")
    return reader, writer


async def news(line: Line) -> tuple[int, list[str]]:
    """The next event's number and cases."""
    text = (await asyncio.wait_for(line[0].readuntil(b"}\n\n"), 120)).decode()
    number, data = re.search(r"id: (\d+)", text), re.search(r"data: (.*)", text)
    assert number and data, text
    return int(number[1]), json.loads(data[1])["cases"]


def cookie_of(visit: Visit) -> str:
    return "; ".join(f"{name}={value}" for name, value in visit.client.cookies.items())


def test_every_open_page_of_two_hundred_hears_of_news_once(office: Office, server: WebLoop) -> None:
    cookie = cookie_of(Visit(office, "E001"))

    async def play() -> list[tuple[int, list[str]]]:
        opened = [listener(server.port, cookie, "") for _ in range(LISTENERS)]
        lines = await asyncio.gather(*opened)
        await asyncio.to_thread(file_sample, office, "W1-d")
        return list(await asyncio.gather(*(news(one) for one in lines)))

    heard = asyncio.run(play())
    assert len(heard) == LISTENERS
    assert all(number > 0 for number, _ in heard)


def test_a_line_goes_on_from_the_number_it_knows(office: Office, server: WebLoop) -> None:
    cookie = cookie_of(Visit(office, "E001"))
    with office.ledger.reading() as connection:
        before = chain.head(connection)[0]
    file_sample(office, "W1-d")
    with office.ledger.reading() as connection:
        after = chain.head(connection)[0]

    async def hear() -> tuple[int, list[str]]:
        return await news(await listener(server.port, cookie, f"?since={before}"))

    assert asyncio.run(hear()) == (after, [CASE])


def test_a_line_that_broke_goes_on_by_what_its_browser_heard_last(
    office: Office, server: WebLoop
) -> None:
    cookie = cookie_of(Visit(office, "E001"))
    with office.ledger.reading() as connection:
        loaded = chain.head(connection)[0]
    file_sample(office, "W1-d")
    with office.ledger.reading() as connection:
        heard = chain.head(connection)[0]

    async def hear(last: int) -> tuple[int, list[str]]:
        # the address is that of when the page was loaded; the header is newer
        more = f"Last-Event-ID: {last}\r\n"
        line = await listener(server.port, cookie, f"?since={loaded}", more)
        if last == heard:
            await asyncio.to_thread(office.desk.claim, CASE, person="E001")
        return await news(line)

    assert asyncio.run(hear(heard - 1)) == (heard, [CASE])
    number, cases = asyncio.run(hear(heard))
    assert number > heard and cases == [CASE]


def test_whoever_is_not_signed_in_hears_nothing(office: Office, server: WebLoop) -> None:
    with pytest.raises(AssertionError, match="303"):
        asyncio.run(listener(server.port, f"{name_of(office)}=forged", ""))
