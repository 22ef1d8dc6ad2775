"""Sockets that say nothing, or too little, keep nobody out."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from threading import Event, Thread

import pytest
from fastapi.testclient import TestClient

from seamline.web.app import make_app
from seamline.web.crowd import Crowd
from seamline.web.server import WebLoop
from seamline.web.sockets import Waiting
from seamline.wiring import Office

ASKED = b"GET /health HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"


def serve(office: Office, waiting: Waiting) -> Iterator[int]:
    """The port of a server with such limits."""
    web, stopping = WebLoop(make_app(office), "127.0.0.1", 0, waiting), Event()
    thread = Thread(target=web.turn, args=(stopping,), daemon=True)
    thread.start()
    yield web.port
    stopping.set()
    thread.join(60)
    web.close()


@pytest.fixture
def narrow(company: Office) -> Iterator[int]:
    yield from serve(company, Waiting(most=5, head_s=600))


@pytest.fixture
def brief(company: Office) -> Iterator[int]:
    yield from serve(company, Waiting(head_s=0.5))


def opened(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=60)


def ended(one: socket.socket) -> bool:
    """Whether the server breaks it off: waits for it."""
    try:
        return one.recv(1) == b""
    except ConnectionError:
        return True


def answered(one: socket.socket) -> bytes:
    told = b""
    while piece := one.recv(4096):
        told += piece
    return told


def test_many_silent_sockets_of_one_address_lose_the_oldest_and_keep_nobody_out(
    narrow: int,
) -> None:
    with ExitStack() as kept:
        silent = [kept.enter_context(opened(narrow)) for _ in range(40)]
        assert all(ended(one) for one in silent[:30])
        asking = kept.enter_context(opened(narrow))
        asking.sendall(ASKED)
        assert b"200 OK" in answered(asking)


def test_a_head_that_trickles_is_broken_off(brief: int) -> None:
    with opened(brief) as slow:
        slow.sendall(ASKED[:-4])
        assert ended(slow)


def test_a_body_that_trickles_counts_as_silent(narrow: int) -> None:
    head = b"POST /events HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\n{"
    with ExitStack() as kept:
        slow = []
        for _ in range(12):
            slow.append(kept.enter_context(opened(narrow)))
            slow[-1].sendall(head)
            with opened(narrow) as asking:  # answered after the head was looked at
                asking.sendall(ASKED)
                assert b"200 OK" in answered(asking)
        assert all(ended(one) for one in slow[:6])


def test_requests_beyond_what_is_dealt_with_at_a_time_are_told_so(company: Office) -> None:
    answer = TestClient(Crowd(make_app(company), most=0)).get("/health")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "nothing was taken" in answer.text
