"""The demo's later days: played in a copy, decided by its people, and nobody falls into a trap."""

import io
from decimal import Decimal
from pathlib import Path

import pytest
from rich.console import Console

from graph.workflows.registry import workflows
from memory import chain
from memory.cases import cases
from seamline.cli.demonstration import BESIDE, TRAPS, demo, go_on
from seamline.demo_company import HELD_AT, mail_days
from seamline.demo_story import steps
from seamline.demo_traps import met, traps
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace


def state_of(workspace: Workspace) -> tuple[str, int]:
    office = open_office(workspace)
    try:
        with office.ledger.reading() as connection:
            return office.clock.now().isoformat(), len(cases(connection))
    finally:
        office.close()


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_later_days_are_played_in_a_copy_and_come_to_a_good_end(tmp_path: Path) -> None:
    demo(tmp_path / "demo", fresh=False, later=False)
    held = Workspace(tmp_path / "demo")
    before = state_of(held)
    printed = io.StringIO()
    taken = go_on(held.folder, Console(file=printed, width=200), fresh=False)
    assert state_of(held) == before
    later = Workspace(tmp_path / "demo-later")
    now, _ = state_of(later)
    assert now[:10] >= max(day.day for day in mail_days()).isoformat() > HELD_AT.isoformat()[:10]
    assert len(taken) == len(steps())
    assert [f"{one.case}: {one.step.said()}: {one.fault}" for one in taken if one.fault] == []
    told = printed.getvalue()
    assert "COULD NOT" not in told
    assert "    remembers W" in told, "a case that closed is recalled for the next like it"
    office = open_office(later)
    try:
        _ends_well(office)
        _falls_for_nothing(office)
    finally:
        office.close()
    outgoing = {
        path.read_text(encoding="utf-8", errors="replace") for path in later.outgoing.glob("*.eml")
    }
    assert not any("accounts@kailun-electronics.example" in one for one in outgoing)
    assert "none fallen into" in (later.folder / TRAPS).read_text(encoding="utf-8")
    beside = (later.folder / BESIDE).read_text(encoding="utf-8")
    _, _, credit = beside.partition("## W8-2026-IM-0417:")
    ours, _, theirs = credit.partition("## ")[0].partition("The company:")
    assert "verified: post payment" in ours
    assert "decided: waive by E017; weighed: waive 0.00, refuse documents 5400.00" in theirs


def _ends_well(office: Office) -> None:
    """A case of each workflow was decided by people, read back, answered, closed and remembered,
    nothing of it waived but in chases and complaints."""
    with office.ledger.reading() as connection:
        remembered = {
            fact.stream.partition(":")[2] for fact in chain.of_kind(connection, "remembered")
        }
        waived = {
            fact.stream.partition(":")[2]
            for fact in chain.of_kind(connection, "acknowledged")
            if fact.body.get("how") == "waived"
        }
    decided = [
        (code, one)
        for code, flow in workflows().items()
        for one in office.deps.cases()
        if one.workflow == flow.NAME
        and one.closed is not None
        and one.id in remembered
        and any(each.verified and each.authority.startswith("approved by") for each in one.effects)
    ]
    assert {code for code, _ in decided} >= {"P5"}, "P4 waits for its claims"
    whole = {
        code
        for code, one in decided
        if one.id not in waived and (one.closed or {})["outcome"] == "resolved as planned"
    }
    assert whole >= {"W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8", "P1", "P2", "P3"}
    rows = office.reads.rows("payments", payment_id="0526-118")
    # the bank's fee was entered by hand as well, under a name of its own
    posted = [Decimal(one.text("amount")) for one in rows if one.text("line_ref") != "WIRE FEE"]
    assert sum(posted) == Decimal("219342.00")
    settled = office.desk.case("W8-0526-118")
    assert {one.kind for one in settled.effects if one.verified} == {
        "PostSettlement",
        "CloseClaim",
        "CloseOrder",
        "NotifyFunction",  # what people have to post in the ERP themselves
    }


def _falls_for_nothing(office: Office) -> None:
    found = met(office)
    assert len(found) == len(traps())
    well = ("handled", "asked")
    assert [f"{one.trap.mail}: {one.said}" for one in found if one.went not in well] == []
    fraud = office.desk.case("W7-KL-3391")
    assert {one.kind for one in fraud.effects} <= {"NotifyFunction"}
    assert any(one.slot == "call_back" for one in fraud.answers)
