"""A closed case of any workflow is recalled for the next one like it, and it is said why."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.snapshots import case_context
from graph.workflows.registry import workflow
from memory.evidence_table import Asked
from seamline.wiring import Office
from tests.crash.stories import STORIES


def like(office: Office, case: str) -> Asked:
    """What is asked for a case like this one about something else."""
    state = office.desk.case(case)
    module = workflow(state.workflow)
    asked: Asked = module.situation(case_context(office.deps, state, module))
    key = case.partition("-")[2]
    assert key in asked.situation
    return asked.model_copy(update={"situation": asked.situation.replace(key, "something else")})


@pytest.mark.parametrize(
    ("story", "decided"),
    [
        ("booking", "sea 1x40HC F3001"),
        ("exception", "wait and re-promise"),
        ("documents", "complete the papers"),
        ("delivery", "claim on the carrier"),
        ("replacement", "replace"),
    ],
)
def test_a_closed_case_is_recalled_for_the_next_like_it_and_it_is_said_why(
    office: Office, tmp_path: Path, story: str, decided: str
) -> None:
    told = STORIES[story]
    (tmp_path / "rows").mkdir()
    told.opening(office, tmp_path / "rows")
    for step in told.steps[:-1]:
        step.do(office)
    before = office.memory.look(like(office, told.case))["cases"]
    assert told.case not in [one["case_id"] for one in before], "it is still open"
    told.steps[-1].do(office)
    assert office.desk.case(told.case).closed is not None
    found = office.memory.look(like(office, told.case))["cases"]
    (recalled,) = [one for one in found if one["case_id"] == told.case]
    waived = story in {"documents", "replacement"}
    outcome = "resolved otherwise" if waived else "resolved as planned"
    assert (recalled["decision"], recalled["outcome"]) == (decided, outcome)
    assert recalled["resolved_by"]
    code = told.case.partition("-")[0]
    assert f"same workflow: {code}" in recalled["why"]
    assert any(one.startswith("same partner: ") for one in recalled["why"])
