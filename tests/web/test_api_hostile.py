"""The API against whatever a program may send: every answer is as described, none is a fault."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seamline.web.pace import Pace
from seamline.wiring import Office
from tests.web.calling import Program

#: What a segment of a path may be made of; one with a line break is none of the API's.
_NAMES = st.one_of(
    st.text(st.characters(exclude_characters="\n", codec="utf-8"), min_size=1, max_size=40),
    st.sampled_from(
        ["W1-4500018822", "4500018822", "..", "%00", "\x00", "0", "-1", "9" * 30, "a:b"]
    ),
)


def fitting(schema: dict[str, Any], known: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Whatever fits a schema of the API."""
    if "$ref" in schema:
        return fitting(known[schema["$ref"].rsplit("/", 1)[-1]], known)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema["type"]:
        case "object" if "properties" in schema:
            needed = set(schema.get("required", ()))
            fields = {name: fitting(one, known) for name, one in schema["properties"].items()}
            must = {name: one for name, one in fields.items() if name in needed}
            may = {name: one for name, one in fields.items() if name not in needed}
            return st.fixed_dictionaries(must, optional=may)
        case "object":
            return st.dictionaries(st.text(max_size=9), st.text(max_size=9), max_size=3)
        case "array":
            least = schema.get("minItems", 0)
            return st.lists(fitting(schema["items"], known), min_size=least, max_size=3)
        case "integer":
            return st.integers(schema["minimum"], schema["maximum"])
        case "string" if "pattern" in schema:
            return st.from_regex(schema["pattern"], fullmatch=True)
    return st.one_of(_NAMES, st.text(max_size=schema.get("maxLength", 60)))


_FEW = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def planner(delayed: Office, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.setattr(Pace, "allows", lambda self, name, now: True)
    return Program(delayed, "E007")


@_FEW
@given(data=st.data())
def test_no_request_is_a_fault_of_the_program(planner: Program, data: st.DataObject) -> None:
    document = planner.client.get("/api/openapi.json").json()
    described = document["paths"]
    path = data.draw(st.sampled_from(sorted(described)))
    method = data.draw(st.sampled_from(sorted(described[path])))
    made = path
    for name in ("case", "key", "number", "name", "reference"):
        made = made.replace(f"{{{name}}}", quote(data.draw(_NAMES), safe=""))
    words = {"question": data.draw(st.text(max_size=60)), "about": data.draw(_NAMES)}
    asked = {"params": words} if path.endswith("/ask") else {}
    told = described[path][method].get("requestBody", {}).get("content", {})
    schema = told["application/json"]["schema"] if told else None
    known = document["components"]["schemas"]
    body = data.draw(fitting(schema, known)) if schema else None
    answer = planner.client.request(method, f"/api{made}", json=body, **asked)
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert set(answer.json()) == {"error", "remedy"}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"text"', b"\xff\xfe", b"[" * 5_000])
def test_what_is_no_json_object_is_refused(planner: Program, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    path = "/api/v1/cases/W1-4500018822/decide"
    answer = planner.client.post(path, content=body, headers=headers)
    assert answer.status_code in (400, 422) and set(answer.json()) == {"error", "remedy"}


def test_a_body_as_deep_as_it_may_be_is_no_fault(planner: Program) -> None:
    deep = (
        '{"verb": "approve", "hash": "'
        + "0" * 64
        + '", "slots": '
        + '{"a":' * 2_000
        + "1"
        + "}" * 2_000
    )
    answer = planner.client.post(
        "/api/v1/cases/W1-4500018822/decide",
        content=deep + "}",
        headers={"Content-Type": "application/json"},
    )
    assert 400 <= answer.status_code < 500
    assert json.loads(answer.text)["error"]
