"""No page, part, stream or answer is for strangers, and what a program may not do is on record."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.routing import Mount, Route

from memory import chain
from seamline.web.app import make_app
from seamline.wiring import Office
from tests.web.calling import Program
from tests.web.desk import Visit

CASE = "W1-4500018822"
#: Ways in, what proves itself by a signature, and what says nothing of the workspace.
OPEN = {"/sign-in", "/enter", "/events", "/health", "/api/docs", "/api/openapi.json"}
#: What forms cannot do without.
FORM = {"password": "long enough to be one", "words": "who approved this?"}


@pytest.fixture
def office(delayed: Office) -> Office:
    return delayed


def routes(served: Any, under: str = "") -> Iterator[tuple[str, str]]:
    """Every method and path that is served, with some value for each of its parts."""
    for one in served.routes:
        if isinstance(one, Mount):
            if isinstance(one.app, FastAPI):
                yield from routes(one.app, under + one.path)
        elif (router := getattr(one, "original_router", None)) is not None:
            yield from routes(router, under + one.include_context.prefix)
        elif isinstance(one, Route):
            path = (under + one.path).replace("{number}", "1").replace("{case}", CASE)
            for method in (one.methods or set()) - {"HEAD"}:
                yield method, re.sub(r"\{[^}]+\}", "x", path)


def refusals(office: Office) -> list[dict[str, Any]]:
    with office.ledger.reading() as connection:
        return [one.body for one in chain.of_kind(connection, "act_refused")]


def test_whoever_is_not_known_is_shown_nothing(office: Office) -> None:
    app = make_app(office)
    client, served = TestClient(app, follow_redirects=False), list(routes(app))
    with office.ledger.reading() as connection:
        before = chain.head(connection)
    assert len(served) > 60
    for method, path in served:
        if path in OPEN:
            continue
        told = {"data": FORM} if method == "POST" else {"params": {"question": FORM["words"]}}
        answer = client.request(method, path, **told)
        to_sign_in = answer.headers.get("location", "").startswith("/sign-in")
        assert answer.status_code == 401 or (answer.status_code == 303 and to_sign_in), path
        assert "Kailun" not in answer.text and "kailun" not in answer.text
    with office.ledger.reading() as connection:
        assert chain.head(connection) == before


def test_every_deed_of_a_program_that_only_reads_is_refused_and_on_record(office: Office) -> None:
    reader = Program(office, "E001", read_only=True)
    deeds = [path for method, path in routes(make_app(office)) if method == "POST"]
    deeds = [one for one in deeds if one.startswith("/api/v1/")]
    assert len(deeds) > 25
    for path in deeds:
        before = len(refusals(office))
        assert reader.client.post(path, json={}).status_code == 403, path
        (said,) = refusals(office)[before:]
        assert said["person"] == "E001" and path in said["what"], path


@pytest.mark.parametrize(
    ("path", "form", "body"),
    [
        ("decide", {"verb": "approve"}, {"verb": "approve"}),
        ("assign", {"to": "E001"}, {"to": "E001"}),
        ("accept", {}, {}),
    ],
)
def test_what_a_person_may_not_do_is_on_record_whichever_door_it_came_by(
    office: Office, path: str, form: dict[str, str], body: dict[str, str]
) -> None:
    shown = Program(office, "E011").get(f"/cases/{CASE}")["hash"]
    at_desk = Visit(office, "E011").send(f"/cases/{CASE}/{path}", **form, seen=shown)
    if path == "decide":
        body = {**body, "hash": shown}
    by_program = Program(office, "E011").send(f"/cases/{CASE}/{path}", **body)
    assert (at_desk.status_code, by_program.status_code) == (409, 403), by_program.text
    first, second = refusals(office)
    assert (first["what"], first["why"]) == (second["what"], second["why"])
    assert first["what"] == f"{path} {CASE}"
