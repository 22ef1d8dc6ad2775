"""Ids of cases and references in small letters are as good as in capitals, at every door."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from seamline import tool_views
from seamline.cli import app
from seamline.export_scopes import Scope, export_scope
from seamline.wiring import Office
from tests.web.calling import Program
from tests.web.desk import Visit, hash_on

CASE = "W1-4500018822"
LOW = CASE.lower()


@pytest.fixture
def office(delayed: Office) -> Office:
    return delayed


def test_pages_take_it_and_show_the_id_as_it_is(office: Office) -> None:
    planner, marta = Visit(office, "E007"), Visit(office, "E001")
    for path in (f"/cases/{LOW}", f"/parts/talk/{LOW}"):
        assert f"/cases/{CASE}/decide" in planner.page(path)
    assert CASE in marta.page("/thread?ref=purchase_orders:4500018822")
    assert marta.client.get(f"/search?q={LOW}").headers["location"] == f"/cases/{CASE}"


def test_deeds_at_the_desk_are_done_to_the_case(office: Office) -> None:
    planner = Visit(office, "E007")
    seen = hash_on(planner.page(f"/cases/{CASE}"))
    answer = planner.send(f"/cases/{LOW}/decide", verb="approve", seen=seen)
    assert answer.status_code == 200 and f"{CASE}: noted" in answer.text
    assert [one.person for one in office.desk.case(LOW).approvals] == ["E007"]


def test_programs_read_and_act_on_it(office: Office) -> None:
    marta = Program(office, "E001")
    assert marta.get(f"/cases/{LOW}")["case"] == CASE
    assert marta.send(f"/cases/{LOW}/claim").json()["case"] == CASE
    assert marta.get("/ask", question="who holds this case?", about=LOW)["question"]
    assert tool_views.case(office, LOW) == tool_views.case(office, CASE)


@pytest.mark.parametrize("reference", ["klb-12", "PURCHASE_ORDERS:4500018822"])
def test_references_are_found_in_any_letters(office: Office, reference: str) -> None:
    told = Program(office, "E001").get(f"/threads/{reference}")
    assert CASE in [one["case"] for one in told["cases"]]


def test_a_merge_and_a_contest_name_the_other_case_in_any_letters(office: Office) -> None:
    marta = Program(office, "E001")
    for deed, body in (("merge", {"into": LOW}), ("contest", {"of": LOW})):
        answer = marta.send(f"/cases/{LOW}/{deed}", reason="the same matter", **body)
        assert answer.status_code != 404 and "no case" not in answer.text


def test_commands_take_it(office: Office, tmp_path: Path) -> None:
    where = ["--workspace", str(office.workspace.folder)]
    shown = CliRunner().invoke(app, ["show", LOW, *where])
    assert shown.exit_code == 0 and shown.output.startswith(CASE)
    claimed = CliRunner().invoke(app, ["claim", LOW, "--as", "E001", *where])
    assert f"{CASE}: Marta Oyelaran" in claimed.output
    made = export_scope(office, tmp_path / "trace", Scope(case=LOW))
    assert made[""].scope == f"case:{CASE}"


def test_a_case_that_is_not_there_is_said_as_it_was_typed(office: Office) -> None:
    answer = Program(office, "E001").client.get("/api/v1/cases/w1-none")
    assert answer.status_code == 404 and "no case 'w1-none'" in answer.json()["error"]
