"""Intake: read a filed message, and tell every case it concerns, at once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from domain.canonical import plain
from domain.case import CaseState, fold
from domain.fact import Fact, NewFact
from domain.message import HEARD, Message, SenderVerdict
from domain.naming import left_unbound
from domain.news import Incoming, News
from domain.reading import Reading
from graph.answered import note_answers, says_yes
from graph.back_to_plan import back_to_plan
from graph.case_ids import cases_about
from graph.deps import Deps
from graph.first_seen import with_first
from graph.folding import KEPT, Fold, brought, fold_into, with_reason
from graph.interchange_answers import answer_interchanges
from graph.left_open import left_open, settled
from graph.owing import all_owing
from graph.promised import note_commitments
from graph.row_opening import give_way
from graph.said_again import says_it_again
from graph.whereto import Place, followed, parts
from graph.withdraw import withdraw
from graph.workflows.chase import CODE as QUESTIONS
from graph.workflows.contract import Workflow, riders_of
from graph.workflows.registry import workflows
from memory import chain, inbox
from memory.inbox import Event, Lease
from memory.notices import answers_one


class Seed(NamedTuple):
    """A workflow that takes a reading, the order or other object of the record it is about, and
    the lines it speaks of; `opens` a case, or joins one alone that is open."""

    workflow: Workflow
    order: str
    lines: list[str]
    opens: bool = True


def seeds_of(reading: Reading) -> list[Seed]:
    """What each workflow takes of a reading."""
    found = []
    for workflow in workflows().values():
        seeds = workflow.seeds(reading)
        riders = riders_of(workflow, reading)
        found += [Seed(workflow, order, lines) for order, lines in seeds.items()]
        found += [
            Seed(workflow, order, lines, opens=False)
            for order, lines in riders.items()
            if order not in seeds
        ]
    return found


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
        verdict = with_first(verdict, event.stream, deps.first_of(verdict.address))
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
            if not (
                self._answers_notice(connection, incoming)
                or self._only_says_yes(connection, incoming, fact)
            ):
                back = back_to_plan(connection, deps.reads, incoming)
                self._tell_all(connection, back, fact)
            note_answers(deps, connection, fact, incoming)
            answer_interchanges(deps, connection, message, verdict, fact)
            inbox.finish(connection, event.event_id)

    def _tell_all(self, connection: Connection, incoming: Incoming, fact: Fact) -> None:
        """Every case it concerns."""
        seeds, told, held = seeds_of(incoming.reading), list[str](), list[Seed]()
        for seed in seeds:
            case = self.tell(connection, seed, incoming, fact, seeds, told)
            told += [case] if case else []
            held += [seed] if case else []
        told += self._keep_open(connection, held, incoming, fact, told)
        note_commitments(self._deps, connection, incoming, fact, told)

    def _keep_open(
        self,
        connection: Connection,
        seeds: Sequence[Seed],
        incoming: Incoming,
        fact: Fact,
        told: Sequence[str],
    ) -> list[str]:
        """What is asked and no case holds gets one; what one held before and nobody asks any more
        is taken out of it. Returns the ids."""
        home = workflows().get(QUESTIONS)
        if home is None:
            return []
        held = [one.workflow.news(incoming, one.order) for one in seeds]
        # a bare yes that comes as far is none that anything waits for
        may = not held and not _is_bare_yes(incoming.reading)
        placed = may and says_yes(self._deps, connection, fact, incoming)
        left = left_open(incoming, held, placed=placed)
        return [
            self.tell(connection, Seed(home, subject, []), rest, fact, (), told)
            for subject, rest in (*settled(connection, incoming, left), *([left] if left else []))
        ]

    def _answers_notice(self, connection: Connection, incoming: Incoming) -> bool:
        """A colleague's reply to what we told them: it is filed, and no case hears of it."""
        colleague = self._deps.staff.get(incoming.verdict.address)
        return colleague is not None and answers_one(connection, incoming.message.in_reply_to)

    def _only_says_yes(self, connection: Connection, incoming: Incoming, fact: Fact) -> bool:
        """A yes that a case waits for and nothing else: noted there, and nobody decides anew."""
        bare = _is_bare_yes(incoming.reading)
        return bare and says_yes(self._deps, connection, fact, incoming)

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
        if message.auto_submitted:
            body["automatic"] = True
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

    def tell(
        self,
        connection: Connection,
        seed: Seed,
        incoming: Incoming,
        read: Fact,
        all_seeds: Sequence[Seed] = (),
        told_already: Sequence[str] = (),
    ) -> str:
        """Opens the case or joins it, or the one about the same event, or those in which it goes on
        since people rearranged them.

        A message joins each case once: read again, it takes the place of its own older reading; a
        case it is sent on to hears it by another of its seeds where there is one. What one event
        hits is told to its case alone. Returns the case's id, empty where nothing is open that it
        might join; `told_already` are those of the seeds before.
        """
        case_id, place, fold = self._place(connection, seed, incoming, told_already)
        if not seed.opens and (place is None or fold is not None):
            return ""
        if place is None:
            told = seed.workflow.news(incoming, seed.order)
            self._open(connection, f"case:{case_id}", seed, told, read)
            give_way(self._deps, connection, seed.order, case_id, read)
            self._append_news(connection, case_id, "case_joined", told, read)
        elif place.state.closed is not None:
            pass  # it has heard it
        elif fold is not None:
            also = brought(seed.workflow, incoming, fold, seed.order)
            for state, told in parts(connection, place, also):
                also_here = also if state.id == place.state.id else {}
                self._join(connection, state, with_reason(told, fold.because), read, also_here)
        elif not _is_elsewhere(place, seed, all_seeds):
            for state, told in parts(connection, place):
                self._join(connection, state, told, read)
        return case_id

    def _join(
        self,
        connection: Connection,
        state: CaseState,
        told: News,
        read: Fact,
        also: Mapping[str, str] | None = None,
    ) -> None:
        """An open proposal on older news is withdrawn at once; `also` is what they bring along."""
        joined = next((one for one in state.news if one.message == told.message), None)
        told = told if joined is None else _kept_right(joined, told)
        if joined is not None and _same_news(joined, told):
            return  # there is nothing new to say of it
        if told.verdict not in HEARD:
            # whoever cannot prove who wrote may be read, but may not undo what people decided
            body = {"news": told.model_dump(mode="json")}
            self._append(connection, f"case:{state.id}", "note_taken", body, read)
            return
        if joined is None and not also and self._is_again(state, told):
            self._note_again(connection, state, told, read)
            return
        because = f"{'read again' if joined else 'new message'}: {told.subject}"
        withdraw(connection, state, now=self._deps.clock.now(), because=because)
        kind = "case_joined" if joined is None else "news_replaced"
        self._append_news(connection, state.id, kind, told, read, also)

    def _is_again(self, state: CaseState, told: News) -> bool:
        """Whoever owes the case an answer gives it, in whatever known words."""
        owing = {one.who for one in all_owing(self._deps.policy, state)}
        return told.partner_id not in owing and says_it_again(state, told, self._deps.reads)

    def _note_again(self, connection: Connection, state: CaseState, told: News, read: Fact) -> None:
        """What was said again stands beside the case once: nothing waits for it or falls by it."""
        body = {"again": told.model_dump(mode="json")}
        noted = chain.of_stream(connection, f"case:{state.id}", kinds=("note_taken",))
        if not any(one.body.get("again", {}).get("message") == told.message for one in noted):
            self._append(connection, f"case:{state.id}", "note_taken", body, read)

    def _append_news(
        self,
        connection: Connection,
        case_id: str,
        kind: str,
        told: News,
        read: Fact,
        also: Mapping[str, str] | None = None,
    ) -> None:
        stream, body = f"case:{case_id}", {"news": told.model_dump(mode="json")}
        body |= {"also": dict(also)} if also else {}
        fact = self._append(connection, stream, kind, body, read)
        inbox.enqueue(connection, stream, "news", {"fact": fact.id}, self._deps.clock.now())

    def _open(
        self, connection: Connection, stream: str, seed: Seed, told: News, read: Fact
    ) -> None:
        """What is not on record yet, as an invoice before its mail, is the sender's."""
        known = seed.workflow.partner(self._deps.reads, seed.order)
        sender = told.partner_id if told.verdict in HEARD else ""
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

    def _place(
        self, connection: Connection, seed: Seed, incoming: Incoming, just: Sequence[str]
    ) -> tuple[str, Place | None, Fold | None]:
        """The case in which the message goes on: the open one of this workflow and order, or where
        people have sent it; the closed one that has heard it already; the one of the same event,
        with why it is that; else the id of a new one. `just` are cases this message has opened."""
        case_id = ""
        for case_id, facts in cases_about(connection, seed.workflow.CODE, seed.order):
            if not facts:
                break
            place = Place(fold(case_id, facts), incoming)
            place = followed(connection, self._deps.reads, place)
            if place.state.closed is None or place.known() is not None:
                return place.state.id, place, None
        found = fold_into(self._deps, connection, seed.workflow, seed.order, incoming, just)
        if found is None:
            return case_id, None, None
        place = followed(connection, self._deps.reads, Place(found.state, incoming))
        return place.state.id, place, Fold(place.state, found.because)


