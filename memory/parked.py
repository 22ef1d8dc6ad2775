"""Messages that were set aside: why, when, after how many attempts, and what people made of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from domain.errors import Refused, Unknown
from domain.fact import Fact
from domain.values import Value
from memory import chain

#: Facts after which a message is parked no more, or once more.
_KINDS = ("message_parked", "message_unparked", "message_dismissed", "message_read")


class Aside(Value):
    """A parked message; `event` is the event that was given up, empty when the door parked it.

    A dismissed one names who dismissed it and why.
    """

    key: str
    sha256: str
    origin: str
    channel: str = "file"
    subject: str = ""
    reason: str
    at: datetime
    attempts: int = 1
    event: str = ""
    fact: str = ""
    state: Literal["parked", "dismissed"] = "parked"
    dismissed_by: str = ""
    dismissed_because: str = ""


def aside(connection: Connection) -> list[Aside]:
    """Every message that is parked or was dismissed, in the order it was parked."""
    streams = dict.fromkeys(one.stream for one in chain.of_kind(connection, "message_parked"))
    found = []
    for stream in streams:
        told = chain.of_stream(connection, stream, kinds=("message_filed", *_KINDS))
        filed = next((one for one in told if one.kind == "message_filed"), None)
        if filed is not None:
            found.append(_aside(filed, [one for one in told if one.kind in _KINDS]))
    return sorted((one for one in found if one is not None), key=lambda one: (one.at, one.key))


def find(connection: Connection, name: str) -> Aside:
    """The parked message whose key begins so; Unknown or Refused when it is not exactly one."""
    wanted = name.strip().lower()
    hits = [one for one in aside(connection) if wanted and one.key.startswith(wanted)]
    waiting = [one for one in hits if one.state == "parked"]
    if not waiting:
        why = "is dismissed already" if hits else "is no parked message"
        raise Unknown(f"{name!r} {why}; `seamline inbox --parked` lists them")
    if len(waiting) > 1:
        raise Refused(f"{name!r} begins the key of {len(waiting)} messages; write more of it")
    return waiting[0]


def _aside(filed: Fact, facts: Iterable[Fact]) -> Aside | None:
    found: Aside | None = None
    tries = 0
    for fact in facts:
        if fact.kind == "message_parked":
            tries += int(fact.body.get("attempts", 1))
            found = _parked(filed, fact, tries)
        elif fact.kind == "message_dismissed" and found is not None:
            said = {"dismissed_by": fact.actor, "dismissed_because": fact.body["reason"]}
            found = found.model_copy(update={"state": "dismissed", **said})
        else:
            found = None
    return found


def _parked(filed: Fact, fact: Fact, tries: int) -> Aside:
    return Aside(
        key=fact.stream.removeprefix("message:"),
        sha256=filed.body["sha256"],
        origin=filed.body["origin"],
        channel=filed.body["channel"],
        subject=filed.body["subject"],
        reason=fact.body["reason"],
        at=fact.at,
        attempts=tries,
        event=fact.body.get("event", ""),
        fact=fact.id,
    )
