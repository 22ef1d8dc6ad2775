"""The HTTP API: a person's token reads and acts like the desk; its description is what it does."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from memory import chain
from seamline.deeds import DEEDS, WHOLE, Deed, do
from seamline.entrance import STREAM, Entrance
from seamline.web.app import make_app
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.playing import file_sample
from tests.web.calling import Program
from tests.web.desk import Visit

CASE = "W1-4500018822"
ZEROS = "0" * 64


@pytest.fixture
def office(delayed: Office) -> Office:
    return delayed


@pytest.fixture
def marta(office: Office) -> Program:
    return Program(office, "E001")


def refused_acts(office: Office) -> list[dict[str, Any]]:
    with office.ledger.reading() as connection:
        return [one.body for one in chain.of_stream(connection, STREAM, kinds=["act_refused"])]


def test_a_day_from_inbox_to_effects(office: Office) -> None:
    planner, lead = Program(office, "E007"), Program(office, "E002")
    waiting = planner.get("/inbox")["waiting"]
    assert [one["case"] for one in waiting] == [CASE]
    seen = planner.get(f"/cases/{CASE}")
    assert seen["options"] and seen["news"][0]["statements"]
    first = planner.send(f"/cases/{CASE}/decide", verb="approve", hash=seen["hash"])
    assert (first.status_code, "still waits" in first.json()["said"]) == (200, True)
    done = lead.send(f"/cases/{CASE}/decide", verb="approve", hash=seen["hash"], reason="cheap")
    assert done.json()["said"] == f"{CASE}: approved"
    effects = lead.get(f"/cases/{CASE}")["effects"]
    assert effects and {one["state"] for one in effects} == {"verified"}
    with office.ledger.reading() as connection:
        used = [one.body for one in chain.of_kind(connection, "token_used")]
    wanted = [("E007", f"decide {CASE}"), ("E002", f"decide {CASE}")]
    assert [(one["person"], f"{one['what']} {one['case']}") for one in used] == wanted


def test_a_decision_is_about_the_proposal_that_was_seen(office: Office) -> None:
    planner = Program(office, "E007")
    late = planner.send(f"/cases/{CASE}/decide", verb="approve", hash=ZEROS)
    assert (late.status_code, late.json()["error"]) == (409, f"case {CASE} has moved on")
    assert planner.send(f"/cases/{CASE}/decide", verb="approve").status_code == 422
    assert office.desk.case(CASE).approvals == ()


def test_what_is_not_allowed_is_refused_with_a_remedy_and_on_record(
    office: Office, marta: Program
) -> None:
    seen = marta.get(f"/cases/{CASE}")["hash"]
    no = marta.send(f"/cases/{CASE}/decide", verb="approve", hash=seen)
    assert no.status_code == 403 and "may not approve" in no.json()["error"]
    assert [one["person"] for one in refused_acts(office)] == ["E001"]


def test_a_token_that_only_reads_acts_on_nothing(office: Office) -> None:
    planner = Program(office, "E007", read_only=True)
    seen = planner.get(f"/cases/{CASE}")["hash"]
    described = planner.client.get("/api/openapi.json").json()["paths"]
    for path in [path for path, methods in described.items() if "post" in methods]:
        made = path.replace("{case}", CASE).replace("{key}", "00")
        said = planner.client.post(f"/api{made}", json=_body(described[path]["post"], made, seen))
        assert (said.status_code, "only reads" in said.json()["error"]) == (403, True), path
    assert len(refused_acts(office)) >= 20
    assert office.desk.case(CASE).approvals == ()


def test_no_token_opens_a_page_and_no_cookie_the_api(office: Office, marta: Program) -> None:
    for path in ("/", f"/cases/{CASE}", "/stream", "/facts/1"):
        assert marta.client.get(path).status_code == 303, path
    visit = Visit(office, "E007")
    assert visit.client.get("/api/v1/inbox").status_code == 401
    body = {"verb": "approve", "hash": ZEROS}
    acted = visit.client.post(
        f"/api/v1/cases/{CASE}/decide", json=body, headers={"X-Guard": visit.guard}
    )
    assert acted.status_code == 401


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer x", "Bearer seamline_0_0", "Basic a"])
def test_without_a_token_nothing_is_told(office: Office, given: str) -> None:
    client = TestClient(make_app(office))
    answer = client.get("/api/v1/inbox", headers={"Authorization": given} if given else {})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert set(answer.json()) == {"error", "remedy"} and "seamline token" in answer.json()["remedy"]


def test_a_token_asks_as_often_as_settings_let_it(plain_workspace: Workspace) -> None:
    settings = plain_workspace.settings_file
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}\n[web]\napi_per_minute = 3\n", encoding="utf-8")
    opened = open_office(plain_workspace)
    try:
        first, other = Program(opened, "E001"), Program(opened, "E001")
        codes = [first.client.get("/api/v1/me").status_code for _ in range(4)]
        assert codes == [200, 200, 200, 429]
        assert other.get("/me")["name"] == "Marta Oyelaran"
    finally:
        opened.close()


def test_a_body_without_end_is_not_read(marta: Program) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'{"reason": "'
        for _ in range(50):
            yield b"x" * 10_000

    answer = marta.client.post(f"/api/v1/cases/{CASE}/release", content=pieces())
    assert answer.status_code == 413 and answer.json()["remedy"] == "send less"


def test_long_lists_come_page_by_page(office: Office, marta: Program) -> None:
    file_sample(office, "W1-a")
    whole = marta.get("/mails")
    assert whole["total"] == 2 and whole["next"] is None
    first = marta.get("/mails", limit=1)
    rest = marta.get("/mails", limit=1, cursor=first["next"])
    assert first["items"] + rest["items"] == whole["items"] and rest["next"] is None
    counts = marta.get("/inbox")["counts"]
    assert marta.get("/inbox/by_itself", limit=1)["total"] == counts["by_itself"] > 0


def test_the_page_of_the_api_names_every_request_and_loads_nothing_from_outside(
    marta: Program,
) -> None:
    page = marta.client.get("/api/docs")
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]*src=)|\son\w+=|style=", page.text)
    places = re.findall(r'(?:src|href)="([^"]*)"', page.text)
    assert places and all(one.startswith(("/", "#")) for one in places)
    described = marta.client.get("/api/openapi.json").json()
    assert all(f"/api{path}" in page.text for path in described["paths"])
    named = {one[1:] for one in places if one.startswith("#")}
    assert named <= set(described["components"]["schemas"])


class Described:
    """The API's own description, against which its answers are held."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.paths: dict[str, Any] = document["paths"]
        self._registry = Registry().with_resource("urn:api", Resource.opaque(document))

    def check(self, operation: dict[str, Any], status: int, answer: Any) -> None:
        """Fails where the answer is not what is said of this status."""
        told = operation["responses"][str(status)]["content"]["application/json"]["schema"]
        schema = _rooted(told)
        Draft202012Validator(schema, registry=self._registry).validate(answer)


