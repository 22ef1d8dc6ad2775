"""Targets that are less kind than the product's own: they do what they are told, each time."""

from __future__ import annotations

import json
import os
import smtplib
from email import message_from_bytes
from pathlib import Path
from typing import Any

from domain.letters import words_digest
from domain.points import durable
from domain.ports import Receipt

MAILED = ("SendMessage", "NotifyFunction", "RequestBooking", "RequestDocument")


class Plain:
    """Delivers every time it is asked, even twice; it can be asked what it delivered."""

    def __init__(self, log: Path) -> None:
        self._log = log

    def apply(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Delivers."""
        with durable("mail.send"):
            note(self._log, {"key": key, **params})
        return Receipt(outcome="applied")

    def find(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Whether it delivered under this key, for certain."""
        known = any(one["key"] == key for one in noted(self._log))
        return Receipt(outcome="applied" if known else "rejected")

    def read_back(self, kind: str, params: dict[str, Any]) -> dict[str, str]:
        """What was delivered under the key."""
        for one in noted(self._log):
            if one["key"] == params["key"]:
                subject = " ".join(one["subject"].split())
                text = words_digest(one["text"])
                return {"to": ", ".join(one["to"]), "subject": subject, "text": text}
        return {}


class Relay(smtplib.SMTP):
    """A mail server that takes every mail and tells nobody afterwards."""

    log = Path()

    def __init__(self, *_given: Any, **_named: Any) -> None:
        """Connects to nothing."""

    def ehlo_or_helo_if_needed(self) -> None:
        """Takes any greeting."""

    def mail(self, sender: str, options: Any = ()) -> tuple[int, bytes]:
        """Takes any sender."""
        return 250, b"ok"

    def rcpt(self, recip: str, options: Any = ()) -> tuple[int, bytes]:
        """Takes any recipient."""
        return 250, b"ok"

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Delivers."""
        note(self.log, {"key": str(message_from_bytes(msg)["Message-ID"])})
        return 250, b"ok"

    def quit(self) -> tuple[int, bytes]:
        """Says goodbye."""
        return 221, b"bye"

    def close(self) -> None:
        """Nothing is open."""


def note(log: Path, delivery: dict[str, Any]) -> None:
    """One delivery more, on disk."""
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps(delivery) + "\n")
        file.flush()
        os.fsync(file.fileno())


def noted(log: Path) -> list[dict[str, Any]]:
    """All deliveries in order."""
    if not log.exists():
        return []
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
