"""Advancing one stream: its events in order, each in one transaction under the stream's lease."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from domain.errors import OutsideFailed, Refused, SeamlineError, Stale, Unreadable
from domain.fact import NewFact
from graph.case_step import CaseStep
from graph.deps import Deps
from graph.executor import Executor
from graph.intake import Intake
from graph.interchange_answers import EVENTS
from graph.memory_port import MemoryPort
from graph.sweep import STREAM as SWEEPS
from graph.sweep import Sweeper
from graph.threads import Threads
from memory import chain, inbox
from memory.inbox import MAX_ATTEMPTS, Event, Lease


class Turn(NamedTuple):
    """An event to deal with now, and the how-manieth attempt at it this is."""

    event: Event
    attempts: int


def _beyond(error: ArithmeticError) -> str:
    """What people read where a sum cannot be made: a day off the calendar, a part of nothing."""
    return (
        "a number or day in the record or the mail cannot be reckoned with "
        f"({type(error).__name__}); correct it, then `seamline unpark`"
    )


class Advancer:
    """Deals with what is due on a stream, until nothing is or another worker holds it."""

    def __init__(self, deps: Deps, threads: Threads, memory: MemoryPort, lease: timedelta) -> None:
        self._deps, self._threads, self._memory, self._lasting = deps, threads, memory, lease

    async def stream(self, stream: str) -> int:
        """Events dealt with; 0 when another worker holds the stream."""
        deps = self._deps
        owner, now = f"{deps.worker()}:{uuid.uuid4().hex[:8]}", deps.clock.now()
        with deps.ledger.transaction() as connection:
            wall = deps.clock.wall()
            lease = inbox.claim(connection, stream, owner, wall, self._lasting, deps.gone)
            if lease is None:
                return 0
            turn = _turn(connection, lease, now)
        done = 0
        try:
            while turn is not None and await self._take(turn, lease):
                done += 1
                turn = self._next(lease)
        except Stale:
            pass  # the lease passed to another, or a decision came first: it goes on from there
        finally:
            if turn is not None:  # else the lease was given back when nothing was found
                with self._deps.ledger.transaction() as connection:
                    inbox.release(connection, lease)
        return done

    def _next(self, lease: Lease) -> Turn | None:
        now = self._deps.clock.now()
        with self._deps.ledger.transaction() as connection:
            inbox.require_fence(connection, lease)
            return _turn(connection, lease, now)

    async def _take(self, turn: Turn, lease: Lease) -> bool:
        if turn.attempts > MAX_ATTEMPTS:
            reason = f"given up: {MAX_ATTEMPTS} attempts ended without a word (the worker died)"
            self._park(turn.event, lease, reason, MAX_ATTEMPTS)
            return True
        return await self._deal(turn.event, lease, turn.attempts)

    async def _deal(self, event: Event, lease: Lease, attempts: int) -> bool:
        try:
            await self._work(event, lease)
        except Stale:
            raise
        except OutsideFailed as error:
            if attempts < MAX_ATTEMPTS:
                return False  # tried again at the next round
            self._park(event, lease, str(error), attempts)
        except (Refused, Unreadable) as error:
            self._park(event, lease, str(error), attempts)
        except SeamlineError as error:
            self._park(event, lease, f"{type(error).__name__}: {error}", attempts)
        except ArithmeticError as error:  # one bad row or mail holds up no other stream
            self._park(event, lease, _beyond(error), attempts)
        return True

    async def _work(self, event: Event, lease: Lease) -> None:
        """By whose stream it is on: a message's, the sweep's or a case's."""
        if event.stream == SWEEPS:
            Sweeper(self._deps).take(event, lease)
        elif not event.stream.startswith("message:"):
            await CaseStep(self._deps, self._threads, self._memory, lease).take(event)
        elif event.kind in EVENTS:
            self._carry_out(event, lease)
        else:
            await Intake(self._deps).take(event, lease)

    def _carry_out(self, event: Event, lease: Lease) -> None:
        """What was intended on a message's own stream: answers to its interchanges."""
        Executor(self._deps, lease).drain()
        with self._deps.ledger.transaction() as connection:
            inbox.require_fence(connection, lease)
            inbox.finish(connection, event.event_id)

    def _park(self, event: Event, lease: Lease, reason: str, attempts: int) -> None:
        """Sets the event aside and says so on its stream, where people look."""
        kind = "message_parked" if event.stream.startswith("message:") else "stuck"
        body = {"reason": reason} if kind == "message_parked" else {"because": reason}
        fact = NewFact(
            stream=event.stream,
            kind=kind,
            at=self._deps.clock.now(),
            actor="worker",
            body={**body, "event": event.event_id, "attempts": attempts},
        )
        with self._deps.ledger.transaction() as connection:
            inbox.require_fence(connection, lease)
            chain.append(connection, [fact])
            inbox.park(connection, event.event_id, reason)


def _turn(connection: Connection, lease: Lease, now: datetime) -> Turn | None:
    """The next event with its attempt counted; the lease is given back when nothing is due, or
    others go before what is."""
    event = inbox.next_due(connection, lease.stream, now)
    if event is None or inbox.awaited(connection, event):
        inbox.release(connection, lease)
        return None
    return Turn(event, inbox.count_attempt(connection, event.event_id))
