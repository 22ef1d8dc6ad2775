"""The mail of an effect: what it says to whom, under a Message-ID made from the effect's key."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from domain.errors import Refused
from domain.letters import inert

#: Every server passes on 7 bits, whatever it says about more.
PLAINEST = SMTP.clone(cte_type="7bit")


def compose(key: str, params: dict[str, Any], sender: str) -> EmailMessage:
    """The mail of an effect: its Message-ID is made from the key, so a repeat is recognised.

    `params` holds `to` (addresses from master data), `subject`, `text` and `in_reply_to`, and
    `attached` where a file goes with it. Refused when they make no mail.
    """
    mail = EmailMessage(policy=PLAINEST)
    try:
        mail["From"] = sender
        mail["To"] = ", ".join(params["to"])
        mail["Subject"] = " ".join(inert(params["subject"]).split())
        mail["Message-ID"] = message_id(key, sender)
        replied = " ".join(inert(params.get("in_reply_to", "")).split())
        if replied.startswith("<") and replied.endswith(">") and len(replied) < 900:
            mail["In-Reply-To"] = replied
            mail["References"] = replied
        if params.get("automatic"):  # out-of-office notes do not answer these (RFC 3834)
            mail["Auto-Submitted"] = "auto-generated"
        if params.get("date"):
            mail["Date"] = params["date"]
        mail.set_content(inert(params["text"]))
        if params.get("attached"):
            _attach(mail, params["attached"])
    except ValueError as problem:
        raise Refused(f"this makes no mail: {problem}") from problem
    return mail


def _attach(mail: EmailMessage, file: dict[str, str]) -> None:
    """A file sign for sign: what is meant for machines is not made readable (RFC 1767)."""
    content = file["text"].encode()
    mail.add_attachment(
        content, maintype="application", subtype=file["type"], filename=file["name"]
    )


def message_id(key: str, sender: str) -> str:
    """The Message-ID of the effect with this key."""
    return f"<{key[:40]}@{sender.rsplit('@', 1)[-1]}>"
