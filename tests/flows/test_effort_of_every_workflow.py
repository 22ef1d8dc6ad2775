"""Every workflow is carried by the system: nothing is keyed again, people keep the judgement."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.workflows.registry import workflows
from memory import chain
from seamline.effort_view import effort
from seamline.wiring import Office
from tests.crash.stories import STORIES

#: A story a workflow; two more of the delay tell of a crash at the same steps.
TOLD = [name for name in STORIES if name not in ("silence", "count")]


def test_there_is_a_story_for_each_workflow() -> None:
    assert {STORIES[one].case.partition("-")[0] for one in TOLD} == set(workflows())


def acts(office: Office, case: str, kind: str) -> list[dict[str, Any]]:
    with office.ledger.reading() as connection:
        return [one.body for one in chain.of_stream(connection, f"case:{case}", kinds=(kind,))]


@pytest.mark.parametrize("story", TOLD)
def test_a_case_is_carried_by_the_system_and_its_cost_adds_up(
    office: Office, tmp_path: Path, story: str
) -> None:
    told = STORIES[story]
    (tmp_path / "rows").mkdir()
    told.opening(office, tmp_path / "rows")
    for step in told.steps:
        step.do(office)
    found = effort(office, told.case)
    assert found["rekeyed"] == 0
    counters, state = found["counters"], office.desk.case(told.case)
    assert counters["triggering"] == 0
    assert counters["context"] <= len(state.answers), "what nobody else knew, asked of one person"
    phoned = [one for one in acts(office, told.case, "acknowledged") if one["how"] == "waived"]
    assert counters["carrying"] <= len(phoned) + len(state.answers), "told on the telephone"
    assert found["judged"], "approvals stay with people"
    assert sum(one["system"] for one in found["jobs"]) > sum(one["person"] for one in found["jobs"])
    for write in found["writes"]:
        assert all(one.said or set(one.origins) == {"product"} for one in write["fields"]), write
    costs = found["account"]
    for whose, who in (("spared", "system"), ("spent", "person")):
        amounts = [one["money"]["amount"] for one in costs["lines"] if one["by"] == who]
        assert costs[whose]["amount"] == sum(amounts)
    assert costs["spared"]["amount"] > 0
