"""A case of sweeps looks again: in its partner's morning, on a mail of its partner, on new rows.

What is silent by then goes on record, and a proposal follows that asks for just that. An answer
takes its point away the same minute, also out of a letter that waits for approval.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from domain.case import CaseState
from domain.fact import Fact, NewFact
from domain.message import Verdict
from domain.news import News
from domain.silence.expected import Silent
from graph.chase_rules import was_asked_today
from graph.deps import Deps
from graph.silence_look import Swept, calendar_of, doing, look, mine_of, open_case
from graph.silence_told import SWEPT, is_swept
from graph.sweep import LOOK
from graph.withdraw import withdraw
from memory import chain, inbox
from memory.inbox import Event
from memory.parked import aside

#: Events on which a case of sweeps looks again.
LOOKS = (LOOK, "heard", "record")

#: How long a letter waits for a message that lies unread.
UNREAD = timedelta(minutes=15)


def looks(state: CaseState, event: Event) -> bool:
    """Whether this event makes the case look at what is silent."""
    return event.kind in LOOKS and is_swept(state)


def wake_partner(deps: Deps, connection: Connection, read: Fact) -> None:
    """A mail of a partner that has been asked something: its case looks again at once."""
    partner = str(read.body["sender"]["partner_id"])
    state = open_case(connection, f"{SWEPT[0]}{partner}") if partner else None
    if state is not None and state.silence and state.closed is None:
        inbox.enqueue(connection, f"case:{state.id}", "heard", {"fact": read.id}, deps.clock.now())


def look_again(deps: Deps, connection: Connection, event: Event, state: CaseState) -> None:
    """Notes what is silent now if that is other than before; a letter waits while a message of the
    partner lies unread."""
    turn = event.kind == LOOK
    unread = _unread(deps, connection, state.partner) if turn else frozenset()
    swept = look(deps)
    if unread & _to_be_read(connection):
        _wait(deps, connection, event, state)
    elif unread:
        return  # it was set aside: the next sweep looks whether people have dealt with it
    elif state.closed is None and not (_is_partners(state) and _must_not(deps, state, swept, turn)):
        mine = mine_of(deps, swept, state)
        if not turn or was_asked_today(connection, state.partner, deps.clock.now()):
            known = {one.key for one in state.silence}
            mine = tuple(one for one in mine if one.key in known)  # what is new waits for its turn
        _note_change(deps, connection, state, mine, turn=turn)


def _must_not(deps: Deps, state: CaseState, swept: Swept, turn: bool) -> bool:
    """Whether the partner may not be written to: mail is in doubt, or it does not work that day."""
    calendar = calendar_of(deps, state.partner)
    is_free = not calendar.days.is_open(calendar.day(deps.clock.now()))
    return bool(swept.stopped) or (turn and is_free)


def _note_change(
    deps: Deps, connection: Connection, state: CaseState, mine: tuple[Silent, ...], *, turn: bool
) -> None:
    """On record goes what differs: between its turns, only what was answered since."""
    known, left = {one.key for one in state.silence}, {one.key for one in mine}
    if known == left and not (turn and doing(mine) != doing(state.silence)):
        return
    _note(deps, connection, state, tuple(numbered(state, mine)))


def _is_partners(state: CaseState) -> bool:
    return state.order.startswith(SWEPT[0])


def numbered(state: CaseState, mine: Iterable[Silent]) -> Iterator[Silent]:
    """Each point keeps its number over all letters."""
    known = {one.key: one.number for one in state.silence}
    newest = max([0, *known.values(), *(one.number for one in state.silence)])
    for one in mine:
        if one.key not in known:
            newest += 1
        yield one.model_copy(update={"number": known.get(one.key, newest)})


def _note(deps: Deps, connection: Connection, state: CaseState, found: tuple[Silent, ...]) -> None:
    now, stream = deps.clock.now(), f"case:{state.id}"
    thread = last_mail(connection, state.partner) if _is_partners(state) else None
    body: dict[str, Any] = {
        "silent": [one.model_dump(mode="json") for one in found],
        "thread": None if thread is None else thread.model_dump(mode="json"),
        "after": state.through,  # what was silent before, and came in between, is silent anew
    }
    because = "what is silent has changed"
    withdraw(connection, state, now=now, because=because, actor="clock")
    new = NewFact(stream=stream, kind="silence_found", at=now, actor="clock", body=body)
    fact = chain.append(connection, [new])[0]
    inbox.enqueue(connection, stream, "silent", {"fact": fact.id}, now)


def last_mail(connection: Connection, partner: str) -> News | None:
    """The partner's newest mail that is proven: the thread a letter goes on in."""
    found = [
        one
        for one in chain.of_kind(connection, "message_read")
        if one.body["sender"]["partner_id"] == partner
        and one.body["sender"]["verdict"] == "authenticated"
    ]
    if not found:
        return None
    newest = max(found, key=lambda one: str(one.body["sent_at"]))
    filed = chain.of_stream(connection, newest.stream, kinds=("message_filed",))
    return _thread(newest, str(filed[0].body["message_id"]) if filed else "")


def _thread(read: Fact, message_id: str) -> News:
    """A mail as the thread that a letter answers in: nothing it says is news to this case."""
    sender = read.body["sender"]
    verdict: Verdict = sender["verdict"]
    return News(
        message=read.body["sha256"],
        fact="",
        sent_at=datetime.fromisoformat(read.body["sent_at"]),
        sender=sender["address"],
        contact_id=sender["contact_id"],
        partner_id=sender["partner_id"],
        verdict=verdict,
        subject=read.body["subject"],
        message_id=message_id,
    )


def _unread(deps: Deps, connection: Connection, partner: str) -> frozenset[str]:
    """Streams of messages of this partner that nobody has read yet: any may be the answer.

    One that was set aside counts too; people see it in the inbox.
    """
    if not partner:
        return frozenset()
    waiting = _to_be_read(connection)
    waiting |= {f"message:{one.key}" for one in aside(connection) if one.state == "parked"}
    filed = chain.of_kind(connection, "message_filed") if waiting else ()
    return frozenset(
        one.stream
        for one in filed
        if one.stream in waiting
        and deps.verdict(deps.blobs.read(one.body["sha256"])).partner_id == partner
    )


def _to_be_read(connection: Connection) -> set[str]:
    return {one.stream for one in inbox.pending(connection) if one.kind == "read"}


def _wait(deps: Deps, connection: Connection, event: Event, state: CaseState) -> None:
    """Looks again a while later; what waits is not asked for."""
    body = {**event.body, "tried": event.body.get("tried", 0) + 1}
    inbox.enqueue(connection, f"case:{state.id}", LOOK, body, deps.clock.now() + UNREAD)
