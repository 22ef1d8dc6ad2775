"""Days of a trading company: rows as the ERP exports them, and letters of proven partners."""

import textwrap
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from memory.clock import hold_replay_clock, move_replay_clock
from seamline import views
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.loading import load_export
from seamline.wiring import Office


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
    with office.ledger.transaction() as connection:
        hold_replay_clock(connection, None)
        move_replay_clock(connection, datetime.fromisoformat(moment).replace(tzinfo=UTC))
    office.desk.advance()


def post(office: Office, name: str) -> None:
    """Files a sample mail; time goes on to its day."""
    with office.ledger.transaction() as connection:
        hold_replay_clock(connection, None)
    mail = OPENS.folder / "mail" / f"{name}.eml"
    assert [one.outcome for one in file_mails(office, [mail])] == ["filed"]
    office.desk.advance()


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
    with office.ledger.transaction() as connection:
        hold_replay_clock(connection, None)
    mail, domain = EmailMessage(), sender.partition("@")[2]
    if proven:
        mail["Authentication-Results"] = f"mx.harlow.example; dmarc=pass header.from={domain}"
    mail["From"], mail["To"], mail["Subject"] = sender, "ops@harlow.example", subject
    mail["Date"] = datetime.fromisoformat(sent)
    mail["Message-ID"] = f"<{len(list(folder.iterdir()))}.{sent[:10]}@{domain}>"
    mail.set_content(textwrap.dedent(text).strip() + "\n")
    file = folder / f"mail-{len(list(folder.iterdir()))}.eml"
    file.write_bytes(mail.as_bytes())
    assert [one.outcome for one in file_mails(office, [file])] == ["filed"]
    office.desk.advance()


def options(office: Office, case: str) -> dict[str, dict[str, Any]]:
    """The options of a case as priced last, by name."""
    priced = views.case(office, case)["options"]
    return {one["name"]: one for group in priced for one in group["options"]}


def found(office: Office, case: str) -> list[str]:
    """What the functions found."""
    assessed = views.case(office, case)["assessed"]
    return [finding["text"] for one in assessed for finding in one["findings"]]


def kinds(office: Office, case: str) -> list[str]:
    """The kinds of action of the open proposal."""
    return sorted(one["kind"] for one in views.case(office, case)["actions"])


def mails_out(office: Office) -> list[str]:
    """Texts of the mails that left, in their order."""
    folder = office.workspace.folder / "outgoing"
    files = sorted(folder.glob("*.eml"), key=lambda one: one.stat().st_mtime_ns)
    return [_plain(one) for one in files]


def _plain(file: Path) -> str:
    mail = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    head = "".join(f"{name}: {text}\n" for name, text in mail.items())
    return f"{head}\n{mail.get_content()}"
