"""A long inbox is split by what is asked and by workflow, and stays so as one goes on."""

from __future__ import annotations

from playwright.sync_api import expect

from seamline.wiring import open_office
from seamline.workspace import Workspace
from tests.browser.conftest import CASE, Enter, Served, aside

OPENED = (("W1", "4500018830"), ("W1", "4500018815"), ("P2", "4500018701"), ("P2", "4500018745"))


def open_more(workspace: Workspace) -> None:
    office = open_office(workspace)
    try:
        for code, order in OPENED:
            opened = office.desk.open_case(code, order, person="E001", reason="they called")
            office.desk.assign(opened.case, person="E002", to="E007", reason="his part")
    finally:
        office.close()


def test_rows_of_another_workflow_or_kind_are_out_of_sight_until_asked_for(
    enter: Enter, served: Served
) -> None:
    aside(lambda: open_more(served.workspace))
    planner = enter("E007")
    planner.goto(served.url)
    rows = planner.locator("#inbox .mine > li:visible")
    expect(rows).to_have_count(len(OPENED) + 1)
    planner.locator("#split-flow").select_option("order_amendment")
    expect(rows).to_have_count(2)
    assert all("P2-" in one for one in rows.all_inner_texts())
    planner.goto(f"{served.url}/cases/{CASE}")
    expect(rows).to_have_count(2)  # it stays as it was chosen
    planner.locator("#split-flow").select_option("")
    planner.get_by_role("button", name="review").click()
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text(CASE)
    planner.get_by_role("button", name="question").click()
    expect(rows).to_have_count(len(OPENED))
