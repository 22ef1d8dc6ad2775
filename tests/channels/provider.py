"""An identity provider on loopback: gives the access tokens that a test lays out for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs

from tests.channels.dovecot import Dovecot
from tests.channels.servers import serving


class Provider:
    """Answers with `answers` in turn, the last one again and again; `asked` is what was asked."""

    def __init__(self, server: Dovecot) -> None:
        self.answers: list[tuple[int, dict[str, object]]] = []
        self.asked: list[dict[str, str]] = []
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                told = self.rfile.read(int(self.headers["Content-Length"])).decode()
                provider.asked.append({name: one[0] for name, one in parse_qs(told).items()})
                status, said = provider.answers[0]
                if len(provider.answers) > 1:
                    provider.answers.pop(0)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(said).encode())

            def log_message(self, format: str, *given: object) -> None:
                """Says nothing."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        context = serving(server.certificate, server.folder / "server.key")
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://127.0.0.1:{self._server.server_port}/token"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def gives(self, token: str, **more: object) -> None:
        """Lays out a token that is said to last an hour."""
        said = {"access_token": token, "token_type": "Bearer", "expires_in": 3600, **more}
        self.answers.append((200, said))

    def refuses(self, error: str, description: str) -> None:
        """Lays out a refusal."""
        self.answers.append((400, {"error": error, "error_description": description}))

    def close(self) -> None:
        """Ends it."""
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def providing(server: Dovecot) -> Iterator[Provider]:
    """A provider whose certificate is the mail server's."""
    provider = Provider(server)
    try:
        yield provider
    finally:
        provider.close()
