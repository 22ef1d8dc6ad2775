"""Stands between a client and a server, and cuts the line where a test says."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

from tests.channels.servers import port


class Proxy:
    """Passes bytes on until `cut`, which sees what the server said so far, says enough.

    What made it say so does not reach the client. It cuts `times` times, then only passes on.
    """

    def __init__(self, server: int, cut: Callable[[bytes], bool], times: int = 1) -> None:
        self.port, self.cuts = port(), 0
        self._server, self._cut, self._times = server, cut, times
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self._threads = [Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        """Takes no more."""
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client = self._listening.accept()[0]
                server = socket.create_connection(("127.0.0.1", self._server))
                for way in ((client, server, False), (server, client, True)):
                    Thread(target=self._pass, args=way, daemon=True).start()

    def _pass(self, come: socket.socket, go: socket.socket, said: bool) -> None:
        heard = b""
        with suppress(OSError):
            while chunk := come.recv(65536):
                heard = (heard + chunk)[-2_000_000:] if said else b""
                if said and self.cuts < self._times and self._cut(heard):
                    self.cuts += 1
                    break
                go.sendall(chunk)
        for one in (come, go):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextmanager
def between(server: int, cut: Callable[[bytes], bool], times: int = 1) -> Iterator[Proxy]:
    """A proxy before a port of loopback."""
    proxy = Proxy(server, cut, times)
    try:
        yield proxy
    finally:
        proxy.close()
