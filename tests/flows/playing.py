"""Days of the sample company as a test plays them: mails filed, exports loaded, cases looked at."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from seamline import views
from seamline.demo_company import OPENS
from seamline.filing import file_mails
from seamline.wiring import Office


def file_mail(office: Office, mail: Path) -> None:
    """Files a mail and works it off."""
    assert [one.outcome for one in file_mails(office, [mail])] == ["filed"]
    office.desk.advance()


def file_sample(office: Office, *names: str) -> None:
    """Files sample mails by name, each worked off before the next."""
    for name in names:
        file_mail(office, OPENS.folder / "mail" / f"{name}.eml")


def file_letter(
    office: Office,
    folder: Path,
    *,
    sender: str,
    subject: str,
    sent: Any,
    text: str,
    proof: str = "pass",
) -> None:
    """Files a plain letter that a test makes up."""
    letter = write_letter(folder, sender=sender, subject=subject, sent=sent, text=text, proof=proof)
    file_mail(office, letter)


def write_letter(
    folder: Path, *, sender: str, subject: str, sent: Any, text: str, proof: str = "pass"
) -> Path:
    """Writes a plain letter as a file; `proof` is what our mail server says of it."""
    domain, number = sender.rpartition("@")[2], len(list(folder.glob("*.eml")))
    mail = EmailMessage()
    mail["Authentication-Results"] = (
        f"mx.harlow.example; spf={proof} smtp.mailfrom={domain}; dkim={proof} header.d={domain}; "
        f"dmarc={proof} header.from={domain}"
    )
    mail["From"], mail["To"], mail["Subject"] = sender, "ops@harlow.example", subject
    mail["Date"] = sent
    mail["Message-ID"] = f"<letter{number}@{domain}>"
    mail.set_content(text)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"letter{number}.eml"
    file.write_bytes(mail.as_bytes())
    return file


def mails_out(office: Office) -> list[EmailMessage]:
    """The mails that were written, oldest first."""
    files = sorted(office.workspace.outgoing.glob("*.eml"), key=lambda one: one.stat().st_mtime_ns)
    parser = BytesParser(EmailMessage, policy=policy.default)
    return [parser.parsebytes(one.read_bytes()) for one in files]


def findings(office: Office, case: str) -> list[str]:
    """What the functions found."""
    assessed = views.case(office, case)["assessed"]
    return [finding["text"] for one in assessed for finding in one["findings"]]


def options(office: Office, case: str) -> dict[str, dict[str, Any]]:
    """The options of a case as priced last, by name."""
    priced = views.case(office, case)["options"]
    return {one["name"]: one for group in priced for one in group["options"]}


def answered(office: Office, case: str, person: str) -> None:
    """What the case is owed by partners was told on the phone."""
    owed = views.case(office, case)["owed"]
    assert owed != []
    for one in owed:
        office.desk.waive(case, one["key"], person=person, reason="told on the phone")
    office.desk.advance()
