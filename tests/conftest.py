"""What holds for every test: no network but loopback, and the same examples on every run."""

import ipaddress
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.swift import in_memory, parse_once, share_compiled_sql

hypothesis.settings.register_profile("steady", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("steady")

in_memory()
share_compiled_sql()
parse_once()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Side by side, what takes long begins first: else one core waits for it at the end."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda one: one.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def of_this_run(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run of tests share."""
    base = tmp_path_factory.getbasetemp()  # a worker's own is inside the one of the run
    return (base.parent if hasattr(pytestconfig, "workerinput") else base) / "shared"


HOME = {None, "", "localhost", b"", b"localhost"}


def is_loopback(host: Any) -> bool:
    """Whether a host as sockets are given one is this machine, without asking anybody."""
    if host in HOME:
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False


class Fence:
    """Stands before the socket calls; remembers who tried to pass, as a thread may swallow it."""

    def __init__(self) -> None:
        self.tried: list[str] = []

    def check(self, call: str, host: Any) -> None:
        if not is_loopback(host):
            self.tried.append(f"{call} {host!r}")
            pytest.fail(f"a test reached for the network: {self.tried[-1]}")

    def around_look_up(self, call: str, look_up: Callable[..., Any]) -> Callable[..., Any]:
        def fenced(host: Any, *rest: Any, **named: Any) -> Any:
            self.check(call, host)
            return look_up(host, *rest, **named)

        return fenced

    def around_socket(self, call: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def fenced(sock: socket.socket, *rest: Any) -> Any:
            address = rest[-1]  # also of sendto(data, flags, address)
            if sock.family != socket.AF_UNIX and isinstance(address, tuple):
                self.check(call, address[0])
            return method(sock, *rest)

        return fenced


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fence]:
    """Any look-up or connection beyond loopback fails the test, even from a thread."""
    fence = Fence()
    for call in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        monkeypatch.setattr(socket, call, fence.around_look_up(call, getattr(socket, call)))
    for call in ("connect", "connect_ex", "sendto"):
        fenced = fence.around_socket(call, getattr(socket.socket, call))
        monkeypatch.setattr(socket.socket, call, fenced)
    yield fence
    assert fence.tried == [], "the network was reached for"
