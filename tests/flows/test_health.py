"""A decided case is held against what it rests on whenever the record changes."""

from pathlib import Path

from memory import chain
from seamline import views
from seamline.conversation import conversation
from seamline.demo_company import OPENS
from seamline.loading import load_export
from seamline.wiring import Office
from tests.flows.test_supplier_delay import approve_all
from tests.hostile.commands import seamline
from tests.states import After

CASE = "W1-4500018822"


def plan(office: Office, tmp_path: Path, day: int, qty: int) -> None:
    """A new plan comes in which every day's demand is `qty`."""
    folder = tmp_path / f"2026-03-{day}"
    folder.mkdir()
    text = (OPENS.opening() / "demand.csv").read_text(encoding="utf-8")
    text = text.replace(",400,PCS,", f",{qty},PCS,")
    (folder / "demand.csv").write_text(text, encoding="utf-8")
    load_export(office, folder)


def states(office: Office) -> list[str]:
    with office.ledger.reading() as connection:
        changed = chain.of_kind(connection, "assumption_changed")
    return [str(one.body["state"]) for one in changed]


def test_a_decision_weakens_breaks_and_heals_with_the_plan(after: After, tmp_path: Path) -> None:
    office = after("W1-d")
    approve_all(office)
    assert office.desk.case(CASE).closed is not None
    assert {one["health"] for one in views.case(office, CASE)["health"]} == {"held"}
    plan(office, tmp_path, 11, 400)
    assert states(office) == [], "nothing is otherwise"
    plan(office, tmp_path, 12, 420)
    assert set(states(office)) == {"weakening"}
    assert office.desk.case(CASE).closed is not None, "it holds still"
    shown = seamline("show", CASE, folder=office.workspace.folder).stdout
    assert "the decision is weakening" in " ".join(shown.split())
    plan(office, tmp_path, 13, 480)
    state = office.desk.case(CASE)
    assert state.closed is None
    assert "demand for KLB-12 stays as planned" in state.stuck
    (waiting,) = views.inbox(office)["waiting"]
    assert "now" in waiting["what"]
    plan(office, tmp_path, 14, 400)
    assert states(office)[-1] == "held"
    assert office.desk.case(CASE).closed is not None, "what it waited for is so again"


def test_what_broke_may_be_waived_by_whoever_decides_the_case(after: After, tmp_path: Path) -> None:
    office = after("W1-d")
    approve_all(office)
    plan(office, tmp_path, 13, 480)
    for one in views.case(office, CASE)["owed"]:
        office.desk.waive(CASE, one["key"], person="E007", reason="the plan is a promotion")
    assert office.desk.case(CASE).closed is not None
    told = {(one.who, one.said) for one in conversation(office, CASE).turns}
    (name,) = [one.name for one in office.deps.staff.people if one.id == "E007"]
    assert (name, "waived: the plan is a promotion") in told
