"""The server as a loop beside the others: it ends what it is at when it is told to stop."""

from __future__ import annotations

import socket
from threading import Event, Thread

import uvicorn
from fastapi import FastAPI

from domain.errors import OutsideFailed
from seamline.web.crowd import Crowd
from seamline.web.sockets import Waiting, watched_by

#: Requests dealt with at a time, open pages that listen for news among them; what comes beyond is
#: answered 503 at once.
AT_ONCE = 512
#: Seconds an idle connection is kept.
IDLE_S = 5
#: Seconds that requests under way have to end.
GRACE_S = 10


class WebLoop:
    """Serves the application at an address that is taken at once, so that a taken one is said."""

    def __init__(self, app: FastAPI, host: str, port: int, waiting: Waiting | None = None) -> None:
        try:
            family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
            self._socket = socket.create_server((host, port), family=family)
        except OSError as problem:
            raise OutsideFailed(f"cannot serve at {host}:{port}: {problem.strerror}") from None
        self._app, self._waiting = Crowd(app, AT_ONCE), waiting or Waiting()
        self.host, self.port = host, int(self._socket.getsockname()[1])
        self.name = f"http://{host}:{self.port}"

    def turn(self, stopping: Event) -> None:
        """Serves until told to stop."""
        config = uvicorn.Config(
            self._app,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # whoever writes such a header would choose where he comes from
            http=watched_by(self._waiting),
            ws="none",
            timeout_keep_alive=IDLE_S,
            timeout_graceful_shutdown=GRACE_S,
            lifespan="off",
        )
        server = uvicorn.Server(config)

        def watch() -> None:
            stopping.wait()
            server.should_exit = True

        Thread(target=watch, name="web-stop", daemon=True).start()
        server.run(sockets=[self._socket])

    def close(self) -> None:
        """Gives the address back."""
        self._socket.close()
