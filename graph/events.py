"""Events posted to us: each filed once by its source and id; what was refused stands on record."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from domain.canonical import digest
from domain.fact import Fact, NewFact
from domain.values import Value
from graph.deps import Deps
from graph.filing import WEBHOOK, Filed, file_message
from memory import chain

#: The stream of what was refused at the webhook's door.
REFUSALS = "webhook"


class Posted(Value):
    """An event that was proven: its envelope's name is `origin`, `body` the hash of what came."""

    source: str
    id: str
    type: str
    body: str

    @property
    def stream(self) -> str:
        """Where it is known by: its source and its id."""
        return f"event:{digest([self.source, self.id])}"


def take_event(deps: Deps, posted: Posted, envelope: bytes) -> Filed:
    """Files an event once: the same source and id again are the same event.

    With another body they are refused and noted, for one of the two is not what was sent first.
    """

    def first(connection: Connection, key: str) -> Filed | None:
        known = _received(chain.of_stream(connection, posted.stream))
        if known is None:
            body = {
                **posted.model_dump(),
                "message": key,
                "envelope": hashlib.sha256(envelope).hexdigest(),
            }
            _note(deps, connection, posted.stream, "event_received", body)
            return None
        if known.body["body"] == posted.body:
            return Filed(key=str(known.body["message"]), outcome="repeated")
        reason = f"{posted.source} has posted another body under the id {posted.id!r} before"
        told = {**posted.model_dump(), "reason": reason, "message": known.body["message"]}
        _note(deps, connection, posted.stream, "event_refused", told)
        return Filed(key=str(known.body["message"]), outcome="refused", reason=reason)

    origin = f"{posted.source} {posted.id}"
    return file_message(deps, envelope, origin=origin, channel=WEBHOOK, first=first)


def note_refusal(deps: Deps, body: dict[str, Any]) -> None:
    """Records a request that was refused at the door; nothing of it is filed."""
    with deps.ledger.transaction() as connection:
        at = deps.clock.wall().isoformat()
        _note(deps, connection, REFUSALS, "event_refused", {**body, "at": at})


def _received(facts: Sequence[Fact]) -> Fact | None:
    return next((one for one in facts if one.kind == "event_received"), None)


def _note(deps: Deps, connection: Connection, stream: str, kind: str, body: dict[str, Any]) -> None:
    new = NewFact(stream=stream, kind=kind, at=deps.clock.now(), actor="intake", body=body)
    chain.append(connection, [new])
