"""Chasing: a partner that has not answered is asked again, a few times; then it is with a person.

One letter a partner and day, on its working days, in its language and thread, and only if policy
lets the letter run by itself; one ladder of letters for one thing, by whatever name it is owed. Any
answer at all ends it: mail, posted event, file, or a note.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from domain.actions import SendMessage
from domain.awaited import MOST_CHASES
from domain.canonical import digest
from domain.case import CaseState
from domain.errors import NotAllowed
from domain.fact import Fact, NewFact
from domain.owed import Owed
from domain.ruling import Ruling
from domain.workdays import Workdays, workdays_of
from graph.authority import Authority
from graph.chase_letter import chase_letter
from graph.chase_rules import ChaseRules, asking, was_asked_today
from graph.deps import Deps
from graph.owing import all_owing, owing
from graph.partners_away import nobody_until
from graph.right import owner_of
from graph.snapshots import context_in
from graph.workflows.registry import workflow
from memory import chain, inbox
from memory.inbox import Event

#: The timer of what a partner owes an answer to; it rings for a case after its decision.
ANSWER_DUE = "answer_due"

#: What a case itself asks for again; silence is asked about by sweeps, over all cases.
BY_CASE = ("confirmation", "promise")

#: Refusals that pass by themselves: the letter waits for another day.
_PASSES = ("stopped", "velocity", "already_done")


def set_clocks(deps: Deps, connection: Connection, state: CaseState) -> None:
    """A clock for everything a partner owes; those that are set already stay as they are."""
    for one in owing(deps.policy, state):
        if one.kind == "confirmation" and one.is_quiet:
            _ring(connection, state, one, _due(deps, one))


def answer_due(deps: Deps, connection: Connection, event: Event, state: CaseState) -> None:
    """Nobody has answered by now: the partner is asked again, or a person is told."""
    found = all_owing(deps.policy, state) if state.closed is None else ()
    one = next((one for one in found if one.key == event.body["about"]), None)
    if one is None or not one.is_quiet or _spoken(deps, state, one):
        return
    now = deps.clock.now()
    back = nobody_until(deps.away(), deps.reads.rows("contacts", partner_id=one.who), now.date())
    if back is not None:  # whoever reads mail there has told us when they do again
        _ring(connection, state, one, morning(back, now), again=now.date().isoformat())
    elif one.chased != event.body["nth"]:  # asked again meanwhile, along with something else
        _ring(connection, state, one, _after(deps, one, now))
    elif (most := _most(found, one)) >= MOST_CHASES:
        _to_people(deps, connection, state, one, f"no answer to {most} reminders")
    elif _is_led(found, one):
        _ring(connection, state, one, _after(deps, one, now), again=now.date().isoformat())
    elif (
        state.decision is None
        or was_asked_today(connection, one.who, now)
        or not _days(deps, one.who).is_open(now.date())
    ):
        _ring(connection, state, one, _tomorrow(deps, one.who, now), again=now.date().isoformat())
    else:
        late = [other for other in found if _is_late(deps, other, one, now)]
        _chase(deps, connection, state, one, late or [one])


def ask_again(
    deps: Deps, connection: Connection, state: CaseState, late: list[Owed], person: str
) -> SendMessage:
    """The same letter now, because a person wants it: policy rules on it as on any, and the clocks
    of what it asks for begin anew. NotAllowed in one sentence where it may not go."""
    one = max(late, key=lambda each: each.chased)
    if one.chased >= MOST_CHASES:
        raise NotAllowed(f"{one.who} was asked again {one.chased} times: call, and note it")
    letter = chase_letter(deps, connection, state, late, one.chased + 1)
    if letter is None:
        raise NotAllowed(f"nobody on file at {one.who} can be reached by mail: call them")
    ruling = _ruling(deps, connection, state, letter, late)
    if ruling.outcome != "act":
        raise NotAllowed(f"policy sends no reminder: {ruling.said()}")
    _send(deps, connection, state, late, letter, ruling, person)
    return letter


def _most(found: Sequence[Owed], one: Owed) -> int:
    """How often the same thing was asked for, by whatever name it is owed."""
    return max(other.chased for other in found if other is one or _is_same(other, one))


def _is_led(found: Sequence[Owed], one: Owed) -> bool:
    """Whether a clock further up the ladder asks for this as well when it rings."""
    higher = (other for other in found if _is_same(other, one) and other.chased > one.chased)
    return any(other.is_quiet for other in higher)


def _is_same(other: Owed, one: Owed) -> bool:
    return other.kind in BY_CASE and one.is_same_as(other)


def _chase(
    deps: Deps, connection: Connection, state: CaseState, one: Owed, late: list[Owed]
) -> None:
    """One letter about all that this partner owes the case and is late with."""
    letter = chase_letter(deps, connection, state, late, one.chased + 1)
    if letter is None:
        _to_people(deps, connection, state, one, "nobody on file there can be reached by mail")
        return
    ruling = _ruling(deps, connection, state, letter, late)
    now = deps.clock.now()
    if ruling.outcome == "act":
        _send(deps, connection, state, late, letter, ruling)
    elif ruling.reason in _PASSES:
        _ring(connection, state, one, _tomorrow(deps, one.who, now), again=now.date().isoformat())
    else:
        _to_people(deps, connection, state, one, f"policy sends no reminder: {ruling.said()}")


def _send(
    deps: Deps,
    connection: Connection,
    state: CaseState,
    late: list[Owed],
    letter: SendMessage,
    ruling: Ruling,
    person: str = "",
) -> None:
    now = deps.clock.now()
    body = {
        "to": late[0].who,
        "nth": max(one.chased for one in late) + 1,
        "about": [other.key for other in late],
        "said": letter.said(),
        "key": letter.key,
    } | ({"person": person} if person else {})
    fact = _note(deps, connection, state, "chased", body, person or "clock")
    authority = {
        "said": f"standing authority {ruling.standing}, clause {ruling.clause}",
        "standing": ruling.standing,
        "clause": ruling.clause,
        "policy": ruling.policy_hash,
        "workflow": workflow(state.workflow).NAME,
        "proposal": "",
        "action_hash": digest(letter.model_dump(mode="json")),
    }
    Authority(deps).allow(connection, state, [letter], authority=authority, cause=fact, now=now)
    inbox.enqueue(connection, fact.stream, "owed", {"fact": fact.id}, now)
    for other in late:
        asked = other.model_copy(update={"chased": other.chased + 1})
        _ring(connection, state, asked, _after(deps, asked, now))


def _ruling(
    deps: Deps, connection: Connection, state: CaseState, letter: SendMessage, late: list[Owed]
) -> Ruling:
    module = workflow(state.workflow)
    now = deps.clock.now()
    context = context_in(deps, connection, state, module)
    contact = deps.reads.row("contacts", letter.contact.value)
    about = frozenset(name for one in late for name in one.objects)
    rules = ChaseRules(module, contact, about)
    proposal = asking(state, letter, deps.policy.hash, now)
    return Authority(deps).rulings(connection, rules, state, context, proposal)[0]


def _to_people(
    deps: Deps, connection: Connection, state: CaseState, one: Owed, because: str
) -> None:
    """Asking by mail is over: whoever owns the case calls, notes what was said, or waives it."""
    day, needs = deps.clock.now().date(), owner_of(deps, state)
    people = [
        person.id
        for need in needs
        for person in deps.people.in_role(need.function, need.role)
        if not person.is_absent(day)
    ]
    body = {"about": one.key, "to": one.who, "because": because, "people": sorted({*people})}
    fact = _note(deps, connection, state, "unanswered", body)
    inbox.enqueue(connection, fact.stream, "owed", {"fact": fact.id}, fact.at)


def _spoken(deps: Deps, state: CaseState, one: Owed) -> bool:
    """Whether somebody of the partner was on the phone since: then the answer is with people."""
    later = [note.said_by for note in state.notes if note.number > one.number]
    rows = [deps.reads.row("contacts", name) for name in later]
    return any(row is not None and row.text("partner_id") == one.who for row in rows)


def _is_late(deps: Deps, other: Owed, one: Owed, now: datetime) -> bool:
    mine = other.who == one.who and other.kind in BY_CASE and other.is_quiet
    step = other.chased == one.chased or one.is_same_as(other)
    return mine and step and _due(deps, other) <= now


def _days(deps: Deps, partner: str) -> Workdays:
    row = deps.reads.row("partners", partner)
    country = row.text("country") if row is not None else ""
    return workdays_of(country, deps.reads.rows("holidays", country=country) if country else ())


def _due(deps: Deps, one: Owed) -> datetime:
    """When an answer is late; what a promise owes is late as soon as it is broken."""
    since = one.since or deps.clock.now()
    return since if one.kind == "promise" else _after(deps, one, since)


def _after(deps: Deps, one: Owed, since: datetime) -> datetime:
    day = _days(deps, one.who).after(since.date(), max(1, one.awaited.days))
    return since + timedelta(days=(day - since.date()).days)


def _tomorrow(deps: Deps, partner: str, now: datetime) -> datetime:
    return morning(_days(deps, partner).after(now.date(), 1), now)


def morning(day: date, now: datetime) -> datetime:
    """When a day of work begins, in the zone of `now`."""
    return datetime.combine(day, time(8), tzinfo=now.tzinfo)


def _ring(connection: Connection, state: CaseState, one: Owed, due: datetime, **more: Any) -> None:
    body = {"about": one.key, "nth": one.chased, **more}
    inbox.enqueue(connection, f"case:{state.id}", ANSWER_DUE, body, due)


def _note(
    deps: Deps,
    connection: Connection,
    state: CaseState,
    kind: str,
    body: dict[str, Any],
    actor: str = "clock",
) -> Fact:
    stream, now = f"case:{state.id}", deps.clock.now()
    new = NewFact(stream=stream, kind=kind, at=now, actor=actor, body=body)
    return chain.append(connection, [new])[0]
