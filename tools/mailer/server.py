"""The hand that sends through a mail server: never twice, and asked for what it cannot know."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from domain.errors import OutsideFailed, Refused, Uncertain
from domain.ports import Receipt
from tools.mailer.letter import compose, message_id
from tools.mailer.outgoing import OutgoingFolder
from tools.mailer.submission import deliver

#: Opens a session with the mail server.
Connect = Callable[[], AbstractContextManager[smtplib.SMTP]]


class MailServer:
    """Hands mails to an SMTP server and keeps a copy of each in the outgoing folder.

    A mail is noted as begun right before it is handed over, so one that was never begun is surely
    not out. Where the session broke after that, `sent` is asked whether a mail with this
    Message-ID is among what we sent; without it, or before it shows there, nobody can say.
    `archive` is an address of our own that gets a blind copy.
    """

    def __init__(
        self,
        kept: OutgoingFolder,
        sender: str,
        connect: Connect,
        *,
        sent: Callable[[str], bool] | None = None,
        archive: str = "",
    ) -> None:
        self._kept, self._sender, self._connect = kept, sender, connect
        self._sent, self._archive = sent, archive

    def apply(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Sends, then keeps the copy that proves it."""
        name = message_id(key, self._sender)
        if self._kept.find(key, kind, params).outcome == "applied":
            return Receipt(outcome="already_applied", reference=name)
        raw = compose(key, params, self._sender).as_bytes()
        try:
            with self._connect() as server:
                begin = lambda: self._kept.begin(key, raw)  # noqa: E731
                deliver(server, self._sender, params["to"], self._archive, raw, begin=begin)
        except Uncertain as error:
            return Receipt(outcome="unknown", reference=name, detail=str(error)[:300])
        except OutsideFailed as error:
            self._forget(key)
            return Receipt(outcome="unknown", detail=f"{error}; it is tried again"[:300])
        except Refused as error:
            self._forget(key)
            return Receipt(outcome="rejected", detail=str(error)[:300])
        self._kept.keep(key)
        return Receipt(outcome="applied", reference=name)

    def find(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Out for certain when the copy is there or the mail among those sent; not out for
        certain when it was never begun; else nobody can say."""
        name = message_id(key, self._sender)
        if self._kept.find(key, kind, params).outcome == "applied":
            return Receipt(outcome="applied", reference=name)
        if not self._kept.was_begun(key):
            return Receipt(outcome="rejected", detail="it was not handed over")
        if self._sent is None:
            return Receipt(outcome="unknown", detail="the mail server cannot be asked")
        if not self._sent(name):
            return Receipt(outcome="unknown", detail="it is not among the mails sent, so far")
        self._kept.keep(key)
        return Receipt(outcome="applied", reference=name)

    def _forget(self, key: str) -> None:
        """The server has not got it, for certain."""
        if self._kept.was_begun(key):
            self._kept.forget(key)

    def read_back(self, kind: str, params: dict[str, Any]) -> dict[str, str]:
        """What the kept copy holds."""
        return self._kept.read_back(kind, params)
