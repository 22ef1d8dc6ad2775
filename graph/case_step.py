"""One event of a case: the graph runs or resumes; what follows commits in one transaction."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Connection

from domain.case import CaseState
from domain.errors import Stale
from domain.fact import NewFact
from domain.proposal import Proposal
from graph.authority import Authority
from graph.chase import ANSWER_DUE, answer_due, set_clocks
from graph.commit import commit_proposal
from graph.deps import Deps
from graph.executor import Executor
from graph.handing import DUE, lapse
from graph.health import look_again as look_at_health
from graph.health import moved
from graph.holds import still_stands, tell
from graph.measuring import MEASURE, measured
from graph.memory_port import MemoryPort
from graph.overdue import RING, rung_again
from graph.reasking import AWAY, asked_anew
from graph.run import Run
from graph.silence_look import is_answered, look
from graph.silent_case import look_again, looks
from graph.snapshots import case_context
from graph.snoozing import WAKE, back
from graph.still_open import still_open
from graph.threads import Threads
from graph.timers import rung
from graph.watch import WATCHES, looked_at
from graph.withdraw import withdraw
from graph.workflows.contract import Workflow
from graph.workflows.registry import workflow
from memory import chain, inbox, reservations
from memory.folded import WHOLE
from memory.inbox import Event, Lease

_TIMERS = ("remind", "escalate", "freeze", "lapse", "expire")

#: What concerns a decision that was taken; without one there is nothing to follow.
_AFTERWARDS = ("settled", "acknowledged", "owed")

#: Timers that run on after the decision, and what looks at each.
_RINGS = {
    **dict.fromkeys(WATCHES, looked_at),
    ANSWER_DUE: answer_due,
    WAKE: back,
    DUE: lapse,
    AWAY: asked_anew,
    RING: rung_again,
    MEASURE: measured,
}

#: Why a proposal is made again though nothing new was said.
_AGAIN = {
    "record": "the record changed",
    "mode": "the mode changed",
    "resumed": "execution was resumed",
    "held": "what other cases hold changed",
}


class CaseStep:
    """Deals with one event of one case under its lease."""

    def __init__(self, deps: Deps, threads: Threads, memory: MemoryPort, lease: Lease) -> None:
        self._deps, self._threads, self._memory, self._lease = deps, threads, memory, lease

    async def take(self, event: Event) -> None:
        """Dispatches by what the event is and where the case stands."""
        state = self._state()
        if event.kind == "record":
            state = self._look_at_health(state)
        is_swept = looks(state, event) and not self._rests_on_other_rows(event, state)
        if is_swept or event.kind in (*_TIMERS, *_RINGS):
            self._timer(event, state)
        elif event.kind == "record" and state.closed is not None:
            self._drain_and_finish(event)
        elif event.kind in _AGAIN:
            await self._look_again(event, state)
        elif event.kind == "allowed":
            self._carry_out(event, state)
        elif state.phase == "effects":
            await self._follow(event, state)
        elif state.phase == "assess" and event.kind not in _AFTERWARDS:
            await self._assess(event, state)
        else:
            self._drain_and_finish(event)

    def _state(self) -> CaseState:
        with self._deps.ledger.reading() as connection:
            return WHOLE.of(connection, self._lease.stream.removeprefix("case:"))

    async def _assess(self, event: Event, state: CaseState) -> None:
        run = self._run(state)
        await self._threads.start(run, "assess")
        with self._deps.ledger.transaction() as connection:
            self._require_unmoved(connection, state)
            facts = chain.append(connection, run.facts)
            self._memory.log(connection, state.id)
            commit_proposal(self._deps, connection, run, facts)
            inbox.finish(connection, event.event_id)
        await self._threads.keep_latest(state.id)

    def _look_at_health(self, state: CaseState) -> CaseState:
        """What the decision rests on, by the record as it is now."""
        if not moved(self._deps, state):
            return state
        with self._deps.ledger.transaction() as connection:
            self._require_unmoved(connection, state)
            look_at_health(self._deps, connection, state)
        return self._state()

    def _rests_on_other_rows(self, event: Event, state: CaseState) -> bool:
        """Whether a case of sweeps asks to approve what the record says otherwise now, and nothing
        was answered since: then it asks anew, as any case does."""
        if event.kind != "record" or not looks(state, event) or not self._is_moved(state):
            return False
        return not is_answered(self._deps, look(self._deps), state)

    def _carry_out(self, event: Event, state: CaseState) -> None:
        """What may run by itself; it may change the record under what still waits."""
        executor = Executor(self._deps, self._lease)
        executor.drain()
        may_have_moved = executor.wrote or event.attempts > 0  # a try before this one may have
        moved = may_have_moved and self._is_moved(state)
        with self._deps.ledger.transaction() as connection:
            inbox.require_fence(connection, self._lease)
            if moved and state.proposal is not None:
                body, now = {"proposal": state.proposal.hash}, self._deps.clock.now()
                inbox.enqueue(connection, self._lease.stream, "record", body, now)
            inbox.finish(connection, event.event_id)

    def _is_moved(self, state: CaseState) -> bool:
        """Whether an open proposal rests on facts that have changed."""
        opened = state.proposal
        if opened is None or state.decision is not None:
            return False
        return bool(self._context(state).snapshot != opened.snapshot)

    async def _follow(self, event: Event, state: CaseState) -> None:
        """After a decision: carry out, look at what came of it, verify and learn."""
        Executor(self._deps, self._lease).drain()
        state = self._state()
        run = self._run(state)
        opened, decided = state.proposal, state.decision_fact
        resumed = False
        if opened is not None and decided is not None:
            resumed = await self._threads.resume(run, opened.hash, decided.id)
        if not resumed:
            run.facts.clear()
            await self._threads.start(run, "effects")
        if run.closes:  # before the commit: nobody comes back to a closed case to do it
            await self._threads.forget(state.id)
        with self._deps.ledger.transaction() as connection:
            self._require_unmoved(connection, state)
            chain.append(connection, run.facts)
            if run.closes:
                self._close(connection, state, run)
            else:
                set_clocks(self._deps, connection, state)
            inbox.finish(connection, event.event_id)
        if not run.closes:
            await self._threads.keep_latest(state.id)

    def _close(self, connection: Connection, state: CaseState, run: Run) -> None:
        facts = chain.of_stream(connection, f"case:{state.id}")
        closed = run.workflow.record(state, facts, run.now, self._deps.reads)
        record = self._memory.remember(connection, closed)
        stream = f"case:{state.id}"
        before = len([one for one in facts if one.kind == "closed"])
        again = {"again": before} if before else {}  # reopened since: it is another closing
        closing = [
            NewFact(stream=stream, kind="remembered", at=run.now, actor="memory", body=record),
            NewFact(
                stream=stream,
                kind="closed",
                at=run.now,
                actor="workflow",
                body={
                    "outcome": record.get("outcome", ""),
                    "resolved_by": record.get("resolved_by", ""),
                    "open": list(still_open(state, self._deps.reads)),
                    **again,
                },
            ),
        ]
        chain.append(connection, closing)
        objects = reservations.objects_of(connection, state.id)
        reservations.end(connection, state.id)
        tell(connection, state.id, objects, run.now)

    async def _look_again(self, event: Event, state: CaseState) -> None:
        """The record or the mode changed: a proposal that rests on the old one is redone."""
        if state.phase == "effects":
            await self._follow(event, state)
            return
        Executor(self._deps, self._lease).drain()  # what an export must show, it may show now
        state = self._state()
        opened = state.proposal
        moved = opened is not None and self._has_moved(event, state, opened)
        if opened is None or not moved:
            self._finish(event)
            return
        because = _AGAIN[event.kind]
        now = self._deps.clock.now()
        with self._deps.ledger.transaction() as connection:
            self._require_unmoved(connection, state)
            held = event.kind == "held"
            withdraw(connection, state, now=now, because=because, actor=event.kind, keep=held)
            body = {"through": state.through}
            inbox.enqueue(connection, self._lease.stream, "moved", body, now)
            inbox.finish(connection, event.event_id)

    def _has_moved(self, event: Event, state: CaseState, opened: Proposal) -> bool:
        """Whether an open proposal is to be made again because of this event."""
        if event.kind not in ("record", "held"):
            return True
        module, context = workflow(state.workflow), self._context(state)
        if event.kind == "record":
            return bool(context.snapshot != opened.snapshot)
        if state.decision is not None:
            return False  # what was decided holds its own
        return not still_stands(self._deps.policy, module, state, context, opened)

    def _timer(self, event: Event, state: CaseState) -> None:
        with self._deps.ledger.transaction() as connection:
            self._require_unmoved(connection, state)
            ring = look_again if looks(state, event) else _RINGS.get(event.kind, rung)
            ring(self._deps, connection, event, state)
            inbox.finish(connection, event.event_id)

    def _drain_and_finish(self, event: Event) -> None:
        Executor(self._deps, self._lease).drain()
        self._finish(event)

    def _finish(self, event: Event) -> None:
        with self._deps.ledger.transaction() as connection:
            inbox.require_fence(connection, self._lease)
            inbox.finish(connection, event.event_id)

    def _run(self, state: CaseState) -> Run:
        module = workflow(state.workflow)
        return Run(
            id=uuid.uuid4().hex,
            now=self._deps.clock.now(),
            workflow=module,
            state=state,
            snapshot=lambda: self._context(state, module),
            policy=self._deps.policy,
            model=self._deps.model,
            recall=lambda context: self._memory.recall(state.id, module.situation(context)),
            waiting=lambda proposal, context: self._waiting(state, module, proposal, context),
        )

    def _waiting(
        self, state: CaseState, module: Workflow, proposal: Proposal, context: Any
    ) -> frozenset[str]:
        """What of a proposal would not run by itself; ruled on again when it is committed."""
        with self._deps.ledger.reading() as connection:
            rulings = Authority(self._deps).rulings(connection, module, state, context, proposal)
        return frozenset(one.action_key for one in rulings if one.outcome == "ask")

    def _context(self, state: CaseState, module: Workflow | None = None) -> Any:
        return case_context(self._deps, state, module or workflow(state.workflow))

    def _require_unmoved(self, connection: Connection, state: CaseState) -> None:
        """The commit counts only if nobody took the lease and nothing new was said meanwhile."""
        inbox.require_fence(connection, self._lease)
        if chain.last_word(connection, self._lease.stream) != state.through:
            raise Stale(f"case {state.id} moved on while it was worked on")
