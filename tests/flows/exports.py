"""Exports and mails that a test makes up: rows under the company's headings, plain letters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from memory.clock import hold_replay_clock
from seamline import views
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.wiring import Office, open_office
from seamline.workspace import Workspace

_HOST = "mx.harlow.example"


@contextmanager
def opened(workspace: Workspace) -> Iterator[Office]:
    """The workspace, opened, its replay let go: now is the day of the newest mail or export."""
    office = open_office(workspace)
    with office.ledger.transaction() as connection:
        hold_replay_clock(connection, None)
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


def arrive(office: Office, name: str) -> None:
    """Files a sample mail and works it off."""
    _file(office, OPENS.folder / "mail" / f"{name}.eml")


def _file(office: Office, mail: Path) -> None:
    assert [one.outcome for one in file_mails(office, [mail])] == ["filed"]
    office.desk.advance()


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
    domain = sender.rpartition("@")[2]
    head = [
        f"From: {sender}",
        "To: ops@harlow.example",
        f"Date: {date}",
        f"Subject: {subject}",
        f"Message-ID: <{abs(hash((sender, subject, date)))}@{domain}>",
        f"Authentication-Results: {_HOST}; spf={proven} smtp.mailfrom={domain}; "
        f"dkim={proven} header.d={domain}; dmarc={proven} header.from={domain}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "",
    ]
    folder.mkdir(parents=True, exist_ok=True)
    mail = folder / "letter.eml"
    mail.write_text("\r\n".join([*head, *lines, ""]), encoding="utf-8", newline="")
    _file(office, mail)


def said(office: Office, case: str) -> str:
    """Everything the functions found."""
    found = views.case(office, case)["assessed"]
    return "\n".join(one["text"] for part in found for one in part["findings"])


def options(office: Office, case: str) -> dict[str, Any]:
    """The options of a case by name, with their cost in figures."""
    priced = views.case(office, case)["options"]
    return {one["name"]: one for part in priced for one in part["options"]}


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