def _rooted(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {
            name: f"urn:api{one}" if name == "$ref" else _rooted(one)
            for name, one in schema.items()
        }
    return [_rooted(one) for one in schema] if isinstance(schema, list) else schema


def _body(operation: dict[str, Any], path: str, seen: str) -> dict[str, Any] | None:
    """A body that fits what is described."""
    name = path.rsplit("/", 1)[-1]
    bodies: dict[str, dict[str, Any]] = {
        "decide": {"verb": "reject", "hash": seen, "reason": "no"},
        "waive": {"key": "00", "reason": "not needed at all"},
        "settle": {
            **({"key": "00"} if "/cases/" in path else {}),
            "word": "happened",
            "reason": "phoned",
        },
        "note": {"text": "ready 12 April 2026", "said_by": "Lily"},
        "correct": {"field": "promised_date", "object": "10", "value": "2026-04-12", "reason": "x"},
        "confirm-sender": {"said_by": "Lily", "how": "called the number on file"},
        "assign": {"to": "E007"},
        "move": {"to": "W1-4500018830", "reason": "it is about that"},
        "merge": {"into": "W1-4500018830", "reason": "the same matter"},
        "contest": {"reason": "theirs can wait"},
        "split": {"objects": ["purchase_order_lines:4500018822/20"], "reason": "another matter"},
        "override": {"text": "called the forwarder", "reason": "it was urgent"},
        "snooze": {"until": "4h"},
        "hand-off": {"to": "logistics", "task": "look at the lane"},
        "cases": {"workflow": "W1", "about": "4500018830", "reason": "rumour"},
        "absences": {"first": "2026-07-01", "last": "2026-07-05", "reason": "leave"},
        "stops": {"scope": "all", "reason": "drill"},
        "resume": {"scope": "all", "reason": "over"},
        "modes": {"workflow": "W1", "mode": "advise"},
    }
    return bodies.get(name, {}) if "requestBody" in operation else None


#: What requests that look something up are asked.
ASKED = {
    "ask": {"question": "what waits?"},
    "search": {"query": "Kailun"},
    "what-if": {"days": "10"},
}


def test_what_the_desk_looks_at_is_looked_at_over_the_api(office: Office, marta: Program) -> None:
    assert marta.get("/search", query=CASE)["only_case"] == CASE
    assert marta.get("/partners", limit=1)["items"][0]["id"] == "V1001"
    assert [one["case"] for one in marta.get("/partners/V1001")["open"]] == [CASE]
    assert marta.get("/decisions")["total"] == marta.get("/overrides")["total"] == 0
    assert "definition" in marta.get("/measures", since="2026-03-01")["autonomy"]
    assert marta.get("/policy")["clauses"]


def test_a_what_if_over_the_api_needs_no_case_and_leaves_no_trace(
    office: Office, marta: Program
) -> None:
    with office.ledger.reading() as connection:
        before = chain.head(connection)
    of_case = marta.get("/what-if", about=CASE, days=10)
    (now,), (reading,) = of_case["now"], of_case["readings"]
    late = [
        next(way["days_late"] for way in part["options"] if way["name"] == "accept")
        for part in (now, reading["then"][0])
    ]
    assert late == [4, 14] and reading["said"] == "+10 days"
    of_order = marta.get("/what-if", about="4500018830", qty="-20%", price="+3")
    assert of_order["now"] == [] and of_order["readings"][0]["said"] == "quantity -20%, price +3%"
    asked = marta.client.get("/api/v1/what-if", params={"about": CASE, "answer": "color=red"})
    assert asked.status_code == 400 and "is not asked" in asked.json()["error"]
    with office.ledger.reading() as connection:
        assert chain.head(connection) == before


def test_every_request_answers_as_it_is_described_and_every_deed_has_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner, nobody = Program(office, "E007"), TestClient(make_app(office))
    described = Described(planner.client.get("/api/openapi.json").json())
    key = planner.get("/mails")["items"][0]["key"]
    seen = planner.get(f"/cases/{CASE}")["hash"]
    good = {"case": CASE, "key": key, "number": "1", "name": "by_itself", "reference": "4500018822"}
    bad = {"case": "W1-1", "key": "ffff", "number": "0", "name": "nothing", "reference": "nothing"}
    good, bad = {**good, "partner": "V1001"}, {**bad, "partner": "X"}
    answered: dict[str, int] = {}
    done: list[str] = []

    def noted(entrance: Entrance, deed: Deed, what: str) -> str:
        done.append(what)
        return do(entrance, deed, what)

    monkeypatch.setattr("seamline.programs.do", noted)
    for path, methods in described.paths.items():
        planner = Program(office, "E007")  # one alone would ask more often than it may
        for method, operation in methods.items():
            for values in (good, bad):
                made = re.sub(r"\{(\w+)\}", lambda found: values[found[1]], path)  # noqa: B023
                body = _body(operation, made, seen)
                params = ASKED.get(path.rsplit("/", 1)[-1])
                asked = {"params": {**params, "about": values["case"]}} if params else {}
                answer = planner.client.request(method, f"/api{made}", json=body, **asked)
                described.check(operation, answer.status_code, answer.json())
                if values is good:
                    answered[f"{method} {path}"] = answer.status_code
            missing = nobody.request(method, f"/api{path}", json={})
            assert missing.status_code in (401, 422), path
            described.check(operation, missing.status_code, missing.json())
            if "requestBody" in operation:
                wrong = planner.client.request(method, f"/api{made}", json={"nonsense": 1})
                assert wrong.status_code == 422, path
                described.check(operation, 422, wrong.json())
    assert set(done) == {*DEEDS, *WHOLE}
    failed = {name: status for name, status in answered.items() if status >= 500}
    assert not failed and sum(status < 300 for status in answered.values()) >= 18, answered


def test_an_original_file_of_the_desk_is_no_path_of_the_api(marta: Program) -> None:
    for path in ("/api", "/api/v1", "/api/v1/nothing", "/api/static/desk.css", "/api/redoc"):
        answer = marta.client.get(path)
        assert answer.status_code in (404, 307), path
    assert set(marta.client.get("/api/v1/nothing").json()) == {"error", "remedy"}


def test_a_person_whom_a_proxy_names_is_nobody_to_the_api(plain_workspace: Workspace) -> None:
    settings = plain_workspace.settings_file
    more = '\n[web]\nidentity_header = "x-person"\nproxies = ["testclient"]\n'
    settings.write_text(settings.read_text(encoding="utf-8") + more, encoding="utf-8")
    opened = open_office(plain_workspace)
    try:
        client, named = TestClient(make_app(opened)), {"x-person": "E001"}
        assert client.get("/", headers=named).status_code == 200
        for path in ("/api/v1/inbox", "/v1/models"):
            assert client.get(path, headers=named).status_code == 401, path
        assert Program(opened, "E001").get("/me")["id"] == "E001"
    finally:
        opened.close()
