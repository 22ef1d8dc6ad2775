"""The door for posted events: proven, once each, or refused with its reason on record."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.errors import Unreadable
from domain.letters import inert
from domain.values import Value
from graph.deps import Deps
from graph.events import Posted, note_refusal, take_event
from seamline.web.pace import Pace
from seamline.web_settings import WebhookSettings, WebSettings
from tools.events import limits
from tools.events.envelope import kept_headers, sealed
from tools.events.event import PostedEvent, event_of
from tools.events.signature import ID, SIGNATURE, TIMESTAMP, is_fresh, posted_at, signed_by
from tools.events.source import Source
from tools.events.verdict import bound

#: Refusals written down in an hour; the others are counted, and the next one says how many.
_NOTED_PER_HOUR = 60


class Answer(Value):
    """What a request is answered: an HTTP status, what became of the event, and why."""

    status: int
    outcome: str
    key: str = ""
    reason: str = ""


class Request(NamedTuple):
    """A request: its headers as they came, its body, and the machine it came from."""

    headers: Sequence[tuple[str, str]]
    body: bytes
    peer: str


class _Refusal(Exception):
    """A request that is not taken, with its HTTP status."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


class Door:
    """Takes events of the sources that settings name; every other request is refused."""

    def __init__(
        self,
        deps: Deps,
        web: WebSettings,
        webhooks: Sequence[WebhookSettings],
        sources: Sequence[Source],
    ) -> None:
        self._deps, self._sources = deps, tuple(sources)
        self._window = timedelta(seconds=web.window_s)
        self._machines = Pace(web.tries_per_minute)
        self._paces = {one.source: Pace(one.per_minute) for one in webhooks}
        self._noted = Pace(_NOTED_PER_HOUR)
        self._unnoted = 0

    def admits(self, peer: str) -> bool:
        """Whether a machine may make another request now; asked before its body is read."""
        return self._machines.allows(peer, self._deps.clock.wall())

    def take(self, request: Request) -> Answer:
        """Files what is proven; what is refused is answered so, recorded, and not filed."""
        now = self._deps.clock.wall()
        try:
            headers = _single(request.headers)
            source = self._signer(headers, request.body)
            event = self._event(headers, request.body, source, now)
            envelope = sealed(headers, request.body)
        except _Refusal as refusal:
            return self.refused(request, refusal.status, refusal.reason)
        except Unreadable as fault:
            return self.refused(request, 400, str(fault))
        return self._filed(event, request.body, envelope)

    def refused(self, request: Request, status: int, reason: str) -> Answer:
        """Records a refusal and answers it; a flood of them is only counted."""
        now, said = self._deps.clock.wall(), " ".join(inert(reason).split())[:300]
        # a bucket that fills by the minute, asked by the hour
        if not self._noted.allows("all", _by_the_hour(now)):
            self._unnoted += 1
            return Answer(status=status, outcome="refused", reason=said)
        told = {name.lower(): value for name, value in request.headers}
        body = {
            "status": status,
            "reason": said,
            "peer": request.peer[:100],
            "id": inert(told.get(ID, ""))[: limits.ID],
            "source": inert(told.get("ce-source", ""))[: limits.ID],
            "sha256": hashlib.sha256(request.body).hexdigest(),
            "size": len(request.body),
            "not_noted_before": self._unnoted,
        }
        self._unnoted = 0
        note_refusal(self._deps, body)
        return Answer(status=status, outcome="refused", reason=said)

    def _signer(self, headers: Mapping[str, str], body: bytes) -> Source:
        """The source whose secret signed the request: nothing else of it is looked at before."""
        if SIGNATURE not in headers:
            raise _Refusal(401, "it is not signed")
        hits = [one for one in self._sources if signed_by(one.keys, headers, body)]
        if not hits:
            raise _Refusal(401, "no live secret made its signature")
        names = {headers.get("ce-source", "")} & {one.name for one in hits}
        return next((one for one in hits if one.name in names), hits[0])

    def _event(
        self, headers: Mapping[str, str], body: bytes, source: Source, now: datetime
    ) -> PostedEvent:
        at = posted_at(headers)
        if at is None or not is_fresh(at, now, self._window):
            stated = headers.get(TIMESTAMP, "")[:40]
            raise _Refusal(400, f"it was posted at {stated}, which is out of the window")
        event = event_of(headers, body, at)
        own = [one for one in self._sources if one.name == event.source]
        if not own or not signed_by(own[0].keys, headers, body):
            raise _Refusal(401, f"it names another source than {source.name}, whose secret it has")
        if not bound(dict(headers), event):
            raise _Refusal(401, "in binary mode webhook-id is the event's id: only that is signed")
        if not self._paces[event.source].allows(event.source, now):
            raise _Refusal(429, f"{event.source} posts too many events")
        return event

    def _filed(self, event: PostedEvent, body: bytes, envelope: bytes) -> Answer:
        posted = Posted(
            source=event.source, id=event.id, type=event.type, body=hashlib.sha256(body).hexdigest()
        )
        filed = take_event(self._deps, posted, envelope)
        status = {"repeated": 200, "refused": 409}.get(filed.outcome, 202)
        return Answer(status=status, outcome=filed.outcome, key=filed.key, reason=filed.reason)


def _by_the_hour(now: datetime) -> datetime:
    """The time at a sixtieth of its pace."""
    start = datetime(2000, 1, 1, tzinfo=now.tzinfo)
    return start + (now - start) / 60


def _single(headers: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The headers that count, each once: two of a name would be read differently elsewhere."""
    found: dict[str, str] = {}
    for name, value in headers:
        lower = name.lower()
        if lower in found and kept_headers({lower: value}):
            raise _Refusal(400, f"it has two {lower[:40]} headers")
        found[lower] = value
    kept = kept_headers(found)
    if sum(len(name) + len(value) for name, value in kept.items()) > limits.HEADERS:
        raise _Refusal(400, f"its headers are over {limits.HEADERS // 1024} KiB")
    return kept
