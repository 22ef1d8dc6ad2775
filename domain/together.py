"""How people share a case: who holds it, until when it sleeps, what is handed to which function."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

from domain.fact import Fact
from domain.values import Value

#: Outcomes of a case that was no matter of its own: all of it goes on in another.
MERGED, MOVED_AWAY = "merged", "its mail belongs to another case"


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
    """Work offered to another function.

    `key` is the fact of the offer, `task` what the other is to do, `updates` who says so when
    conditions change, `escalate` what must not be settled there, `due` until when it is to be
    taken. `person` took or refused it at `answered`, `answer` says why; nobody did in time where
    `person` is empty.
    """

    key: str
    to: str
    task: str
    by: str
    updates: str
    escalate: str
    at: datetime
    due: datetime
    state: Literal["offered", "accepted", "refused", "closed"] = "offered"
    person: str = ""
    answer: str = ""
    answered: datetime | None = None


class Together(Value):
    """What the facts of a case tell of people working on it together.

    `rung` are those who were told last that its time is over, while it is.
    """

    rung: tuple[str, ...] = ()
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


#: With these a case waits anew: whoever is asked is told from the foot of the ladder.
ANEW = ("case_joined", "note_taken", "question_answered", "decided", "lapsed", "reopened")

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


def _offered(known: Together, fact: Fact) -> Together:
    body = fact.body
    offer = HandOff(
        key=fact.id,
        to=body["to"],
        task=body["task"],
        by=body["person"],
        updates=body["updates"],
        escalate=body["escalate"],
        at=fact.at,
        due=datetime.fromisoformat(body["due"]),
    )
    return known.model_copy(update={"handoffs": (*known.handoffs, offer)})


def _accepted(known: Together, fact: Fact) -> Together:
    """Whoever takes the work holds the case from then on."""
    person = fact.body["person"]
    holder = Holder(person=person, by=person, since=fact.at)
    return _answered(known, fact, "accepted").model_copy(update={"holder": holder})


def _answered(known: Together, fact: Fact, state: str) -> Together:
    told = {
        "state": state,
        "person": fact.body["person"],
        "answer": fact.body["reason"],
        "answered": fact.at,
    }
    return _with(known, lambda one: one.key == fact.body["offer"], told)


def _closed(known: Together, fact: Fact) -> Together:
    return _with(known, lambda one: one.state == "offered", {"state": "closed"})


def _rung(known: Together, fact: Fact) -> Together:
    told = tuple(fact.body["people"]) if "nth" in fact.body else known.rung
    return known.model_copy(update={"rung": told}) if told != known.rung else known


def _anew(known: Together, fact: Fact) -> Together:
    return known.model_copy(update={"rung": ()}) if known.rung else known


def _with(known: Together, which: Callable[[HandOff], bool], told: dict[str, Any]) -> Together:
    handoffs = tuple(one.model_copy(update=told) if which(one) else one for one in known.handoffs)
    return known.model_copy(update={"handoffs": handoffs})


_HANDLERS: dict[str, Callable[[Together, Fact], Together]] = {
    "handoff_offered": _offered,
    "handoff_accepted": _accepted,
    "handoff_refused": lambda known, fact: _answered(known, fact, "refused"),
    **dict.fromkeys(("reminded", "escalated"), _rung),
    **dict.fromkeys(ANEW, _anew),
    "closed": _closed,
    "claimed": _claimed,
    "released": _released,
    "snoozed": _snoozed,
}
