"""The executor: the only code that acts. Each effect once, then read back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from domain.actions import MAILED, PROTOCOL, Action, Allocate, action_from
from domain.canonical import digest
from domain.errors import OutsideFailed, Refused
from domain.fact import NewFact
from domain.ports import Hands, Receipt
from graph.deps import Deps
from graph.effects import parameters
from graph.measuring import wake
from graph.readback import Found, in_same_place, look, stories, told_now, wishes
from graph.still_addressed import why_gone
from graph.told_truly import why_untrue
from graph.touched import partners_touched
from graph.used_up import PAYS
from memory import chain, inbox, outbox, reservations
from memory.inbox import Lease
from memory.links import content_id
from memory.modes import mode_of, names_partners, stopped_by, stops
from memory.outbox import Effect

_STATES = {
    "applied": "confirmed",
    "already_applied": "confirmed",
    "handed_over": "awaiting_erp",
    "conflict": "failed",
    "rejected": "failed",
    "needs_human": "needs_human",
    "unknown": "unknown",
}

#: States in which the target can show what came of an effect.
_READABLE = ("confirmed", "awaiting_erp")

_KINDS = {
    "confirmed": "effect_confirmed",
    "awaiting_erp": "awaiting_erp",
    "failed": "effect_failed",
    "needs_human": "approval_asked",
    "unknown": "effect_unknown",
}


#: How long after an unclear end the target is asked again, and how long it goes on being asked.
ASK_AGAIN = timedelta(minutes=10)
ASK_AT_MOST = timedelta(days=1)


class Executor:
    """Carries out one case's intended effects in the order they were decided.

    It works under the case's lease: whoever lost it can neither begin nor settle an effect.
    `wrote` tells whether an effect on the system of record was among them.
    """

    def __init__(self, deps: Deps, lease: Lease) -> None:
        self._deps, self._lease, self.wrote = deps, lease, False
        self._case = lease.stream.removeprefix("case:")

    def drain(self) -> int:
        """Carries out what is pending and reads back what was done; how many moved on."""
        moved = 0
        for effect in self._waiting("sending", "unknown"):
            moved += self._recover(effect)
        for effect in self._waiting("pending"):
            moved += self._carry_out(effect)
        for effect in self._unread():
            moved += self._verify(effect)
        return moved

    def _unread(self) -> list[Effect]:
        """Effects that are to be read back now, for the first time or after a newer export."""
        with self._deps.ledger.reading() as connection:
            known = outbox.known(connection, self._case)
            done = [key for key, state in known.items() if state in _READABLE]
            told = stories(connection, self._lease.stream, done) if done else {}
            keys = {key for key, story in told.items() if story.is_stale and not story.is_over}
            if not keys:
                return []
            found = outbox.effects(connection, case_id=self._case, states=_READABLE)
        return [one for one in found if one.key in keys]

    def _waiting(self, *states: str) -> list[Effect]:
        with self._deps.ledger.reading() as connection:
            known = outbox.known(connection, self._case)
            if not any(state in states for state in known.values()):
                return []
            return outbox.effects(connection, case_id=self._case, states=states)

    def _carry_out(self, effect: Effect) -> int:
        problem = self._problem(effect)
        if problem:
            return self._settle(effect, Receipt(outcome="rejected", detail=problem), ("pending",))
        action = self._action(effect)
        with self._transaction() as connection:
            if self._is_held(connection, effect):
                return 0
            if not outbox.move(connection, effect.key, ("pending",), "sending", None):
                return 0  # another process was first
        return self._apply(effect, action)

    def _apply(self, effect: Effect, action: Action) -> int:
        hand, gone = self._hand(effect.kind), why_gone(self._deps, action, effect.authority)
        with self._deps.ledger.reading() as connection:
            gone = gone or why_untrue(connection, effect, action)
        try:
            if gone:
                raise Refused(gone)
            params = parameters(action, self._deps, effect.day)
            receipt = hand.apply(effect.key, effect.kind, params)
        except Refused as error:
            receipt = Receipt(outcome="rejected", detail=str(error)[:300])
        except OutsideFailed as error:
            receipt = Receipt(outcome="unknown", detail=str(error)[:300])
        return self._settle(effect, receipt, ("sending",))

    def _recover(self, effect: Effect) -> int:
        """An effect that was begun: never repeated before its target said that it is undone."""
        receipt = self._asked(effect)
        if receipt.outcome == "unknown" and effect.state == "unknown":
            self._ask_later(effect)
            return 0
        if receipt.outcome == "rejected":  # it waits again, and for a stop as well
            with self._transaction() as connection:
                outbox.move(connection, effect.key, (effect.state,), "pending", None)
            return 0
        return self._settle(effect, receipt, (effect.state,))

    def _ask_later(self, effect: Effect) -> None:
        """Once more after as long as it has been unclear, for a day: then it is for people."""
        now = self._deps.clock.now()
        with self._transaction() as connection:
            facts = chain.of_stream(connection, self._lease.stream, kinds=("effect_unknown",))
            since = max((one.at for one in facts if one.body["key"] == effect.key), default=now)
            waits = any(
                one.kind == "effects" and one.due_at > now
                for one in inbox.pending(connection, self._lease.stream)
            )
            if waits or now - since > ASK_AT_MOST:
                return
            due = now + max(ASK_AGAIN, now - since)
            told = {"key": effect.key, "attempts": effect.attempts, "until": due.isoformat()}
            inbox.enqueue(connection, self._lease.stream, "effects", told, due)

    def _asked(self, effect: Effect) -> Receipt:
        """What the target says: `rejected` when it surely never happened."""
        problem = self._problem(effect)
        if problem:  # begun, and nobody can say as what
            return Receipt(outcome="unknown", detail=problem)
        try:
            params = parameters(self._action(effect), self._deps, effect.day)
            return self._hand(effect.kind).find(effect.key, effect.kind, params)
        except (OutsideFailed, Refused) as error:
            return Receipt(outcome="unknown", detail=str(error)[:300])

    def _settle(self, effect: Effect, receipt: Receipt, came_from: Sequence[str]) -> int:
        """Notes how the effect ended; one that was done is read back before it is noted."""
        state = _STATES[receipt.outcome]
        self.wrote |= effect.kind not in (*MAILED, *PROTOCOL)
        read: Found | None = look(self._deps, effect) if state in _READABLE else None
        if read is not None and state == "awaiting_erp" and read.kind != "outcome_verified":
            read = None  # an export that is loaded later must show it
        with self._transaction() as connection:
            if not outbox.move(connection, effect.key, came_from, state, receipt):
                return 0
            told = receipt.model_dump(mode="json")
            body = {"key": effect.key, "attempts": effect.attempts, **told}
            self._append(connection, effect, _KINDS[state], body)
            if read is not None:
                self._append(connection, effect, *read)
                _consume(connection, effect, read.kind)
            if state == "unknown":
                due = self._deps.clock.now() + ASK_AGAIN
                again = {"key": effect.key, "attempts": effect.attempts}
                inbox.enqueue(connection, self._lease.stream, "effects", again, due)
        return 1

    def _verify(self, effect: Effect) -> int:
        """Reads an effect back that was not read yet, or that an export must show first."""
        found = look(self._deps, effect)
        with self._transaction() as connection:
            story = stories(connection, self._lease.stream, [effect.key])[effect.key]
            if effect.state == "awaiting_erp" and found.kind != "outcome_verified":
                others = in_same_place(connection, effect)
                later = [one for one in others if one.position > effect.position]
                live = [one for one in later if one.state != "failed"]
                if live:
                    return self._overtaken(connection, effect, live[-1])
                earlier = [one for one in others if one not in later]
                story = story._replace(wished=wishes(self._deps, earlier))
            told = told_now(effect, story, found)
            if told is None:
                return 0
            self._append(connection, effect, *told)
            _consume(connection, effect, told.kind)
        return 1

    def _overtaken(self, connection: Connection, effect: Effect, later: Effect) -> int:
        """A newer decision wants another value there: this one is waited for no longer."""
        receipt = Receipt(outcome="conflict", detail=f"overtaken by {later.key[:12]}")
        if not outbox.move(connection, effect.key, ("awaiting_erp",), "failed", receipt):
            return 0
        body = {"key": effect.key, "by": later.key, "detail": "a later decision took its place"}
        self._append(connection, effect, "effect_overtaken", body)
        return 1

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._deps.ledger.transaction() as connection:
            inbox.require_fence(connection, self._lease)
            yield connection

    def _action(self, effect: Effect) -> Action:
        return action_from(effect.action)

    def _problem(self, effect: Effect) -> str:
        """What was approved is what runs: the row must still be what the ledger says of it."""
        with self._deps.ledger.reading() as connection:
            fact = chain.by_id(connection, effect.fact_id)
            partner = self._partner(connection, effect)
        if fact is None or (fact.kind, fact.stream) != ("intended", self._lease.stream):
            return "no fact says that it was decided"
        wanted = {"key": effect.key, "action": effect.action, "authority": effect.authority}
        if content_id(fact) != fact.id or any(fact.body[n] != v for n, v in wanted.items()):
            return "the action or its authority was changed after it was decided"
        action = self._action(effect)
        reader = partner if type(action).outward else ""
        if (action.key, action.kind, reader) != (effect.key, effect.kind, effect.partner):
            return "the row is not the effect that was decided"
        if effect.authority.get("action_hash") != digest(effect.action):
            return "the action was changed after it was decided"
        return ""

    def _is_held(self, connection: Connection, effect: Effect) -> bool:
        """Whether a stop holds it back, or the workflow observes since it was decided."""
        live, workflow = stops(connection), str(effect.authority.get("workflow", ""))
        partner = self._partner(connection, effect)
        partners = frozenset({partner})
        if names_partners(live):
            partners = partners_touched(self._action(effect), partner, self._deps.reads)
        if stopped_by(live, workflow, partners, effect.kind):
            return True
        return effect.kind not in PROTOCOL and mode_of(connection, workflow, partner) == "observe"

    def _partner(self, connection: Connection, effect: Effect) -> str:
        """Whom the case is about, or whose setting allowed what stands outside of any case."""
        if effect.kind in PROTOCOL:
            return str(effect.authority.get("partner", ""))
        opened = chain.of_stream(connection, self._lease.stream, kinds=("case_opened",))
        return str(opened[0].body["partner"]) if opened else ""

    def _hand(self, kind: str) -> Hands:
        return self._deps.hands[kind]

    def _append(
        self, connection: Connection, effect: Effect, kind: str, body: dict[str, Any]
    ) -> None:
        fact = NewFact(
            stream=self._lease.stream,
            kind=kind,
            at=self._deps.clock.now(),
            actor="executor",
            causes=(effect.fact_id,),
            body=body,
        )
        (told,) = chain.append(connection, [fact])
        if kind == "outcome_verified" and effect.kind in PAYS:
            wake(self._deps, connection, told.id)


def _consume(connection: Connection, effect: Effect, kind: str) -> None:
    """What the record reserves is not held a second time by the ledger (domain_presets.md 2.17)."""
    action = action_from(effect.action)
    if kind == "outcome_verified" and isinstance(action, Allocate):
        reservations.consume(connection, effect.case_id, f"stock:{action.object.value}")
