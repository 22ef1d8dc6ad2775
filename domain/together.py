"""How people share a case: who holds it, until when it sleeps, what is handed to which function."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from domain.fact import Fact
from domain.values import Value


class Holder(Value):
    """Whoever works on the case now; `by` took it or gave it."""

    person: str
    by: str
    since: datetime


class Snooze(Value):
    """A case that is out of sight until a time, unless something happens before; `key` its fact."""

    key: str
    until: datetime
    by: str
    reason: str = ""


class HandOff(Value):
    """Work offered to another function: what it is to do, who says when things change, until when.

    `key` is the fact of the offer; `answer` is the reason of whoever refused, or what was said as
    it was taken.
    """

    key: str
    to: str
    task: str
    by: str
    updates: str
    escalate: str = ""
    at: datetime
    due: datetime
    state: Literal["offered", "accepted", "refused", "withdrawn"] = "offered"
    person: str = ""
    answer: str = ""

    def said(self) -> str:
        """In words."""
        return f"{self.to}: {self.task}"


class Together(Value):
    """What the facts of a case tell of people working on it together."""

    holder: Holder | None = None
    snoozed: Snooze | None = None
    handoffs: tuple[HandOff, ...] = ()

    @property
    def offered(self) -> tuple[HandOff, ...]:
        """What waits to be taken or refused."""
        return tuple(one for one in self.handoffs if one.state == "offered")

    def asleep(self, now: datetime) -> Snooze | None:
        """The snooze that still holds."""
        return self.snoozed if self.snoozed is not None and now < self.snoozed.until else None


def after(known: Together, fact: Fact) -> Together:
    """The same after one more fact."""
    if known.snoozed is not None and fact.kind in _WAKES:
        known = known.model_copy(update={"snoozed": None})
    change = _HANDLERS.get(fact.kind)
    return change(known, fact) if change is not None else known


#: What a sleeping case comes back for: news, a word on it, a proposal that is another, its clocks.
_WAKES = frozenset(
    {
        "woken",
        "case_joined",
        "news_replaced",
        "sender_confirmed",
        "note_taken",
        "corrected",
        "proposed",
        "superseded",
        "decided",
        "escalated",
        "lapsed",
        "stuck",
        "acknowledged",
        "handoff_offered",
        "handoff_refused",
        "effect_failed",
        "effect_unknown",
        "outcome_mismatch",
        "unanswered",
        "commitment_broken",
        "assumption_changed",
        "override_seen",
        "closed",
        "reopened",
    }
)


def _claimed(known: Together, fact: Fact) -> Together:
    holder = Holder(person=fact.body["to"], by=fact.body["person"], since=fact.at)
    return known.model_copy(update={"holder": holder})


def _released(known: Together, fact: Fact) -> Together:
    return known.model_copy(update={"holder": None})


def _snoozed(known: Together, fact: Fact) -> Together:
    body = fact.body
    until = datetime.fromisoformat(body["until"])
    snooze = Snooze(key=fact.id, until=until, by=body["person"], reason=body["reason"])
    return known.model_copy(update={"snoozed": snooze})


_HANDLERS: dict[str, Callable[[Together, Fact], Together]] = {
    "claimed": _claimed,
    "released": _released,
    "snoozed": _snoozed,
}
