"""A coordinator puts a read value right: the cases that rest on it are assessed again."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection

from domain.answer_bounds import require_read
from domain.case import CaseState
from domain.corrected import Correction
from domain.correction import NOTHING, asked_lots, event_of_dates, in_reach, rest_of, stated_as
from domain.errors import NotAllowed, Refused, Stale, Unknown
from domain.fact import Fact, NewFact
from domain.lessons import Seen, lessons
from domain.message import SenderVerdict
from domain.naming import goes_by
from domain.news import Incoming, News, objects_of
from domain.people import Person
from domain.reading import QuantityStated, Reading, Stated, Statement, stated_text
from domain.taught import Taught
from domain.values import Value
from domain.vocabulary import DELAY
from graph.deps import Deps
from graph.intake import Intake, Seed
from graph.right import require_answerer
from graph.whereto import goes_on_in
from graph.withdraw import call_off, withdraw
from graph.word import case_in
from graph.workflows.registry import workflows
from memory import chain, inbox
from memory.cases import cases
from memory.folded import WHOLE


class Wanted(NamedTuple):
    """What a person wants to be put right, as typed; `lot` counts from 1."""

    field: str
    about: str
    text: str
    lot: int
    reason: str


class Corrected(Value):
    """What was put right, in which cases, and the words the old value was read from."""

    correction: Correction
    cases: tuple[str, ...]
    partner: str = ""
    lessons: tuple[Taught, ...] = ()


def correct(deps: Deps, name: str, wanted: Wanted, person_id: str) -> Corrected:
    """Supersedes a read value by a person's, of a case's or a message's reading.

    Open proposals that rested on it are withdrawn with their approvals; a case that was decided or
    closed is assessed again. A message that opened no case opens one if the value asks for it.
    """
    person = deps.people.actor(person_id)
    if not wanted.reason.strip():
        raise Refused("say why: --reason TEXT")
    with deps.ledger.reading() as connection:
        state = WHOLE.of(connection, name)
        _require_own(connection, state)
        states = [state] if state.through else _resting_on(connection, name)
        read = _message(connection, name) if not state.through else None
    if not states and read is not None:
        return _opens(deps, read, wanted, person)
    for each in states:
        _require_right(deps, each, person)
    news = _news(states, wanted, read)
    one, before = _correction(deps, news, wanted, person)
    in_reach(one, news.sent_at.date())
    _in_bounds(deps, one)
    states = _speaking(deps, states, one.object)
    with deps.ledger.transaction() as connection:
        for each in states:
            _put_right(deps, connection, each, one, person)
    partner = states[0].partner
    worth = _lessons(deps, one, before, news.partner_id or partner)
    return Corrected(
        correction=one, cases=tuple(each.id for each in states), partner=partner, lessons=worth
    )


def _require_right(deps: Deps, state: CaseState, person: Person) -> None:
    """A value is put right by those who may answer what the case asks, and by the order's buyer."""
    require_answerer(deps, state, person, f"correct what {state.id} rests on")


def _message(connection: Connection, name: str) -> Fact:
    """The reading of the message whose key begins so; Unknown or Refused when not exactly one."""
    wanted = f"message:{name.strip().lower()}"
    hits = {one.stream: one for one in chain.of_kind(connection, "message_read")}
    found = [one for stream, one in hits.items() if name.strip() and stream.startswith(wanted)]
    if not found:
        raise Unknown(f"{name!r} is no case and no message that was read; see `seamline inbox`")
    if len(found) > 1:
        raise Refused(f"{name!r} begins the key of {len(found)} messages; write more of it")
    return found[0]


def _resting_on(connection: Connection, name: str) -> list[CaseState]:
    sha256 = _message(connection, name).body["sha256"]
    known = [one for one in cases(connection) if any(n.message == sha256 for n in one.news)]
    return [one for one in known if "" not in one.sent_on]


def _require_own(connection: Connection, state: CaseState) -> None:
    """Refused of a case that goes on in another, which has all of its mails."""
    onward = goes_on_in(connection, state)
    if onward.id != state.id:
        raise Refused(f"{state.id} goes on in {onward.id}: `seamline correct {onward.id} …`")


def _speaking(deps: Deps, states: Sequence[CaseState], about: str) -> list[CaseState]:
    """Those of the cases that the object was not split off from; Refused when it was from all."""
    here = [one for one in states if about not in one.sent_on or _speaks_of(one, about)]
    if not here:
        with deps.ledger.reading() as connection:
            onward = goes_on_in(connection, case_in(connection, states[0].sent_on[about])).id
        name = about.partition(":")[2]
        raise Refused(f"{name} goes on in {onward}: `seamline correct {onward} …`")
    return here


