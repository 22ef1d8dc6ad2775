"""The closing word names what is not over with the case."""

from pathlib import Path

from typer.testing import CliRunner

from seamline.cli.app import app
from tests.flows.asked_cases import CASES, play
from tests.states import After, States


def test_a_dispute_that_goes_on_is_named_when_its_case_closes(
    states: States, tmp_path: Path
) -> None:
    office = play("freight dispute", states, tmp_path)
    closed = office.desk.case(CASES["freight dispute"]).closed
    assert closed is not None
    disputes = {row.key for row in office.reads.rows("disputes", invoice_id="AL-F-3318")}
    assert disputes and all(any(one in said for said in closed["open"]) for one in disputes)
    folder = str(office.workspace.folder)
    office.close()
    shown = CliRunner().invoke(app, ["show", CASES["freight dispute"], "--workspace", folder])
    assert shown.output.count("still open elsewhere: dispute DP-") == len(disputes)


def test_a_line_that_will_not_come_is_named_when_its_case_closes(after: After) -> None:
    office = after("W1-b")
    case = "W1-4500018830"
    for person in ("E007", "E002"):
        office.desk.decide(case, "approve", person=person, reason="covers it")
    closed = office.desk.case(case).closed
    assert closed is not None
    assert any(one.startswith("4500018830/20: the supplier will not") for one in closed["open"])
