"""The daily sweep: what is silent, whose case it belongs to, and when that partner's morning is.

It runs once a day, after every message that is in the queue was read. It sends nothing: each case
looks again in its partner's own morning, and asks then for what is still silent.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from domain.fact import Fact, NewFact
from domain.silence.expected import Silent
from graph.deps import Deps
from graph.partners_away import nobody_until
from graph.row_opening import open_by_sweep
from graph.silence_look import (
    Swept,
    calendar_of,
    inside,
    look,
    mine_of,
    next_working_hour,
    open_case,
    same,
    waiting_for_us,
)
from graph.workflows import chase
from memory import chain, inbox
from memory.inbox import Event, Lease

#: The stream of the daily sweeps, and the event that makes one.
STREAM = "sweep"

#: The event by which a case looks at what its partner owes.
LOOK = "silence"


def plan(deps: Deps) -> None:
    """Sets the day's sweep, once a day; nothing before there is a record, or without sweeps."""
    if not deps.policy.silence.sweeps:
        return
    day = deps.clock.now().date().isoformat()
    with deps.ledger.reading() as connection:
        if not chain.newest(connection, "record_loaded"):
            return
        last = chain.latest(connection, "swept")
    if last is not None and last.body["day"] >= day:
        return
    with deps.ledger.transaction() as connection:
        inbox.enqueue(connection, STREAM, "sweep", {"day": day}, deps.clock.now())


def after_mail(due: list[str]) -> list[str]:
    """The streams that are due, without the sweep while a message waits to be read: its answer may
    be in there."""
    waits = any(one.startswith("message:") for one in due)
    return [one for one in due if one != STREAM or not waits]


class Sweeper:
    """The day's sweep, under the lease of its stream."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    def take(self, event: Event, lease: Lease) -> None:
        """Notes what is silent and wakes the cases whose turn it is, in one transaction."""
        with self._deps.ledger.transaction() as connection:
            inbox.require_fence(connection, lease)
            swept = look(self._deps)
            fact = self._note(connection, event, swept)
            if not swept.stopped:
                for partner in swept.found.quiet:
                    self._wake_partner(connection, swept, partner, fact)
            for function, mine in inside(self._deps, swept).items():
                self._wake(connection, f"functions:{function}", mine, fact, self._deps.clock.now())
            opening = (one for one in swept.found.inside if one.opens)
            open_by_sweep(self._deps, connection, opening, fact)
            self._end_rest(connection, swept, fact)
            self._remind(connection, swept, fact)
            inbox.finish(connection, event.event_id)

    def _note(self, connection: Connection, event: Event, swept: Swept) -> Fact:
        body = {
            "day": event.body["day"],
            "stopped": swept.stopped,
            "silent": {one: len(swept.found.of(one)) for one in swept.found.quiet},
            "inside": len(swept.found.inside),
            "skipped": len(swept.found.skipped),
        }
        now = self._deps.clock.now()
        new = NewFact(stream=STREAM, kind="swept", at=now, actor="clock", body=body)
        return chain.append(connection, [new])[0]

    def _wake_partner(self, connection: Connection, swept: Swept, partner: str, fact: Fact) -> None:
        """At its next hour of work, if that comes before the next sweep, it is its turn and not
        everybody there is away."""
        now, readers = self._deps.clock.now(), self._deps.reads.rows("contacts", partner_id=partner)
        if nobody_until(self._deps.away(), readers, now.date()) is not None:
            return
        mine = swept.found.of(partner)
        due = next_working_hour(calendar_of(self._deps, partner), now)
        if due is not None and any(one.step in ("ask", "call") or one.listed for one in mine):
            self._wake(connection, f"partners:{partner}", mine, fact, due)

    def _wake(
        self,
        connection: Connection,
        subject: str,
        mine: Iterable[Silent],
        fact: Fact,
        due: datetime,
    ) -> None:
        state = open_case(connection, subject)
        if state.closed is None and state.through and same(state, tuple(mine)):
            return
        if not state.through or state.closed is not None:
            self._open(connection, state.id, subject, fact)
        inbox.enqueue(connection, f"case:{state.id}", LOOK, {"fact": fact.id}, due)

    def _open(self, connection: Connection, case_id: str, subject: str, fact: Fact) -> None:
        body = {
            "workflow": chase.NAME,
            "order": subject,
            "lines": [],
            "partner": chase.partner(self._deps.reads, subject),
            "title": chase.title(subject),
        }
        new = NewFact(
            stream=f"case:{case_id}",
            kind="case_opened",
            at=fact.at,
            actor="clock",
            causes=(fact.id,),
            body=body,
        )
        chain.append(connection, [new])

    def _remind(self, connection: Connection, swept: Swept, fact: Fact) -> None:
        """Our own silence: whoever a case waits for is told on the case itself, once a proposal."""
        late = waiting_for_us(swept)
        known = {one.id: one for one in self._deps.cases()} if late else {}
        for one in late:
            stream, state = f"case:{one.expected.case}", known[one.expected.case]
            people = list(state.asked.people) if state.asked else []
            body = {
                "proposal": state.proposal.hash if state.proposal else "",
                "at_pct": 0,
                "people": sorted(people),
                "frozen": False,
                "because": f"our own silence since {one.expected.heard_from:%Y-%m-%d}",
            }
            made = NewFact(
                stream=stream,
                kind="reminded",
                at=fact.at,
                actor="clock",
                causes=(fact.id,),
                body=body,
            )
            told_so = chain.of_stream(connection, stream, kinds=("reminded",))
            if not any(_says_same(before, body) for before in told_so):
                chain.append(connection, [made])

    def _end_rest(self, connection: Connection, swept: Swept, fact: Fact) -> None:
        """Cases of which nothing is silent any more look at it at once."""
        for state in swept.cases:
            if state.closed is None and state.silence and not mine_of(self._deps, swept, state):
                inbox.enqueue(connection, f"case:{state.id}", LOOK, {"fact": fact.id}, fact.at)


def _says_same(before: Fact, body: dict[str, Any]) -> bool:
    return all(before.body.get(name) == body[name] for name in ("proposal", "because"))
