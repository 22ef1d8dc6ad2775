"""The outgoing folder: each mail a file, also the proof of what a mail server took."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from pathlib import Path
from typing import Any

from domain.errors import OutsideFailed
from domain.letters import words_digest
from domain.points import durable
from domain.ports import Receipt
from tools.mailer.letter import compose


class OutgoingFolder:
    """Writes each mail as a file that a mail system picks up; the embedded default.

    `KEY.eml` is a mail that is out. With a mail server, `KEY.begun` is one that was about to be
    handed over: nobody knows yet whether it is out.
    """

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder, self._sender = folder, sender

    def apply(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Writes the mail whole or not at all; a second time it is already there."""
        target = self._path(key)
        if target.exists():
            return Receipt(outcome="already_applied", reference=target.name)
        raw = compose(key, params, self._sender).as_bytes()
        with self._written(), durable("mail.write"):
            self._write(target, raw)
        return Receipt(outcome="applied", reference=target.name)

    def find(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """The folder says for certain whether the mail was written."""
        there = self._path(key).exists()
        return Receipt(outcome="applied" if there else "rejected", reference=self._path(key).name)

    def read_back(self, kind: str, params: dict[str, Any]) -> dict[str, str]:
        """Recipient, subject and text digest as the written file has them.

        Of a mail that a person says is out, what was about to be handed over is all there is.
        """
        for path in (self._path(params["key"]), self._path(params["key"], "begun")):
            try:
                mail = BytesParser(policy=SMTP).parsebytes(path.read_bytes())
            except (FileNotFoundError, NotADirectoryError):
                continue
            return _read(mail)
        return {}

    def begin(self, key: str, raw: bytes) -> None:
        """Notes, before it is done, that a mail is handed over now."""
        with self._written(), durable("mail.begin"):
            self._write(self._path(key, "begun"), raw)

    def was_begun(self, key: str) -> bool:
        """Whether the mail may be out."""
        return self._path(key, "begun").exists()

    def keep(self, key: str) -> None:
        """The mail that was begun is out: what was handed over is its copy."""
        with self._written(), durable("mail.keep"):
            self._path(key, "begun").replace(self._path(key))

    def forget(self, key: str) -> None:
        """The mail that was begun surely went nowhere."""
        with self._written(), durable("mail.forget"):
            self._path(key, "begun").unlink(missing_ok=True)

    def _write(self, target: Path, raw: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        with draft.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)

    @contextmanager
    def _written(self) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            said = f"{self._folder} cannot be written: {problem.strerror}"
            raise OutsideFailed(said) from problem

    def _path(self, key: str, ending: str = "eml") -> Path:
        return self._folder / f"{key[:40]}.{ending}"


def _read(mail: EmailMessage) -> dict[str, str]:
    body = mail.get_body()
    read = {
        "to": str(mail["To"]),
        "subject": str(mail["Subject"]),
        "text": words_digest(body.get_content() if body else ""),
    }
    for file in mail.iter_attachments():
        content = file.get_payload(decode=True)
        read["attached"] = hashlib.sha256(
            content if isinstance(content, bytes) else b""
        ).hexdigest()
    return read