def _speaks_of(state: CaseState, about: str) -> bool:
    return any(about in objects_of(news) for news in state.news)


def _news(states: Sequence[CaseState], wanted: Wanted, read: Fact | None) -> News:
    """The message whose reading is meant: the newest that speaks of the object."""
    told = [one for state in states for one in state.news]
    if read is not None:
        told = [one for one in told if one.message == read.body["sha256"]]
    speaking = [one for one in told if _objects(one.statements, wanted) or _asked(one, wanted)]
    if not (speaking or told):
        raise Refused("no message of this case was read")
    return max(speaking or told, key=lambda one: (one.sent_at, one.message))


def _objects(statements: Sequence[Statement], wanted: Wanted) -> list[str]:
    """The objects of the field wanted, those alone that the words for the object fit."""
    field = "promised_date" if wanted.field == "event" else wanted.field
    found = dict.fromkeys(one.object for one in statements if one.field == field)
    return [one for one in found if not wanted.about or goes_by(one, wanted.about)]


def _asked(news: News, wanted: Wanted) -> list[str]:
    found = dict.fromkeys(one.object for one in news.questions if one.about == wanted.field)
    return [one for one in found if not wanted.about or goes_by(one, wanted.about)]


def _object(deps: Deps, news: News, wanted: Wanted) -> str:
    named = [*_objects(news.statements, wanted), *_asked(news, wanted)]
    found = list(dict.fromkeys(named))
    if len(found) > 1:
        raise Refused(f"{wanted.field} was read of {', '.join(found)}: say which")
    if found:
        return found[0]
    told = [*(one.object for one in news.statements), *(one.object for one in news.questions)]
    orders = {one.partition(":")[2].partition("/")[0] for one in told if "purchase_order" in one}
    return _on_record(deps, wanted.about, orders)


def _on_record(deps: Deps, about: str, orders: set[str]) -> str:
    """A line on record by what was typed; Refused when it is none."""
    plain = about.removeprefix("purchase_order_lines:")
    keys = [plain] if "/" in plain else [f"{order}/{plain}" for order in sorted(orders)]
    found = [one for one in keys if plain and deps.reads.row("purchase_order_lines", one)]
    if len(found) != 1:
        raise Refused("nothing of the kind was read: say of which line, as ORDER/LINE")
    return f"purchase_order_lines:{found[0]}"


def _correction(
    deps: Deps, news: News, wanted: Wanted, person: Person
) -> tuple[Correction, Statement | None]:
    about = _object(deps, news, wanted)
    field = "promised_date" if wanted.field == "event" else wanted.field
    known = [one for one in news.statements if (one.object, one.field) == (about, field)]
    lots = [
        *(stated_text(one.value) for one in known),
        *(f"that of {one.for_qty}" for one in asked_lots(news.questions, about, field)),
    ]
    if len(lots) > 1 and not wanted.lot:
        said = ", ".join(f"{i} = {one}" for i, one in enumerate(lots, 1))
        raise Refused(f"{field} of {about} was read {len(lots)} times: --lot {said}")
    lot = wanted.lot or 1
    before = known[lot - 1] if lot <= len(known) else None
    one = _made(deps, news.message, (about, lot), before, wanted, person)
    row = deps.reads.row(*about.split(":", 1))
    to_come = (row.number("qty") or 0) - (row.number("received_qty") or 0) if row else 0
    rest = rest_of(news.statements, (about, field, lot), one.stated, Decimal(to_come))
    return one.model_copy(update={"rest": rest}), before


def _made(
    deps: Deps,
    message: str,
    place: tuple[str, int],
    before: Statement | None,
    wanted: Wanted,
    person: Person,
) -> Correction:
    about, lot = place
    stated = _stated(deps, about, before, wanted)
    text = event_of_dates(wanted.text) if wanted.field == "event" else ""
    text = text or (stated_text(stated) if stated else "")
    was = stated_text(before.value) if before else ""
    if wanted.field != "event" and text == was:
        raise Refused(f"{wanted.field} of {about} is {was or 'not stated'} already")
    return Correction(
        message=message,
        object=about,
        field=wanted.field,
        lot=lot,
        was=was,
        text=text,
        stated=stated,
        person=person.id,
        reason=wanted.reason,
    )


