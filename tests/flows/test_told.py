"""What people look up: why it was decided, whose case it is, promised days, and their own table."""

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from domain.errors import BadInput
from seamline.cli.app import app
from seamline.cli.setup import people
from seamline.demo_company import OPENS
from seamline.outcomes import side_by_side
from seamline.wiring import Office, machine_clock
from seamline.workspace import create
from tests.states import After

CASE = "W1-4500018822"


def shown(office: Office, *words: str) -> str:
    done = CliRunner().invoke(app, [*words, "--workspace", str(office.workspace.folder)])
    assert done.exit_code == 0, done.exception
    return " ".join(done.output.split())


def test_a_case_shows_who_decided_and_why(after: After) -> None:
    office = after("W1-d")
    office.desk.decide(
        CASE, "edit", person="E007", reason="pieces are short", slots={"option": "accept"}
    )
    office.desk.decide(CASE, "approve", person="E002", reason="agreed with sales")
    told = shown(office, "show", CASE)
    assert "E007) edited (chose accept)" in told and ": pieces are short" in told
    assert "E002) approved" in told and ": agreed with sales" in told


def test_a_contacts_name_finds_the_cases_it_wrote_to_and_is_written_to_in(after: After) -> None:
    office = after("W1-d", "W1-b")
    assert CASE in shown(office, "search", "Kailun shipping")
    found = shown(office, "search", "K. Brandt")
    assert "W1-4500018830" in found and CASE not in found


def test_a_thread_tells_the_promised_days_of_its_lines(after: After) -> None:
    office = after("W1-d")
    assert "promised_date 2026-04-06" in shown(office, "thread", "4500018822")


def test_what_seamline_did_is_dated_beside_what_the_company_did(after: After) -> None:
    office = after("W1-d")
    lines = side_by_side(office, OPENS.company()).splitlines()
    ran = [one for one in lines if " verified: " in one]
    assert ran and all(one.startswith("* 2026-03-1") for one in ran)
    assert any(one.startswith("* 2026-03-10 proposes: ") for one in lines)
    assert not [one for one in lines if one.startswith("* ") and one.endswith(":")]


@pytest.mark.parametrize("parted", [",", ";", "\t"])
def test_a_table_of_people_is_read_with_its_own_marks(tmp_path: Path, parted: str) -> None:
    workspace = create(tmp_path / "work", clock="real", machine=machine_clock)
    head = ["person_id", "name", "function", "role", "approval_limit_usd"]
    row = ["E1", '"Reyes, Dana"', "procurement", "lead", '"25,000.50"']
    table = tmp_path / "people.csv"
    table.write_text(f"{parted.join(head)}\n{parted.join(row)}\n", encoding="utf-8")
    people(table, workspace.folder)
    (one,) = yaml.safe_load(workspace.people_file.read_text(encoding="utf-8"))["people"]
    assert (one["name"], one["limit"]["amount"]) == ("Reyes, Dana", "25000.50")


def test_a_limit_that_is_no_amount_is_refused_with_the_form(tmp_path: Path) -> None:
    workspace = create(tmp_path / "work", clock="real", machine=machine_clock)
    table = tmp_path / "people.csv"
    table.write_text('person_id,name,function,role,approval_limit_usd\nE1,Dana,p,r,"25.000,5"\n')
    with pytest.raises(BadInput, match="is no amount"):
        people(table, workspace.folder)
    table.write_text("person_id,name,function,role\nE1,Reyes, Dana,procurement,lead\n")
    with pytest.raises(BadInput, match="more cells than the heading"):
        people(table, workspace.folder)
