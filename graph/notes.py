"""A phone call or a chat in one line, on a case: hearsay, kept as it was said."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from domain.case import CaseState
from domain.delay.changes import order_of
from domain.delay.hearsay import to_confirm, which_line
from domain.dossier import noted
from domain.errors import Refused, Stale
from domain.evidence import Part
from domain.fact import NewFact
from domain.message import Message
from domain.reading import Question, Reading, stated_text
from domain.values import Value
from domain.vocabulary import DELAY
from graph.deps import Deps
from graph.silence_told import is_swept
from graph.whereto import goes_on_in
from graph.withdraw import withdraw
from graph.word import case_in
from graph.workflows.registry import workflow
from memory import chain, inbox

Channel = Literal["phone", "chat"]
CHANNELS: tuple[Channel, ...] = ("phone", "chat")

#: Characters of a note; what is longer is a letter and belongs into a mail.
LONGEST = 4_000


class Noted(Value):
    """What became of a note: its case, who is meant by `said_by`, and what is asked now."""

    case: str
    name: str
    questions: tuple[Question, ...] = ()
    counts: bool = True


class _Said(NamedTuple):
    """A note before it is written down."""

    text: str
    said_by: str
    channel: Channel


def take_note(
    deps: Deps, case_id: str, text: str, *, said_by: str, channel: str, person_id: str
) -> Noted:
    """Notes what somebody said, on a case; its dates and quantities become questions to us.

    It approves nothing, names no recipient and changes no date: a person's answer does, or a
    mail of the partner. A case that goes on in another is noted there.
    """
    person = deps.people.actor(person_id)
    said = _checked(text, said_by, channel)
    now, name = deps.clock.now(), speaker(deps, said.said_by)
    state, reading, lines = _understood(deps, case_id, said.text, now)
    taken = _slots_of_others(state, reading)
    asks_of = to_confirm if _is_delay(state) else noted.to_confirm
    # that somebody spoke of it ends a silence; what was said of an order is that order's own case
    asked_of = Reading() if is_swept(state) else reading
    questions = asks_of(name, channel, asked_of, taken)
    if len(lines) > 1:
        which = which_line(name, channel, state.order, reading.statements, lines)
        questions = (which, *questions)
    body = {
        "said_by": said.said_by,
        "name": name,
        "channel": said.channel,
        "by": person.id,
        "text": said.text,
        "at": now.isoformat(),
        "statements": [one.model_dump(mode="json") for one in reading.statements],
        "questions": [one.model_dump(mode="json") for one in questions],
    }
    counts = state.decision is None and state.closed is None
    asks = bool(questions) or _is_stuck(state)
    _write(deps, state, body, asks=asks and counts, actor=person.id, name=name)
    asked = questions[:1] if len(lines) > 1 else questions
    return Noted(case=state.id, name=name, questions=asked, counts=counts)


def _is_delay(state: CaseState) -> bool:
    """Whether a case is about days of order lines, and not about whatever hangs on its subject."""
    return workflow(state.workflow).CODE == DELAY


def _is_stuck(state: CaseState) -> bool:
    """Whether nobody is asked about what is proposed: the note may be what lets it go on."""
    return state.proposal is not None and state.asked is None and bool(state.stuck)


def speaker(deps: Deps, said_by: str) -> str:
    """Whom the words mean: a contact on file, one of our people, else the words themselves."""
    contact = deps.reads.row("contacts", said_by)
    if contact is not None:
        partner = deps.reads.row("partners", contact.text("partner_id"))
        of = f" of {partner.text('name')}" if partner else ""
        return f"{contact.text('name') or contact.key}{of}"
    person = deps.people.get(said_by)
    return f"{person.name} ({person.role})" if person else said_by


def _checked(text: str, said_by: str, channel: str) -> _Said:
    words, who = " ".join(text.split()), " ".join(said_by.split())
    if not words or len(words) > LONGEST:
        raise Refused(f"a note has between 1 and {LONGEST} characters")
    if not who or len(who) > 200:
        raise Refused("say who said it: --said-by, a contact, a person or a name")
    for one in CHANNELS:
        if one == channel:
            return _Said(words, who, one)
    raise Refused(f"{channel!r} is no channel of a note; use {' or '.join(CHANNELS)}")


def _slots_of_others(state: CaseState, reading: Reading) -> list[str]:
    """Under which names answers about other lines are waited for."""
    mine = set(_objects(reading))
    asked = state.proposal.questions if state.proposal else ()
    return [one.slot for one in asked if one.object not in mine]


def _understood(
    deps: Deps, case_id: str, text: str, now: datetime
) -> tuple[CaseState, Reading, tuple[str, ...]]:
    """The case in which a note goes on, what it says there, and the lines of which it may speak
    where it names none of several."""
    with deps.ledger.reading() as connection:
        state = goes_on_in(connection, case_in(connection, case_id))
        reading, lines = read_in(deps, state, text, now)
        apart = {state.sent_on.get(one, "") for one in _objects(reading)}
        if len(apart) != 1 or "" in apart:
            open_ = len(lines) > 1
            return state, reading if open_ else _without_known(reading, state), lines
        state = goes_on_in(connection, case_in(connection, apart.pop()))
    return state, _without_known(reading, state), ()


def read_in(
    deps: Deps, state: CaseState, text: str, now: datetime
) -> tuple[Reading, tuple[str, ...]]:
    """What the words say about lines of the case's orders, read as its partner writes.

    Where they name no line and the case is about one alone, that one is meant; of several, what
    they would say of each is read, and which is meant is for people to say.
    """
    if is_swept(state):
        return _of_lines(deps.read(_message(deps, state, text, now))), ()
    if not _is_delay(state):
        return _about_the_case(deps, state, text, now), ()
    head = "" if state.also else f"{state.order.split(':', 1)[1]}: "
    found = _of_lines(deps.read(_message(deps, state, f"{head}{text}", now)))
    if _objects(found):
        return found, ()
    lines = _lines_that_change(state) or _lines_of(deps, state)
    read = [
        _of_lines(deps.read(_message(deps, state, f"{order} line {key}: {text}", now)))
        for order, _, key in (one.partition(":")[2].partition("/") for one in lines)
    ]
    told = Reading(
        statements=tuple(one for each in read for one in each.statements),
        questions=tuple(one for each in read for one in each.questions),
    )
    return told, tuple(dict.fromkeys(_objects(told)))


def _about_the_case(deps: Deps, state: CaseState, text: str, now: datetime) -> Reading:
    """What the words say of any one thing, first of all of what the case is about: by the number
    that partners know it by."""
    row = deps.reads.row(*state.order.split(":", 1))
    known = (row.text(one) for one in _NUMBERS) if row is not None else ()
    number = next((one for one in known if one), state.order.split(":", 1)[1])
    for words in (f"{number}: {text}", text):
        found = deps.read(_message(deps, state, words, now))
        if found.statements or found.questions:
            return Reading(statements=found.statements, questions=found.questions)
    return Reading()


#: Columns of a shipment by which its partners know it, the surest first.
_NUMBERS = ("booking_no", "master_ref", "truck_load")

#: Lines of an order that a note naming none may be about; of more, somebody names it.
_MOST_LINES = 20


def _lines_of(deps: Deps, state: CaseState) -> list[str]:
    order = state.order.partition("purchase_orders:")[2]
    rows = deps.reads.rows("purchase_order_lines", po_id=order) if order else ()
    return [row.object for row in rows][:_MOST_LINES]


def _of_lines(reading: Reading) -> Reading:
    """What is said of order lines alone."""
    return Reading(
        statements=tuple(one for one in reading.statements if _is_line(one.object)),
        questions=tuple(one for one in reading.questions if _is_line(one.object)),
    )


def _without_known(reading: Reading, state: CaseState) -> Reading:
    """What only repeats the partner's newest words on a line needs nobody's confirmation."""
    newest = {one.object: news for news in state.news for one in news.statements}
    known = {
        (one.object, one.field, stated_text(one.value))
        for name, news in newest.items()
        for one in news.statements
        if one.object == name
    }
    left = (
        one
        for one in reading.statements
        if (one.object, one.field, stated_text(one.value)) not in known
    )
    return reading.model_copy(update={"statements": tuple(left)})


def _lines_that_change(state: CaseState) -> list[str]:
    """Lines of the case's order that are spoken of, without those said to stay as they are."""
    told = {one.object for news in state.news for one in news.statements}
    told |= {one.object for news in state.news for one in news.questions}
    stays = {
        one.object
        for news in state.news
        for one in news.statements
        if one.field == "line_state" and stated_text(one.value) == "unchanged"
    }
    return sorted(one for one in told - stays if _is_line(one) and order_of(one) in state.abouts)