def _is_bare_yes(reading: Reading) -> bool:
    """Whether it says yes and nothing else."""
    told = (*reading.statements, *reading.questions, *reading.commitments)
    return reading.intents == ("acknowledgement",) and not told


def _is_elsewhere(place: Place, seed: Seed, others: Sequence[Seed]) -> bool:
    """Whether the case that a message is sent on to is told by the message itself."""
    own = {(one.workflow.NAME, one.order) for one in others if one != seed}
    return place.state.order != seed.order and (place.state.workflow, place.state.order) in own


def _says_the_same(before: Fact, verdict: SenderVerdict, reading: Reading) -> bool:
    """Whether reading again brought nothing new."""
    body = before.body
    told = [plain(one.model_dump(mode="json")) for one in (reading, verdict)]
    return told == [body["reading"], body["sender"]]


def _kept_right(before: News, again: News) -> News:
    """What is read again does not undo what a person put right or vouched for before, nor why it
    is of the case's event."""
    if KEPT in before.kept:
        again = with_reason(again, again.kept.get(KEPT, "") or before.kept[KEPT])
    if again.verdict == "unauthenticated":
        again = again.model_copy(update={"vouched_by": before.vouched_by})
    if not before.corrections:
        return again
    kept = ("statements", "questions", "corrections")
    return again.model_copy(update={name: getattr(before, name) for name in kept})


def _same_news(one: News, other: News) -> bool:
    """Whether two readings of a message tell a case the same, whatever language is made out."""
    return one.model_copy(update={"fact": "", "number": 0, "language": other.language}) == other
