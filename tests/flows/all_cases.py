"""Every sample mail filed after the sample company's whole year: cases of all workflows."""

from __future__ import annotations

import shutil
from pathlib import Path

from memory import chain
from seamline.demo_company import OPENS, let_go
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace


def play_all(workspace: Workspace) -> None:
    """Loads all exports and files all sample mails into an opened sample company."""
    office = open_office(workspace)
    let_go(office)
    for day in OPENS.feed_days():
        for export in (OPENS.feed(day), OPENS.own(day)):
            if export is not None:
                load_export(office, export)
    assert {one.outcome for one in file_mails(office, OPENS.mails())} == {"filed"}
    office.desk.advance()
    office.close()


def case_ids(office: Office) -> list[str]:
    """All cases, in the order they were opened."""
    with office.ledger.reading() as connection:
        opened = chain.of_kind(connection, "case_opened")
    return [one.stream.removeprefix("case:") for one in opened]


def copied(folder: Path, to: Path) -> Workspace:
    """A copy of a workspace that a test may change."""
    return Workspace(Path(shutil.copytree(folder, to)))
