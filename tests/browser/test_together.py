"""Cases that the same clauses ask about are decided together in a browser, each on its own hash."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from seamline.wiring import open_office
from seamline.workspace import Workspace
from tests.browser.conftest import Enter, Served, aside
from tests.flows.playing import file_letter

SECONDS = 30_000
ALIKE = {
    "W1-4500018611": (
        "anil.rao@raoprecision.example",
        "PO 4500018611 item 20 will be ready ex works 16 April 2026.",
    ),
    "W1-4500018790": (
        "anil.rao@raoprecision.example",
        "PO 4500018790 item 10 will be ready ex works 20 April 2026.",
    ),
}


def delay_two(workspace: Workspace, folder: Path) -> dict[str, str]:
    """Two orders of a supplier come later; the hash of each proposal."""
    office = open_office(workspace)
    try:
        for case, (sender, text) in ALIKE.items():
            file_letter(
                office, folder / case, sender=sender, subject=f"PO {case[3:]}",
                sent="Wed, 11 Mar 2026 09:00:00 +0000", text=f"{text}\n",
            )  # fmt: skip
        proposals = {case: office.desk.case(case).proposal for case in ALIKE}
        return {case: one.hash for case, one in proposals.items() if one is not None}
    finally:
        office.close()


def approved(workspace: Workspace) -> dict[str, list[tuple[str, str, str]]]:
    """Who approved which proposal of each case, and why."""
    office = open_office(workspace)
    try:
        cases = {case: office.desk.case(case) for case in ALIKE}
        return {
            case: [(one.person, one.proposal, one.reason) for one in state.approvals]
            for case, state in cases.items()
        }
    finally:
        office.close()


def test_two_that_are_alike_are_looked_at_and_approved_at_once(
    enter: Enter, served: Served, tmp_path: Path
) -> None:
    hashes = aside(lambda: delay_two(served.workspace, tmp_path))
    assert hashes.keys() == ALIKE.keys()
    marta = enter("E001")
    marta.get_by_role("link", name="2 alike: decide together").click()
    for case, one in hashes.items():
        card = marta.locator("section.card").filter(has_text=case)
        expect(card).to_contain_text(one[:16])
        card.get_by_role("checkbox").check()
    marta.get_by_label("Reason").fill("nothing hangs on them")
    marta.get_by_role("button", name="Approve the ticked").click()
    for case in ALIKE:
        expect(marta.locator("#notices")).to_contain_text(f"{case}: approved", timeout=SECONDS)
    given = aside(lambda: approved(served.workspace))
    assert given == {case: [("E001", one, "nothing hangs on them")] for case, one in hashes.items()}
