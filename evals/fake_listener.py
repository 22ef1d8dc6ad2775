"""JSON over HTTP on loopback: the listening half of the fake server."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from evals.fake_faults import Response, error

Answered = Callable[[str, dict[str, Any]], Response | None]
RESET = struct.pack("ii", 1, 0)  # linger for no time at all: closing sends RST


class Listener(ThreadingHTTPServer):
    """Listens on 127.0.0.1; a path and a JSON body go to `answered`, None resets the connection."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, port: int, answered: Answered) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.answered = answered

    def shutdown_request(self, request: Any) -> None:
        """Closes at once: the polite shutdown before it would make a reset a plain end."""
        self.close_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news; a fault in an answer function shows as a reset."""


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Listener

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            self._answer(json.loads(raw))
        except json.JSONDecodeError:
            self._send(error(400, "invalid_json"))

    def _answer(self, body: dict[str, Any]) -> None:
        response = self.server.answered(self.path, body)
        if response is None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self.close_connection = True
            return
        self._send(response)

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        self.wfile.write(response.body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the counts say it all."""
