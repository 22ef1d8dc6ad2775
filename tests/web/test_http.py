"""The webhook over HTTP: limits on what is read, and the server that runs beside the worker."""

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from fastapi.testclient import TestClient

from domain.errors import OutsideFailed
from memory import chain
from seamline.web.app import make_app
from seamline.web.pace import Pace
from seamline.web.server import WebLoop
from seamline.wiring import Office
from seamline.workspace import Workspace
from tests.tools.events.posts import NOON, event, structured
from tools.events import limits


@pytest.fixture
def client(office: Office) -> Iterator[TestClient]:
    with TestClient(make_app(office)) as found:
        yield found


def test_a_signed_event_is_accepted_over_http(client: TestClient) -> None:
    headers, body = structured(event())
    answer = client.post("/events", content=body, headers=headers)
    assert (answer.status_code, answer.json()["outcome"]) == (202, "filed")
    again = client.post("/events", content=body, headers=headers)
    assert (again.status_code, again.json()["outcome"]) == (200, "repeated")
    assert client.get("/health").json() == {"ok": True}


def test_nothing_is_served_that_is_no_page_of_the_desk(client: TestClient) -> None:
    for path in ("/docs", "/openapi.json", "/events", "/nothing", "/static/../app.py"):
        assert client.get(path).status_code in (404, 405)


def test_a_body_over_the_limit_is_refused_whatever_it_says_of_its_length(
    office: Office, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BODY", 1000)
    headers, body = structured(event("x" * 2000))

    def pieces() -> Iterator[bytes]:
        yield body[:900]
        yield body[900:]

    answer = client.post("/events", content=pieces(), headers=headers)
    assert answer.status_code == 413
    with office.ledger.reading() as connection:
        assert chain.of_kind(connection, "message_filed") == []
        assert len(chain.of_kind(connection, "event_refused")) == 1


def test_a_machine_that_asks_too_often_is_told_to_wait(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pace, "allows", lambda self, name, now: False)
    answer = client.post("/events", content=b"")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")


def test_a_pace_fills_again_and_forgets_nobody_too_early() -> None:
    from datetime import timedelta

    pace = Pace(2)
    assert [pace.allows("a", NOON) for _ in range(3)] == [True, True, False]
    assert pace.allows("b", NOON)
    assert not pace.allows("a", NOON + timedelta(seconds=29))
    assert pace.allows("a", NOON + timedelta(seconds=60))


def test_the_server_runs_as_a_loop_and_ends_when_it_is_told(office: Office) -> None:
    loop, stopping = WebLoop(make_app(office), "127.0.0.1", 0), Event()
    serving = threading.Thread(target=loop.turn, args=(stopping,))
    serving.start()
    connection = http.client.HTTPConnection("127.0.0.1", loop.port, timeout=30)
    headers, body = structured(event())
    connection.request("POST", "/events", body, headers)
    assert connection.getresponse().status == 202
    connection.close()
    stopping.set()
    serving.join(30)
    assert not serving.is_alive()
    loop.close()


def test_a_taken_address_is_said(office: Office) -> None:
    loop = WebLoop(make_app(office), "127.0.0.1", 0)
    with pytest.raises(OutsideFailed, match="cannot serve at"):
        WebLoop(make_app(office), "127.0.0.1", loop.port)
    loop.close()


def test_serve_takes_an_event_works_it_off_and_stops(workspace: Workspace) -> None:
    root = Path(__file__).parents[2]
    words = [sys.executable, "-m", "seamline", "serve", "--port", "0"]
    env = {**os.environ, "PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        words, cwd=workspace.folder, env=env, stdout=subprocess.PIPE, text=True
    ) as served:
        try:
            assert served.stdout is not None
            first = served.stdout.readline()
            port = re.search(r"http://127\.0\.0\.1:(\d+)", first)
            assert port, first
            now = datetime.now(UTC)
            headers, body = structured(event(), at=now)
            connection = http.client.HTTPConnection("127.0.0.1", int(port[1]), timeout=60)
            connection.request("POST", "/events", body, headers)
            assert connection.getresponse().status == 202
            assert "working" in served.stdout.readline()
            assert "event(s) dealt with" in served.stdout.readline()
        finally:
            served.send_signal(signal.SIGTERM)
            assert served.wait(60) == 0