def _objects(reading: Reading) -> list[str]:
    asked = [one.object for one in reading.questions]
    return [*(one.object for one in reading.statements), *asked]


def _is_line(name: str) -> bool:
    return name.startswith("purchase_order_lines:")


def _message(deps: Deps, state: CaseState, text: str, now: datetime) -> Message:
    """The note as if the partner had written it on a page with the case's title."""
    contacts = deps.reads.rows("contacts", partner_id=state.partner) if state.partner else ()
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Message(
        sha256=sha256,
        key=sha256,
        message_id="",
        sent_at=now,
        sent_offset_minutes=0,
        sender=next((row.text("mail") for row in contacts if row.text("mail")), ""),
        subject=state.title,
        parts=(
            Part(name="subject", kind="text/plain", text=state.title),
            Part(name="body", kind="text/plain", text=text),
        ),
    )


def _write(
    deps: Deps, state: CaseState, note: Mapping[str, object], *, asks: bool, actor: str, name: str
) -> None:
    """One transaction: the note, the open proposal withdrawn if it asks, the case woken."""
    stream, now = f"case:{state.id}", deps.clock.now()
    with deps.ledger.transaction() as connection:
        if chain.last_word(connection, stream) != state.through:
            raise Stale(f"case {state.id} has moved on; look at it again and note it once more")
        fact = NewFact(
            stream=stream, kind="note_taken", at=now, actor=actor, body={"note": dict(note)}
        )
        noted = chain.append(connection, [fact])[0]
        if is_swept(state):
            inbox.enqueue(connection, stream, "heard", {"fact": noted.id}, now)
        if asks:
            said = "something else" if note["questions"] else "what holds now"
            because = f"{name} is said to have said {said} ({note['channel']})"
            withdraw(connection, state, now=now, because=because, actor=actor)
            inbox.enqueue(connection, stream, "noted", {"fact": noted.id}, now)
