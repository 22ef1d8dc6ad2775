"""Exports and mails that a test makes up: rows under the company's headings, plain letters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from seamline.demo_company import OPENS, let_go
from seamline.loading import load_export
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace
from tests.flows.playing import file_letter, file_sample, findings, options
from tests.states import Step


@contextmanager
def opened(workspace: Workspace) -> Iterator[Office]:
    """The workspace, opened, its replay let go: now is the day of the newest mail or export."""
    office = open_office(workspace)
    let_go(office)
    yield office
    office.close()


def put(office: Office, folder: Path, **tables: str) -> None:
    """Loads rows (CSV without their heading) as the company's ERP exports them."""
    folder.mkdir(parents=True)
    for name, rows in tables.items():
        head = (OPENS.opening() / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        text = head + "\n" + "\n".join(one.strip() for one in rows.strip().splitlines()) + "\n"
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    load_export(office, folder)


def feed(office: Office, *days: str) -> None:
    """Loads what these days of the sample company bring."""
    for day in days:
        load_export(office, OPENS.folder / "harlow" / "feed" / day / "world")


def fed(*days: str) -> Step:
    """A step: these days' loads."""
    return partial(_fed, days=days)


def _fed(office: Office, _: Path, days: tuple[str, ...]) -> None:
    feed(office, *days)


def arrive(office: Office, name: str) -> None:
    """Files a sample mail and works it off."""
    file_sample(office, name)


def write(
    office: Office,
    folder: Path,
    sender: str,
    subject: str,
    date: str,
    *lines: str,
    proven: str = "pass",
) -> None:
    """Files a plain letter that a test makes up, as if it had come through the mail server."""
    text = "\n".join([*lines, ""])
    file_letter(office, folder, sender=sender, subject=subject, sent=date, text=text, proof=proven)


def said(office: Office, case: str) -> str:
    """Everything the functions found."""
    return "\n".join(findings(office, case))


def cost(office: Office, case: str, option: str) -> str:
    """What an option costs beyond what is due, to the cent; `?` while an input is not known."""
    found = options(office, case)[option]
    return "?" if found["unknown"] else str(found["cost"]["amount"])


def winner(office: Office, case: str) -> str:
    """The option proposed."""
    proposal = office.desk.case(case).proposal
    return proposal.rankings[0].winner if proposal and proposal.rankings else ""


def acts(office: Office, case: str) -> list[dict[str, Any]]:
    """The actions of the open proposal, each with its slots' values."""
    proposal = office.desk.case(case).proposal
    assert proposal is not None, "no proposal is open"
    return [
        {"kind": one.kind, "function": one.function, **one.params()} for one in proposal.actions
    ]


def approve(office: Office, case: str, *people: str) -> None:
    """Everybody who is named says yes, in order."""
    for person in people:
        office.desk.decide(case, "approve", person=person, reason="as the proof shows")
