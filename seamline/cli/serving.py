"""serve: the worker, what brings messages in, and the webhook, until told to stop."""

from __future__ import annotations

from pathlib import Path

from seamline.cli.intake import go_on, say
from seamline.cli.office import office
from tools.accounts.endpoint import is_loopback


def serve(workspace: Path | None, host: str, port: int, in_flight: int) -> None:
    """Serves until SIGTERM or Ctrl-C."""
    with office(workspace) as opened:
        if not opened.settings.webhook:
            say("nobody may post: there is no [[webhook]] in seamline.toml")
        from seamline.web.app import make_app
        from seamline.web.server import WebLoop

        web = WebLoop(make_app(opened), host, port)
        if not is_loopback(host):
            say(f"{host} can be reached from elsewhere: put TLS in front, this speaks plain HTTP")
        go_on(opened, in_flight, [web])
