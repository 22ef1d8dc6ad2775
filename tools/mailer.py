"""Outgoing mail: into a folder or through a server, with one fixed Message-ID an effect."""

from __future__ import annotations

import os
import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from pathlib import Path
from typing import Any

from domain.errors import OutsideFailed
from domain.letters import inert, words_digest
from domain.points import durable
from domain.ports import Receipt


def compose(key: str, params: dict[str, Any], sender: str) -> EmailMessage:
    """The mail of an effect: its Message-ID is made from the key, so a repeat is recognised.

    `params` holds `to` (addresses from master data), `subject`, `text` and `in_reply_to`.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = ", ".join(params["to"])
    mail["Subject"] = " ".join(inert(params["subject"]).split())
    mail["Message-ID"] = message_id(key, sender)
    replied = " ".join(inert(params.get("in_reply_to", "")).split())
    if replied.startswith("<") and replied.endswith(">") and len(replied) < 900:
        mail["In-Reply-To"] = replied
        mail["References"] = replied
    if params.get("date"):
        mail["Date"] = params["date"]
    mail.set_content(inert(params["text"]))
    return mail


def message_id(key: str, sender: str) -> str:
    """The Message-ID of the effect with this key."""
    return f"<{key[:40]}@{sender.rsplit('@', 1)[-1]}>"


class OutgoingFolder:
    """Writes each mail as a file that a mail system picks up; the embedded default."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder, self._sender = folder, sender

    def apply(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Writes the mail whole or not at all; a second time it is already there."""
        target = self._path(key)
        if target.exists():
            return Receipt(outcome="already_applied", reference=target.name)
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with durable("mail.write"):
                with draft.open("wb") as file:
                    file.write(compose(key, params, self._sender).as_bytes())
                    file.flush()
                    os.fsync(file.fileno())
                draft.replace(target)
        except OSError as problem:
            raise OutsideFailed(
                f"{self._folder} cannot be written: {problem.strerror}"
            ) from problem
        return Receipt(outcome="applied", reference=target.name)

    def find(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """The folder says for certain whether the mail was written."""
        there = self._path(key).exists()
        return Receipt(outcome="applied" if there else "rejected", reference=self._path(key).name)

    def read_back(self, kind: str, params: dict[str, Any]) -> dict[str, str]:
        """Recipient, subject and text digest as the written file has them."""
        try:
            mail = BytesParser(policy=SMTP).parsebytes(self._path(params["key"]).read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return {}
        return {
            "to": str(mail["To"]),
            "subject": str(mail["Subject"]),
            "text": words_digest(mail.get_content()),
        }

    def _path(self, key: str) -> Path:
        return self._folder / f"{key[:40]}.eml"


class MailServer:
    """Hands mails to an SMTP server and keeps a copy of each in the outgoing folder.

    A server cannot be asked whether it took a mail: after a broken send the answer is unknown.
    """

    def __init__(
        self, kept: OutgoingFolder, sender: str, connect: Callable[[], smtplib.SMTP]
    ) -> None:
        self._kept, self._sender, self._connect = kept, sender, connect

    def apply(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Sends, then keeps the copy that proves it."""
        if self._kept.find(key, kind, params).outcome == "applied":
            return Receipt(outcome="already_applied", reference=message_id(key, self._sender))
        mail = compose(key, params, self._sender)
        try:
            with durable("mail.send"), self._connect() as server:
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            return Receipt(outcome="rejected", detail=str(error)[:300])
        except (smtplib.SMTPException, OSError) as error:
            return Receipt(outcome="unknown", detail=str(error)[:300])
        self._kept.apply(key, kind, params)
        return Receipt(outcome="applied", reference=message_id(key, self._sender))

    def find(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Sent for certain when the copy is there; else nobody can say."""
        if self._kept.find(key, kind, params).outcome == "applied":
            return Receipt(outcome="applied", reference=message_id(key, self._sender))
        return Receipt(outcome="unknown", detail="the mail server cannot be asked")

    def read_back(self, kind: str, params: dict[str, Any]) -> dict[str, str]:
        """What the kept copy holds."""
        return self._kept.read_back(kind, params)
