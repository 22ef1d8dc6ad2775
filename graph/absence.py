"""Own absence: from when to when, and who of the delegates in people.yaml stands in."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection

from domain.errors import NotAllowed, Refused
from domain.fact import Fact, NewFact
from domain.people import Absence, Person
from domain.values import Value
from graph.deps import Deps
from graph.reasking import AWAY, start_of
from memory import chain, inbox
from memory.absences import absences
from memory.cases import cases_saying

#: Where it is told: in every trace, for it says who could act for whom.
STREAM = "workspace"

#: A longer absence is a change of people.yaml.
LONGEST = timedelta(days=366)


class Leave(Value):
    """Somebody's absence, who stands in (empty = nobody), until when that one is away as well, and
    the open cases that wait for the person."""

    person: str
    first: date
    last: date
    stand_in: str
    stand_in_away: bool = False
    cases: tuple[str, ...] = ()


def declare_absence(
    deps: Deps, *, person: str, first: date, last: date, stand_in: str = "", reason: str = ""
) -> Leave:
    """Says that a person is away, both days included, and who stands in: the delegate of the people
    file where nobody is named, else one that the file's delegations lead to.

    From the first day on whoever stands in is asked what the person would be asked, and may give
    it; a newer absence of the same days takes the place of an older one.
    """
    with deps.ledger.transaction() as connection:
        who = deps.staff.actor(person)
        _require_days(deps, first, last)
        instead = _stand_in(deps, who, stand_in)
        body = {
            "of": who.id,
            "first": first.isoformat(),
            "last": last.isoformat(),
            "stand_in": instead.id if instead else "",
            "reason": reason.strip(),
        }
        fact = _note(deps, connection, "absence_declared", who, body)
        people = deps.people_in(connection)
        there = people.get(instead.id) if instead is not None else None
        away = there is not None and any(map(there.is_absent, (first, last)))
        waiting = _tell(deps, connection, {who.id}, max(first, deps.clock.now().date()), fact)
        return Leave(
            person=who.id,
            first=first,
            last=last,
            stand_in=body["stand_in"],
            stand_in_away=away,
            cases=waiting,
        )


def back_early(deps: Deps, *, person: str) -> Leave:
    """Ends what a person declared of today or of days to come; NotAllowed when there is nothing."""
    with deps.ledger.transaction() as connection:
        who, day = deps.staff.actor(person), deps.clock.now().date()
        mine = [one for one in absences(connection) if one.person == who.id and one.last >= day]
        if not mine:
            raise NotAllowed(
                f"{who.name} has declared no absence; one in people.yaml is ended there"
            )
        one: Absence = min(mine, key=lambda each: each.first)
        fact = _note(deps, connection, "absence_ended", who, {"absence": one.key, "of": who.id})
        names = {who.id, one.stand_in} - {""}
        waiting = _tell(deps, connection, names, day, fact)
        return Leave(
            person=who.id, first=one.first, last=one.last, stand_in=one.stand_in, cases=waiting
        )


def _require_days(deps: Deps, first: date, last: date) -> None:
    today = deps.clock.now().date()
    if last < first or last < today:
        raise Refused(f"{first} to {last} is no time to come; today is {today}")
    if last - first > LONGEST:
        raise Refused(f"{first} to {last} is longer than a year: change people.yaml instead")


def _stand_in(deps: Deps, who: Person, name: str) -> Person | None:
    """Whom the people file lets act for the person."""
    allowed = deps.staff.stand_ins(who)
    if not name:
        return deps.staff.get(allowed[0]) if allowed else None
    person = deps.staff.require(name)
    if person.id not in allowed:
        listed = ", ".join(allowed) or "nobody: people.yaml names no delegate"
        raise NotAllowed(
            f"{person.name} may not stand in for {who.name}; people.yaml lets {listed}"
        )
    return person


def _note(deps: Deps, connection: Connection, kind: str, who: Person, body: dict[str, str]) -> Fact:
    told = {**body, "person": who.id, "after": chain.last_number(connection, STREAM)}
    new = NewFact(stream=STREAM, kind=kind, at=deps.clock.now(), actor=who.id, body=told)
    return chain.append(connection, [new])[0]


def _tell(
    deps: Deps, connection: Connection, people: set[str], day: date, cause: Fact
) -> tuple[str, ...]:
    """Cases that wait for these people look on that day at whom they wait for."""
    at, found = max(start_of(day), deps.clock.now()), []
    for state in cases_saying(connection, ("approval_asked",), sorted(people)):
        asked = state.asked.people if state.asked is not None else ()
        if state.proposal is None or state.decision is not None or state.closed is not None:
            continue
        if people & set(asked):
            body = {"proposal": state.proposal.hash, "absence": cause.id}
            inbox.enqueue(connection, f"case:{state.id}", AWAY, body, at)
            found.append(state.id)
    return tuple(found)
