"""What people make of a parked message: read it again, or dismiss it with a reason."""

from __future__ import annotations

from sqlalchemy import Connection

from domain.errors import Refused, Unknown, Unreadable
from domain.fact import Fact, NewFact
from domain.people import Person
from graph.deps import Deps
from graph.filing import Filed, claims_too_much, file_message
from memory import chain, inbox
from memory.parked import Aside, find


def unpark(deps: Deps, name: str, person_id: str, reason: str = "") -> Filed:
    """Lets a parked message be read again; `name` begins its key.

    What was given up while it was read gets new attempts; what the door parked comes in anew and,
    if it still cannot be parsed, stays parked with the reason found now.
    """
    person = deps.people.actor(person_id)
    with deps.ledger.reading() as connection:
        one = find(connection, name)
    if one.event:
        with deps.ledger.transaction() as connection:
            fact = _note(deps, connection, one, "message_unparked", person, {"reason": reason})
            inbox.renew(connection, one.event, fact.id, deps.clock.now())
        return Filed(key=one.key, outcome="filed", subject=one.subject)
    return _through_the_door(deps, one, person, reason)


def dismiss(deps: Deps, name: str, person_id: str, reason: str) -> Aside:
    """Takes a parked message off the list, with who did it and why; its bytes stay."""
    person = deps.people.actor(person_id)
    if not reason.strip():
        raise Refused("say why: --reason TEXT")
    with deps.ledger.transaction() as connection:
        one = find(connection, name)
        _note(deps, connection, one, "message_dismissed", person, {"reason": reason})
    return one


def try_again(deps: Deps, case_id: str, person_id: str, reason: str = "") -> None:
    """Gives a step of a case that was given up another try."""
    person = deps.people.actor(person_id)
    stream = f"case:{case_id}"
    with deps.ledger.transaction() as connection:
        stuck = chain.of_stream(connection, stream, kinds=("stuck", "tried_again"))
        if not stuck or "event" not in stuck[-1].body:
            raise Unknown(f"no step of case {case_id!r} was given up; see `seamline inbox`")
        fact = NewFact(
            stream=stream,
            kind="tried_again",
            at=deps.clock.now(),
            actor=person.id,
            causes=(stuck[-1].id,),
            body={"reason": reason},
        )
        noted = chain.append(connection, [fact])[0]
        inbox.renew(connection, stuck[-1].body["event"], noted.id, deps.clock.now())


def _through_the_door(deps: Deps, one: Aside, person: Person, reason: str) -> Filed:
    """Files the stored bytes as if they came now: a parsed message has another key."""
    raw = deps.blobs.read(one.sha256)
    try:
        if claim := claims_too_much(raw, one.channel):
            raise Unreadable(claim)
        deps.identify(raw, None)
    except Unreadable as error:
        with deps.ledger.transaction() as connection:
            fact = _note(deps, connection, one, "message_unparked", person, {"reason": reason})
            said = {"reason": str(error)}
            _note(deps, connection, one, "message_parked", person, said, fact)
        return Filed(key=one.key, outcome="parked", reason=str(error))
    filed = file_message(deps, raw, origin=one.origin, channel=one.channel)
    with deps.ledger.transaction() as connection:
        body = {"reason": reason, "filed_as": filed.key}
        _note(deps, connection, one, "message_unparked", person, body)
    return filed


def _note(
    deps: Deps,
    connection: Connection,
    one: Aside,
    kind: str,
    person: Person,
    body: dict[str, str],
    cause: Fact | None = None,
) -> Fact:
    new = NewFact(
        stream=f"message:{one.key}",
        kind=kind,
        at=deps.clock.now(),
        actor=person.id,
        causes=(cause.id if cause else one.fact,),
        body=body,
    )
    return chain.append(connection, [new])[0]
