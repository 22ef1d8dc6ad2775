"""serve: the desk, the worker, what brings messages in, and the webhook, until told to stop."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from seamline.cli.doors import link_for
from seamline.cli.intake import go_on, say
from seamline.cli.office import office
from seamline.entrance import Entrance
from seamline.views import inbox
from seamline.wiring import Office
from tools.accounts.endpoint import is_loopback


def serve(workspace: Path | None, host: str, port: int, in_flight: int, person: str) -> None:
    """Serves until SIGTERM or Ctrl-C."""
    with office(workspace) as opened:
        from seamline.web.app import make_app
        from seamline.web.server import WebLoop

        web = WebLoop(make_app(opened), host, port)
        if not is_loopback(host):
            say(f"{host} can be reached from elsewhere: put TLS in front, this speaks plain HTTP")
        _say_how_to_enter(opened, web.name, person)
        # what pages fold from the whole ledger is folded before the first visitor waits for it
        Thread(target=inbox, args=(opened,), name="first-look", daemon=True).start()
        go_on(opened, in_flight, [web])


def _say_how_to_enter(opened: Office, url: str, person: str) -> None:
    if person:
        say(f"open {link_for(Entrance(opened), person, url)}")
        return
    known = opened.people.people
    name = known[0].id if known else "PERSON"
    say(f"the desk is at {url}; a link that lets somebody in: seamline invite {name}")
    if not known:
        say("people.yaml names nobody yet: nobody can enter")