def _stated(deps: Deps, about: str, before: Statement | None, wanted: Wanted) -> Stated | None:
    if wanted.text == NOTHING or wanted.field == "event":
        return None
    table, _, key = about.partition(":")
    row = deps.reads.row(table, key)
    order = deps.reads.row("purchase_orders", key.partition("/")[0])
    return stated_as(
        wanted.field,
        wanted.text,
        before.value if before else None,
        unit=(row.text("uom") if row else "") or "PCS",
        currency=order.text("currency") if order else "",
    )


def _put_right(
    deps: Deps, connection: Connection, state: CaseState, one: Correction, person: Person
) -> None:
    stream, now = f"case:{state.id}", deps.clock.now()
    if chain.last_word(connection, stream) != state.through:
        raise Stale(f"case {state.id} has moved on; look at it again and correct it once more")
    because = f"{person.name} corrected {one.field}: {one.reason}"
    withdraw(connection, state, now=now, because=because, actor=person.id)
    call_off(connection, state, now=now, because=because, actor=person.id)
    told = {"correction": one.model_dump(mode="json"), "person": one.person}
    body = {**told, "slot": one.slot, "value": one.text, "after": state.through}
    new = NewFact(stream=stream, kind="corrected", at=now, actor=person.id, body=body)
    fact = chain.append(connection, [new])[0]
    inbox.enqueue(connection, stream, "corrected", {"fact": fact.id}, now)


def _in_bounds(deps: Deps, one: Correction) -> None:
    """A quantity is one that somebody can have written."""
    if isinstance(one.stated, QuantityStated) and one.stated.quantity.unit != "PCT":
        require_read(one.field, one.object, one.stated.quantity.n, deps.reads)


def _opens(deps: Deps, read: Fact, wanted: Wanted, person: Person) -> Corrected:
    """A message no case rests on: with the value it should have stated it opens or joins one."""
    reading = Reading.model_validate(read.body["reading"])
    verdict = SenderVerdict.model_validate(read.body["sender"])
    message = deps.parse_safely(deps.blobs.read(read.body["sha256"]))
    about = _on_record(deps, wanted.about, set())
    one = _made(deps, message.sha256, (about, 1), None, wanted, person)
    in_reach(one, message.sent_at.date())
    _in_bounds(deps, one)
    seed = _seed(reading, one)
    if seed is None:
        raise Refused(f"{one.field} opens no case; correct a date, a quantity or the line's state")
    incoming = Incoming(
        message=message, verdict=verdict, reading=reading, seen_at=deps.clock.wall()
    )
    with deps.ledger.transaction() as connection:
        case_id = Intake(deps).tell(connection, seed, incoming, read)
        state = WHOLE.of(connection, case_id)
        if not any(news.message == message.sha256 for news in state.news):
            raise NotAllowed(f"{case_id} does not hear this sender, who is {verdict.verdict}")
        _require_right(deps, state, person)
        _put_right(deps, connection, state, one, person)
    return Corrected(correction=one, cases=(case_id,), partner=state.partner)


def _lessons(
    deps: Deps, one: Correction, before: Statement | None, partner: str
) -> tuple[Taught, ...]:
    """What could be taught, by the message's own words."""
    message = deps.parse_safely(deps.blobs.read(one.message))
    wanted = before.span.part if before and before.span else "body"
    text = next((part.text for part in message.parts if part.name == wanted), "")
    row = deps.reads.row(*one.object.split(":", 1))
    writes = deps.reads.row("partners", partner)
    return lessons(
        Seen(
            correction=one,
            before=before,
            text=text[:60_000],
            partner=partner,
            item=row.text("item_id") if row else "",
            unit=(row.text("uom") if row else "") or "PCS",
            decimal=(writes.text("decimal_mark") if writes else "") or ".",
        )
    )


def _seed(reading: Reading, one: Correction) -> Seed | None:
    """The workflow that takes the reading once it states the value: one the mail's words speak
    for, else the delay's, whose fields these are."""
    if one.stated is None:
        return None
    claim = Statement(object=one.object, field=one.field, value=one.stated)
    known = workflows()
    for workflow in [known[code] for code in (*reading.workflows, DELAY) if code in known]:
        claimed = reading.model_copy(update={"statements": (claim,), "workflows": (workflow.CODE,)})
        for order, lines in workflow.seeds(claimed).items():
            return Seed(workflow, order, lines)
    return None
