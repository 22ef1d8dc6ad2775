"""The demo's later days: every mail is played in a copy, and what is held stays held."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from memory import outbox
from memory.cases import cases
from seamline.cli.demonstration import BESIDE, go_on
from seamline.demo_company import HELD_AT, OPENS, mail_days, make_demo
from seamline.loading import load_export
from seamline.outcomes import flows_of
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace


def state_of(workspace: Workspace) -> tuple[str, int]:
    office = open_office(workspace)
    try:
        with office.ledger.reading() as connection:
            return office.clock.now().isoformat(), len(cases(connection))
    finally:
        office.close()


def begun(folder: Path) -> Workspace:
    """Harlow after its opening export; its clock is held."""
    workspace = make_demo(folder)
    office: Office = open_office(workspace)
    try:
        load_export(office, OPENS.opening())
    finally:
        office.close()
    return workspace


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_later_days_are_played_in_a_copy_and_every_workflow_has_its_say(tmp_path: Path) -> None:
    held = begun(tmp_path / "demo")
    before = state_of(held)
    printed = io.StringIO()
    go_on(held.folder, Console(file=printed, width=200), fresh=False)
    assert state_of(held) == before
    later = Workspace(tmp_path / "demo-later")
    now, _ = state_of(later)
    assert now[:10] >= max(day.day for day in mail_days()).isoformat() > HELD_AT.isoformat()[:10]
    assert "nobody decided anything" in printed.getvalue()
    office = open_office(later)
    try:
        opened = {one.code for one in flows_of(office) if one.cases}
        with office.ledger.reading() as connection:
            done = {one.kind for one in outbox.effects(connection)}
    finally:
        office.close()
    assert opened >= {"W2", "W3", "W4", "W5", "W6", "W7", "W8", "P2", "P3", "P4"}
    assert not done & {"ApproveInvoice", "PostSettlement", "IssueOrder", "RequestBooking"}
    outgoing = {
        path.read_text(encoding="utf-8", errors="replace") for path in later.outgoing.glob("*.eml")
    }
    assert not any("accounts@kailun-electronics.example" in one for one in outgoing)
    beside = (later.folder / BESIDE).read_text(encoding="utf-8")
    _, _, credit = beside.partition("## W8-2026-IM-0417:")
    ours, _, theirs = credit.partition("## ")[0].partition("The company:")
    # its people waived the discrepancy on 29 May: from then on nothing but a signature is missing
    assert "weighed: post nothing until the waiver is clear" in ours
    assert "chosen: post 18,420,000 JPY as settled" in ours and "waits: post payment" in ours
    assert "decided: waive by E017; weighed: waive 0.00, refuse documents 5400.00" in theirs
