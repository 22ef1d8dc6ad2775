"""Intake: read a filed message, and tell every case it concerns, at once."""

from __future__ import annotations

import asyncio
from typing import Any, NamedTuple

from sqlalchemy import Connection

from domain.canonical import plain
from domain.case import CaseState, fold
from domain.fact import Fact, NewFact
from domain.message import Message, SenderVerdict
from domain.naming import left_unbound
from domain.news import Incoming, News
from domain.reading import Reading
from graph.answered import note_answers
from graph.case_ids import cases_about
from graph.deps import Deps
from graph.interchange_answers import answer_interchanges
from graph.withdraw import withdraw
from graph.workflows.contract import Workflow
from graph.workflows.registry import workflows
from memory import chain, inbox
from memory.inbox import Event, Lease


class Seed(NamedTuple):
    """A workflow that takes a reading, the order or other object of the record it is about, and
    the lines it speaks of."""

    workflow: Workflow
    order: str
    lines: list[str]


#: Senders whose news changes an open case: contacts on file, even where the mail proves nothing.
_HEARD = ("authenticated", "unauthenticated")


class Intake:
    """One message at a time, under the lease of its stream."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    async def take(self, event: Event, lease: Lease) -> None:
        """Reads the message and commits its reading and the news for each case together."""
        deps = self._deps
        raw = deps.blobs.read(event.body["sha256"])
        message = deps.parse_safely(raw)
        verdict = deps.verdict(raw)
        if deps.model is None:
            reading = deps.read(message)
        else:  # a model's answer is waited for without holding up other streams
            reading = await asyncio.to_thread(deps.read, message)
        incoming = Incoming(
            message=message, verdict=verdict, reading=reading, seen_at=deps.clock.wall()
        )
        with deps.ledger.transaction() as connection:
            inbox.require_fence(connection, lease)
            before = self._before(connection, event)
            if before is not None and _says_the_same(before, verdict, reading):
                inbox.finish(connection, event.event_id)
                return
            fact = self._note(connection, event, message, verdict, reading, before)
            for workflow in workflows().values():
                for order, lines in workflow.seeds(reading).items():
                    told = workflow.news(incoming, order)
                    self.tell(connection, Seed(workflow, order, lines), told, fact)
            note_answers(deps, connection, fact, incoming)
            answer_interchanges(deps, connection, message, verdict, fact)
            inbox.finish(connection, event.event_id)

    def _before(self, connection: Connection, event: Event) -> Fact | None:
        """The reading that this one takes the place of."""
        read = chain.of_stream(connection, event.stream, kinds=("message_read",))
        return read[-1] if read else None

    def _note(
        self,
        connection: Connection,
        event: Event,
        message: Message,
        verdict: SenderVerdict,
        reading: Reading,
        before: Fact | None,
    ) -> Fact:
        body: dict[str, Any] = {
            "sha256": message.sha256,
            "subject": message.subject,
            "sender": verdict.model_dump(mode="json"),
            "sent_at": message.sent_at.isoformat(),
            "reading": reading.model_dump(mode="json"),
            "unbound": list(left_unbound(message, reading)),
        }
        if before is not None:
            body["supersedes"] = before.id
        new = NewFact(
            stream=event.stream,
            kind="message_read",
            at=self._deps.clock.now(),
            actor="reader",
            causes=(event.body["because"],) if "because" in event.body else (),
            body=body,
        )
        return chain.append(connection, [new])[0]

    def tell(self, connection: Connection, seed: Seed, told: News, read: Fact) -> str:
        """Opens the case or joins it; an open proposal on older news is withdrawn at once.

        A message joins each case once: read again, it takes the place of its own older reading.
        Returns the case's id.
        """
        case_id, state, joined = self._case(connection, seed, told.message)
        stream = f"case:{case_id}"
        told = told if joined is None else _kept_right(joined, told)
        told_body = {"news": told.model_dump(mode="json")}
        if joined is not None and (state is None or _same_news(joined, told)):
            return case_id  # it is closed with that case, or there is nothing new to say of it
        if state is not None and told.verdict not in _HEARD:
            # whoever cannot prove who wrote may be read, but may not undo what people decided
            self._append(connection, stream, "note_taken", told_body, read)
            return case_id
        if state is None:
            self._open(connection, stream, seed, told, read)
        else:
            because = f"{'read again' if joined else 'new message'}: {told.subject}"
            withdraw(connection, state, now=self._deps.clock.now(), because=because)
        kind = "case_joined" if joined is None else "news_replaced"
        fact = self._append(connection, stream, kind, told_body, read)
        inbox.enqueue(connection, stream, "news", {"fact": fact.id}, self._deps.clock.now())
        return case_id

    def _open(
        self, connection: Connection, stream: str, seed: Seed, told: News, read: Fact
    ) -> None:
        """What is not on record yet, as an invoice before its mail, is the sender's."""
        known = seed.workflow.partner(self._deps.reads, seed.order)
        sender = told.partner_id if told.verdict in _HEARD else ""
        body = {
            "workflow": seed.workflow.NAME,
            "order": seed.order,
            "lines": seed.lines,
            "partner": known or sender,
            "title": seed.workflow.title(seed.order),
        }
        self._append(connection, stream, "case_opened", body, read)

    def _append(
        self, connection: Connection, stream: str, kind: str, body: dict[str, Any], cause: Fact
    ) -> Fact:
        new = NewFact(
            stream=stream,
            kind=kind,
            at=self._deps.clock.now(),
            actor="intake",
            causes=(cause.id,),
            body=body,
        )
        return chain.append(connection, [new])[0]

    def _case(
        self, connection: Connection, seed: Seed, message: str
    ) -> tuple[str, CaseState | None, News | None]:
        """The open case of this workflow and order, or the id a new one gets; and what this very
        message has told it, or the closed case before it, already."""
        case_id = ""
        for case_id, facts in cases_about(connection, seed.workflow.CODE, seed.order):
            if not facts:
                break
            state = fold(case_id, facts)
            joined = next((one for one in state.news if one.message == message), None)
            if state.closed is None or joined is not None:
                return case_id, state if state.closed is None else None, joined
        return case_id, None, None


def _says_the_same(before: Fact, verdict: SenderVerdict, reading: Reading) -> bool:
    """Whether reading again brought nothing new."""
    body = before.body
    told = [plain(one.model_dump(mode="json")) for one in (reading, verdict)]
    return told == [body["reading"], body["sender"]]


def _kept_right(before: News, again: News) -> News:
    """What is read again does not undo what a person put right or vouched for before."""
    if again.verdict == "unauthenticated":
        again = again.model_copy(update={"vouched_by": before.vouched_by})
    if not any(one.read_by == "person" for one in before.statements):
        return again
    kept = {"statements": before.statements, "questions": before.questions}
    return again.model_copy(update=kept)


def _same_news(one: News, other: News) -> bool:
    """Whether two readings of a message tell a case the same."""
    return one.model_copy(update={"fact": "", "number": 0}) == other
