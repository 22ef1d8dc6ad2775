"""The desk: the only way in. File a message, advance what is due, decide and settle, ask."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from functools import partial, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from domain.case import CaseState
from domain.fact import Fact
from graph.absence import Leave, back_early, declare_absence
from graph.acknowledge import Acknowledged, acknowledge, waive
from graph.answers import EIGHT, Answer
from graph.answers.steps import Step, parts, whole
from graph.asked.meaning import in_full
from graph.asking import ask_facts
from graph.asking_all import ask_anything, ask_planned
from graph.claiming import Holding, assign, claim, release
from graph.contest import Contested, contest
from graph.correct import Corrected, Wanted, correct
from graph.decide import Verdict, decide
from graph.deps import Deps
from graph.filing import Arrival, Filed, file_message
from graph.handing import Handed, Terms, accept, hand_off, refuse
from graph.memory_port import MemoryPort
from graph.merging import Merged, merge_cases
from graph.moving import Moved, move_mail
from graph.notes import Noted, take_note
from graph.opening import Opened, open_case
from graph.overdue import keep_ringing
from graph.overriding import Act, Overridden, declare_override
from graph.remind import Reminded, remind
from graph.settlement import Settled, settle
from graph.snoozing import Snoozed, snooze, wake
from graph.splitting import Split, split_case
from graph.sweep import after_mail, plan
from graph.vouching import Vouched, confirm_sender
from graph.word import case_of
from memory import inbox
from memory.cases import named
from memory.holders import Held, held

#: A worker that shows no sign of life this long may be taken over from.
LEASE = timedelta(minutes=10)


P = ParamSpec("P")
T = TypeVar("T")


def _in_any_letters(
    verb: Callable[Concatenate[Desk, str, P], T],
) -> Callable[Concatenate[Desk, str, P], T]:
    """A verb on a case, whose id may be typed in small letters or in capitals."""

    @wraps(verb)
    def on_case(self: Desk, case_id: str, /, *args: P.args, **told: P.kwargs) -> T:
        return verb(self, self.named(case_id), *args, **told)

    return on_case


class Desk:
    """The verbs of one workspace. `checkpoints` is the file of the graph's checkpoints."""

    def __init__(self, deps: Deps, checkpoints: Path, memory: MemoryPort) -> None:
        self._deps, self._checkpoints, self._memory = deps, checkpoints, memory

    def file(
        self,
        raw: bytes,
        *,
        origin: str,
        channel: str = "file",
        parked: str = "",
        arrived: Arrival | None = None,
    ) -> Filed:
        """Keeps the bytes, the fact and the job in one transaction; a repeat is one message.

        `parked` is a reason, found before, why the message must not even be parsed; `arrived`
        dates a message that does not say when it was sent.
        """
        return file_message(
            self._deps, raw, origin=origin, channel=channel, parked=parked, arrived=arrived
        )

    def advance(
        self,
        *,
        streams: Sequence[str] | None = None,
        in_flight: int = 8,
        progress: Callable[[str], None] = lambda stream: None,
        until: Callable[[], bool] = lambda: False,
    ) -> int:
        """Deals with every event that is due, of the given streams or of all.

        Streams run side by side, each in order; none is begun any more once `until` says so.
        Returns how many events were dealt with.
        """
        if streams is None:
            plan(self._deps)
        due = self._due(streams)
        done = asyncio.run(self._advance(streams, in_flight, progress, until)) if due else 0
        if streams is None:
            keep_ringing(self._deps)
        return done

    @_in_any_letters
    def decide(
        self,
        case_id: str,
        verb: str,
        *,
        person: str,
        reason: str = "",
        slots: dict[str, str] | None = None,
        seen: str = "",
    ) -> Verdict:
        """A person's approve, edit, reject or respond; what follows from it is carried out.

        `seen` is the hash of the proposal the person looked at: on another it is Stale.
        """
        verdict = decide(self._deps, case_id, verb, person, reason, slots or {}, seen)
        self.advance(streams=[f"case:{one}" for one in (case_id, *verdict.also)])
        return verdict

    @_in_any_letters
    def contest(
        self, case_id: str, *, person: str, reason: str, of: str = "", take: str = ""
    ) -> Contested:
        """What another case softly holds is contested in one proposal for both owners."""
        done = contest(self._deps, case_id, person, reason, self.named(of), take)
        self.advance(streams=[f"case:{case_id}"])
        return done

    @_in_any_letters
    def settle(self, case_id: str, key: str, verdict: str, *, person: str, reason: str) -> Settled:
        """A person's word on an effect in doubt; the case goes on from it."""
        settled = settle(self._deps, case_id, key, verdict, person, reason)
        self.advance(streams=[f"case:{case_id}"])
        return settled

    def settle_answer(self, key: str, verdict: str, *, person: str, reason: str) -> Settled:
        """A person's word on the answer to an interchange; it goes on from it."""
        settled = settle(self._deps, "", key, verdict, person, reason)
        self.advance(streams=[settled.case])
        return settled

    @_in_any_letters
    def acknowledge(
        self, case_id: str, *, person: str, key: str = "", note: str = ""
    ) -> Acknowledged:
        """A person takes what was handed to the own function; the case goes on from it."""
        done = acknowledge(self._deps, case_id, person, key=key, note=note)
        self.advance(streams=[f"case:{case_id}"])
        return done

    @_in_any_letters
    def remind(self, case_id: str, *, person: str, key: str = "") -> Reminded:
        """Asks a partner again now for what it owes the case, by its key where several owe."""
        done = remind(self._deps, case_id, person=person, key=key)
        self.advance(streams=[f"case:{done.case}", done.case])
        return done

    @_in_any_letters
    def waive(self, case_id: str, key: str, *, person: str, reason: str) -> Acknowledged:
        """Somebody who may decide says why something owed need not be waited for."""
        done = waive(self._deps, case_id, key, person, reason)
        self.advance(streams=[f"case:{case_id}"])
        return done

    def confirm_sender(self, name: str, *, said_by: str, how: str, person: str) -> Vouched:
        """A person's word for the sender of one message; the cases it is in go on from it."""
        vouched = confirm_sender(self._deps, name, said_by=said_by, how=how, person_id=person)
        self.advance(streams=[f"case:{one}" for one in vouched.cases])
        return vouched

    def open_case(self, workflow: str, about: str, *, person: str, reason: str) -> Opened:
        """A case without a mail, about what a reference names on record."""
        opened = open_case(self._deps, workflow, about, person=person, reason=reason)
        self.advance(streams=[f"case:{opened.case}"])
        return opened

    @_in_any_letters
    def note(self, case_id: str, text: str, *, said_by: str, channel: str, person: str) -> Noted:
        """A phone call or a chat in one line: hearsay, which counts once somebody confirms it."""
        noted = take_note(
            self._deps, case_id, text, said_by=said_by, channel=channel, person_id=person
        )
        self.advance(streams=[f"case:{noted.case}"])
        return noted

    @_in_any_letters
    def correct(self, name: str, wanted: Wanted, *, person: str) -> Corrected:
        """A value read from a case's or a message's words is put right; what rested on it goes on
        from there."""
        done = correct(self._deps, name, wanted, person)
        self.advance()
        return done

    @_in_any_letters
    def move_mail(
        self, case_id: str, message: str = "", *, to: str, person: str, reason: str
    ) -> Moved:
        """A mail goes to the case it belongs to; both are assessed again."""
        to = self.named(to)
        moved = move_mail(self._deps, case_id, message, to=to, person=person, reason=reason)
        self.advance(streams=[f"case:{case_id}", f"case:{to}"])
        return moved

    @_in_any_letters
    def merge(self, case_id: str, *, into: str, person: str, reason: str) -> Merged:
        """A case is closed as merged, and all that it knew goes on in another."""
        into = self.named(into)
        merged = merge_cases(self._deps, case_id, into=into, person=person, reason=reason)
        self.advance(streams=[f"case:{case_id}", f"case:{into}"])
        return merged

    @_in_any_letters
    def split(self, case_id: str, objects: Sequence[str], *, person: str, reason: str) -> Split:
        """Lines or objects of a case go on in a case of their own."""
        done = split_case(self._deps, case_id, objects, person=person, reason=reason)
        self.advance(streams=[f"case:{case_id}", f"case:{done.new}"])
        return done

    @_in_any_letters
    def declare_override(self, case_id: str, act: Act, *, person: str, reason: str) -> Overridden:
        """Somebody acted beside the decision: on record, and what it rests on looked at again."""
        done = declare_override(self._deps, case_id, act, person=person, reason=reason)
        self.advance(streams=[f"case:{case_id}"])
        return done

    def declare_absence(
        self, *, person: str, first: date, last: date, stand_in: str = "", reason: str = ""
    ) -> Leave:
        """A person is away; what waits for them is asked of who stands in."""
        leave = declare_absence(
            self._deps, person=person, first=first, last=last, stand_in=stand_in, reason=reason
        )
        self.advance(streams=[f"case:{one}" for one in leave.cases])
        return leave

    def back_early(self, *, person: str) -> Leave:
        """A person is back before the end of what was declared."""
        leave = back_early(self._deps, person=person)
        self.advance(streams=[f"case:{one}" for one in leave.cases])
        return leave

    @_in_any_letters
    def claim(self, case_id: str, *, person: str) -> Holding:
        """A person takes a case that nobody holds; whoever comes second is told by whom."""
        return claim(self._deps, case_id, person=person)

    @_in_any_letters
    def assign(self, case_id: str, *, person: str, to: str, reason: str = "") -> Holding:
        """A case is given to a person who has a part in it."""
        return assign(self._deps, case_id, person=person, to=to, reason=reason)

    @_in_any_letters
    def release(self, case_id: str, *, person: str, reason: str = "") -> Holding:
        """A case is given back."""
        return release(self._deps, case_id, person=person, reason=reason)

    @_in_any_letters
    def snooze(self, case_id: str, *, until: datetime, person: str, reason: str = "") -> Snoozed:
        """A case is out of sight until then, or until something happens."""
        return snooze(self._deps, case_id, until=until, person=person, reason=reason)

    @_in_any_letters
    def wake(self, case_id: str, *, person: str) -> CaseState:
        """A sleeping case is brought back before its time."""
        wake(self._deps, case_id, person=person)
        return self.case(case_id)

    @_in_any_letters
    def hand_off(
        self, case_id: str, *, person: str, to: str, task: str, terms: Terms | None = None
    ) -> Handed:
        """The work on a case is offered to another function."""
        return hand_off(self._deps, case_id, person=person, to=to, task=task, terms=terms)

    @_in_any_letters
    def accept(self, case_id: str, *, person: str, key: str = "", note: str = "") -> Handed:
        """A person takes what was offered to the own function, and holds the case."""
        return accept(self._deps, case_id, person=person, key=key, note=note)

    @_in_any_letters
    def refuse(self, case_id: str, *, person: str, reason: str, key: str = "") -> Handed:
        """A person gives back what was offered to the own function, with a reason."""
        return refuse(self._deps, case_id, person=person, reason=reason, key=key)

    @_in_any_letters
    def ask(self, name: str, question: str, asker: str = "") -> Answer:
        """Answers from a case's facts alone, with citations, or says there is no evidence.

        `name` is a case, or any reference of a thread: then all its cases answer, and its rows.
        Without one the question goes to whatever it names itself, or to all there is. Where rules
        find nothing, a model may choose what else is looked up; it adds no word of its own.
        """
        return whole(self.asking(name, question, asker))

    @_in_any_letters
    def asking(self, name: str, question: str, asker: str = "") -> Iterator[Step]:
        """The same, step by step as it is found; the last step is the answer. `asker` is who asks,
        by id, so that "what waits for me" has somebody to mean."""
        with self._deps.ledger.reading() as connection:
            found = yield from parts(ask_anything(self._deps, connection, name, question, asker))
            if found.no_evidence:
                planned = yield from ask_planned(self._deps, connection, name, question)
                found = planned or found
        yield found

    def in_full(self, name: str, question: str, before: str, asker: str = "") -> str:
        """A question with what it takes over from the one asked before it, in the same case or
        about everything: "and Blue Quay?", "why is that?", "the second one"."""
        with self._deps.ledger.reading() as connection:
            ask = partial(self.ask, name, asker=asker)
            return in_full(self._deps, connection, question, before, ask)

    def answers(self, facts: Sequence[Fact]) -> list[Answer]:
        """What a case with these facts answers to the questions that memory must answer."""
        return [ask_facts(self._deps, one, facts) for one in EIGHT]

    def named(self, text: str) -> str:
        """The id of the case that is called so, in whatever letters; the text where none is."""
        with self._deps.ledger.reading() as connection:
            return named(connection, text)

    @_in_any_letters
    def case(self, case_id: str) -> CaseState:
        """The case as its facts tell it now."""
        return case_of(self._deps, case_id)

    def held(self, streams: Sequence[str] | None = None) -> list[Held]:
        """What is due and waits because another worker holds its stream."""
        due = self._due(streams)
        with self._deps.ledger.reading() as connection:
            return held(connection, due, self._deps.clock.wall(), self._deps.gone)

    async def _advance(
        self,
        streams: Sequence[str] | None,
        in_flight: int,
        progress: Callable[[str], None],
        until: Callable[[], bool],
    ) -> int:
        from graph.advance import Advancer  # LangGraph comes with it: a look has no need of it
        from graph.threads import open_threads

        done = 0
        # each stream may wait for as many models as it has specialists, all at once
        waiting = ThreadPoolExecutor(max_workers=max(8, in_flight * 4))
        asyncio.get_running_loop().set_default_executor(waiting)
        async with open_threads(self._checkpoints) as threads:
            worker = Advancer(self._deps, threads, self._memory, LEASE)
            while True:
                due = self._due(streams)
                if not due:
                    return done
                moved = await self._round(due, worker.stream, in_flight, progress, until)
                if not moved:
                    return done  # what is left is held by another worker or waits
                done += moved

    def _due(self, streams: Sequence[str] | None) -> list[str]:
        now = self._deps.clock.now()
        with self._deps.ledger.reading() as connection:
            due = after_mail(inbox.due_streams(connection, now))
            if streams is None:
                return due
            wanted = inbox.with_awaited(connection, streams, now)
        return [stream for stream in due if stream in wanted]

    async def _round(
        self,
        due: Sequence[str],
        work: Callable[[str], Awaitable[int]],
        in_flight: int,
        progress: Callable[[str], None],
        until: Callable[[], bool],
    ) -> int:
        slots = asyncio.Semaphore(in_flight)

        async def one(stream: str) -> int:
            async with slots:
                if until():
                    return 0
                moved = await work(stream)
                progress(stream)
                return moved

        return sum(await asyncio.gather(*(one(stream) for stream in due)))


__all__ = ["Answer", "Arrival", "Desk", "Filed", "Settled", "Verdict"]
