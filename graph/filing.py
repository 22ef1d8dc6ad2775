"""Filing: raw bytes kept, a fact and a job, in one transaction; what cannot be parsed is parked."""

from __future__ import annotations

import hashlib
from typing import Literal

from domain.errors import Unreadable
from domain.fact import NewFact
from domain.message import Message
from domain.values import Value
from graph.deps import Deps
from memory import chain, inbox
from memory.clock import move_replay_clock


class Filed(Value):
    """What became of a message at the door."""

    key: str
    outcome: Literal["filed", "repeated", "parked"]
    subject: str = ""
    reason: str = ""


def file_message(deps: Deps, raw: bytes, *, origin: str, channel: str, parked: str = "") -> Filed:
    """Files a message once, whatever door it comes through and however often.

    `parked` is a reason, found before, why it must not even be parsed.
    """
    sha256 = hashlib.sha256(raw).hexdigest()
    message, reason = (None, parked) if parked else _parsed(deps, raw)
    signed = deps.signatures(raw) if message else {}
    key = message.key if message else sha256
    stream = f"message:{key}"
    deps.blobs.keep(raw)
    with deps.ledger.transaction() as connection:
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


def _parsed(deps: Deps, raw: bytes) -> tuple[Message | None, str]:
    try:
        return deps.parse_safely(raw), ""
    except Unreadable as error:
        return None, str(error)
