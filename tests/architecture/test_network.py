"""The fence of `tests/conftest.py` holds: no test can pass by way of the network."""

import asyncio
import socket
import threading
from collections.abc import Callable

import httpx
import httpx2
import pytest

AWAY = "partner.example"


def connect_by_address() -> None:
    with socket.socket() as sock:
        sock.connect(("192.0.2.1", 25))


def send_a_packet() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        sock.sendto(b"", 0, ("192.0.2.1", 53))


async def connect_in_a_loop() -> None:
    await asyncio.open_connection(AWAY, 443)


@pytest.mark.parametrize(
    "reach",
    [
        connect_by_address,
        send_a_packet,
        lambda: socket.create_connection((AWAY, 25)),
        lambda: socket.gethostbyname(AWAY),
        lambda: httpx.get(f"https://{AWAY}"),
        lambda: httpx2.get(f"https://{AWAY}"),
        lambda: asyncio.run(connect_in_a_loop()),
    ],
)
def test_reaching_out_fails_the_test(reach: Callable[[], object], no_network) -> None:
    with pytest.raises(pytest.fail.Exception, match="reached for the network"):
        reach()
    no_network.tried.clear()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_reaching_out_from_a_thread_is_remembered(no_network) -> None:
    thread = threading.Thread(target=connect_by_address)
    thread.start()
    thread.join()
    assert no_network.tried == ["connect '192.0.2.1'"]
    no_network.tried.clear()


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        socket.create_connection(("localhost", port)).close()
