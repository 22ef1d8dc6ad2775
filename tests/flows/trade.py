"""Days of a trading company: rows as the ERP exports them, and letters of proven partners."""

import textwrap
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from memory.clock import move_replay_clock
from seamline import views
from seamline.demo_company import let_go
from seamline.loading import load_export
from seamline.wiring import Office
from tests.flows.playing import file_letter, file_sample, mails_out


def put(office: Office, folder: Path, **tables: str) -> None:
    """Loads tables, each a header and rows, as one more day's export."""
    export = folder / f"export-{len(list(folder.iterdir()))}"
    export.mkdir()
    for name, rows in tables.items():
        text = textwrap.dedent(rows).strip() + "\n"
        (export / f"{name}.csv").write_text(text, encoding="utf-8")
    load_export(office, export)


def on(office: Office, moment: str) -> None:
    """Time goes on to this moment (UTC)."""
    let_go(office)
    with office.ledger.transaction() as connection:
        move_replay_clock(connection, datetime.fromisoformat(moment).replace(tzinfo=UTC))
    office.desk.advance()


def post(office: Office, name: str) -> None:
    """Files a sample mail; time goes on to its day."""
    let_go(office)
    file_sample(office, name)


def write(
    office: Office,
    folder: Path,
    sender: str,
    subject: str,
    sent: str,
    text: str,
    proven: bool = True,
) -> None:
    """Files a letter of a sender whose domain proves it, or does not."""
    let_go(office)
    file_letter(
        office,
        folder,
        sender=sender,
        subject=subject,
        sent=datetime.fromisoformat(sent),
        text=textwrap.dedent(text).strip() + "\n",
        proof="pass" if proven else "none",
    )


def kinds(office: Office, case: str) -> list[str]:
    """The kinds of action of the open proposal."""
    return sorted(one["kind"] for one in views.case(office, case)["actions"])


def letters_out(office: Office) -> list[str]:
    """Heads and texts of the mails that left, in their order."""
    return [_plain(one) for one in mails_out(office)]


def _plain(mail: EmailMessage) -> str:
    head = "".join(f"{name}: {text}\n" for name, text in mail.items())
    return f"{head}\n{mail.get_content()}"
