"""Filing: raw bytes kept, a fact and a job, in one transaction; what cannot be parsed is parked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection

from domain.errors import Unreadable
from domain.fact import Fact, NewFact
from domain.message import Message
from domain.values import Value
from graph.deps import Deps
from memory import chain, inbox
from memory.clock import move_replay_clock
from tools.events.mark import is_envelope


class Filed(Value):
    """What became of a message at the door."""

    key: str
    outcome: Literal["filed", "repeated", "parked", "refused"]
    subject: str = ""
    reason: str = ""


class Arrival(Value):
    """When a message arrived, and who says so: a mail server, a mailbox file or a mail folder."""

    at: datetime
    by: str


#: Looks first, in the transaction that would file a message; an outcome of its own ends the filing.
First = Callable[[Connection, str], Filed | None]

#: The channel of events that were posted to us.
WEBHOOK = "webhook"


def file_message(
    deps: Deps,
    raw: bytes,
    *,
    origin: str,
    channel: str,
    parked: str = "",
    arrived: Arrival | None = None,
    first: First = lambda connection, key: None,
) -> Filed:
    """Files a message once, whatever door it comes through and however often.

    `parked` is a reason, found before, why it must not even be parsed. `arrived` stands in where
    the message does not say when it was sent.
    """
    sha256 = hashlib.sha256(raw).hexdigest()
    parked = parked or claims_too_much(raw, channel)
    message, reason = (None, parked) if parked else _parsed(deps, raw)
    undated = message is None and not parked and arrived is not None
    if undated and arrived is not None:
        message, reason = _parsed(deps, raw, arrived.at)
    signed = deps.signatures(raw) if message else {}
    key = message.key if message else sha256
    stream = f"message:{key}"
    deps.blobs.keep(raw)
    with deps.ledger.transaction() as connection:
        ended = first(connection, key)
        if ended is not None:
            return ended
        if chain.last_number(connection, stream):
            return Filed(key=key, outcome="repeated", subject=message.subject if message else "")
        if message is not None:
            # a mail from the future is a mistake or worse: it must not carry the clock away
            move_replay_clock(connection, min(message.sent_at, deps.clock.wall()))
        at = deps.clock.now()
        body = {
            "sha256": sha256,
            "size": len(raw),
            "origin": origin,
            "channel": channel,
            "message_id": message.message_id if message else "",
            "subject": message.subject if message else "",
            "sender": message.sender if message else "",
            "sent_at": message.sent_at.isoformat() if message else "",
        }
        filed = NewFact(stream=stream, kind="message_filed", at=at, actor="intake", body=body)
        facts = chain.append(connection, [filed])
        if signed:
            proof = {"stream": f"proof:{sha256}", "kind": "signature_checked", "actor": "intake"}
            chain.append(connection, [NewFact(at=at, causes=(facts[0].id,), body=signed, **proof)])
        if undated and message is not None and arrived is not None:
            chain.append(connection, [_arrival(sha256, arrived, facts[0], at)])
        if message is None:
            aside = NewFact(
                stream=stream,
                kind="message_parked",
                at=at,
                actor="intake",
                causes=(facts[0].id,),
                body={"reason": reason},
            )
            chain.append(connection, [aside])
            return Filed(key=key, outcome="parked", reason=reason)
        inbox.enqueue(connection, stream, "read", {"sha256": sha256}, at)
    return Filed(key=key, outcome="filed", subject=message.subject)


def claims_too_much(raw: bytes, channel: str) -> str:
    """Why a message is not what it claims to be: envelopes of events come by the webhook alone."""
    if channel != WEBHOOK and is_envelope(raw):
        return "it claims to have been posted to the webhook, and was not"
    return ""


def _arrival(sha256: str, arrived: Arrival, filed: Fact, at: datetime) -> NewFact:
    """When these bytes came, by whose word: read again, they are dated the same."""
    return NewFact(
        stream=arrival_of(sha256),
        kind="arrival_noted",
        at=at,
        actor="intake",
        causes=(filed.id,),
        body={"received_at": arrived.at.astimezone(UTC).isoformat(), "by": arrived.by},
    )


def arrival_of(sha256: str) -> str:
    """The stream that says when a message without a date arrived."""
    return f"arrival:{sha256}"


def _parsed(
    deps: Deps, raw: bytes, received_at: datetime | None = None
) -> tuple[Message | None, str]:
    try:
        return deps.identify(raw, received_at), ""
    except Unreadable as error:
        return None, str(error)
