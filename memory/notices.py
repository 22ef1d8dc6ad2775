"""Notices to our own people and their chat rooms: written once each, folded from their facts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, select

from domain.fact import Fact
from domain.values import Value
from memory import chain
from memory.tables import facts

#: Facts of a notice: it is to go out, is handed over now, is out, waits once more, never goes.
KINDS = ("notice_written", "notice_begun", "notice_sent", "notice_put_off", "notice_failed")

_STATES = {
    "notice_written": "written",
    "notice_begun": "begun",
    "notice_sent": "sent",
    "notice_put_off": "put off",
    "notice_failed": "failed",
}
#: Characters of a key that name its stream, and the Message-ID of its mail.
_NAMED = 40
_NAME = re.compile(r"<?([0-9a-f]{40})@")


class Notice(Value):
    """A notice and how far it has come.

    `to` is a person's id, or where the address of a chat room is found; what it says is fixed when
    it is written. `at` is when it came into its state, by the machine's time.
    """

    key: str
    kind: Literal["approval", "digest", "overdue", "chat"]
    to: str
    case: str
    workflow: str
    partner: str
    subject: str
    text: str
    state: str = "written"
    attempts: int = 0
    worker: str = ""
    detail: str = ""
    written: datetime
    at: datetime

    @property
    def stream(self) -> str:
        """Its stream in the ledger."""
        return f"notice:{self.key[:_NAMED]}"

    @property
    def is_open(self) -> bool:
        """Whether it may still go out."""
        return self.state not in ("sent", "failed")


def told_since(connection: Connection, number: int) -> list[Fact]:
    """Facts of notices after a number, in order."""
    wanted = select(facts.c.id).where(facts.c.number > number, facts.c.kind.in_(KINDS))
    found = connection.execute(wanted.order_by(facts.c.number)).scalars()
    return [one for name in found if (one := chain.by_id(connection, name)) is not None]


def fold(known: dict[str, Notice], told: Iterable[Fact]) -> None:
    """Brings what is known of notices up to these facts."""
    for fact in told:
        body = fact.body
        at = datetime.fromisoformat(body["wall"])
        if fact.kind == "notice_written":
            known[body["key"]] = Notice(**body["notice"], key=body["key"], written=at, at=at)
            continue
        before = known[body["key"]]
        change = {
            "state": _STATES[fact.kind],
            "attempts": before.attempts + (fact.kind == "notice_begun"),
            "worker": body.get("worker", ""),
            "detail": body.get("detail", ""),
            "at": at,
        }
        known[before.key] = before.model_copy(update=change)


def answers_one(connection: Connection, message_ids: Iterable[str]) -> bool:
    """Whether one of these Message-IDs is of a notice."""
    named = (_NAME.match(one.strip()) for one in message_ids)
    return any(
        chain.last_number(connection, f"notice:{one[1]}") > 0 for one in named if one is not None
    )
