"""Acknowledging and waiving: our functions take a hand-off, or a person says nobody need wait."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from domain.case import CaseState
from domain.errors import NotAllowed, Refused, Stale, Unknown
from domain.fact import NewFact
from domain.owed import Owed
from domain.people import Person
from domain.values import Value
from graph.deps import Deps
from graph.owing import owing
from graph.right import require_right
from graph.word import case_of
from memory import chain, inbox

_SHORTEST = 6


class Acknowledged(Value):
    """What was acknowledged or waived, in words, and what the case is owed still."""

    case: str
    person: str
    done: tuple[str, ...]
    left: tuple[str, ...]


def acknowledge(
    deps: Deps, case_id: str, person_id: str, *, key: str = "", note: str = ""
) -> Acknowledged:
    """A person takes the hand-offs to the own function, or the one that is named."""
    person = deps.people.actor(person_id)
    state = case_of(deps, case_id)
    mine = [one for one in _owed(deps, state) if one.kind == "acknowledgement"]
    found = [one for one in mine if one.who == person.function and one.key.startswith(key.lower())]
    if not found:
        whose = ", ".join(sorted({one.who for one in mine})) or "nobody"
        raise NotAllowed(
            f"nothing waits for {person.function} in {case_id}; hand-offs wait for {whose}"
        )
    body = {"by": person.function, "how": "acknowledged", "reason": note}
    return _written(deps, state, person, found, body)


def waive(deps: Deps, case_id: str, key: str, person_id: str, reason: str) -> Acknowledged:
    """Somebody who may decide the case says why it need not be waited for."""
    person = deps.people.actor(person_id)
    if not reason.strip():
        raise Refused("say why it need not be waited for: --reason TEXT")
    state = case_of(deps, case_id)
    wanted = key.lower()
    found = [
        one for one in _owed(deps, state) if len(key) >= _SHORTEST and one.key.startswith(wanted)
    ]
    if len(found) != 1:
        raise Unknown(
            f"{key!r} is nothing that {case_id} is owed; `seamline show {case_id}` lists it"
        )
    require_right(deps, state, person, "waive")
    return _written(deps, state, person, found, {"by": "", "how": "waived", "reason": reason})


def _owed(deps: Deps, state: CaseState) -> tuple[Owed, ...]:
    return owing(deps.policy, state)


def _written(
    deps: Deps, state: CaseState, person: Person, found: list[Owed], told: dict[str, Any]
) -> Acknowledged:
    with deps.ledger.transaction() as connection:
        if chain.last_word(connection, f"case:{state.id}") != state.through:
            raise Stale(f"case {state.id} has moved on; look at it again")
        for one in found:
            body = {"about": one.key, "person": person.id, "confirmed": True, **told}
            note_word(deps, connection, state.id, person.id, (), body)
    done = {one.key for one in found}
    left = tuple(one.said() for one in _owed(deps, state) if one.key not in done)
    said = tuple(one.said() for one in found)
    return Acknowledged(case=state.id, person=person.id, done=said, left=left)


def note_word(
    deps: Deps,
    connection: Connection,
    case_id: str,
    actor: str,
    causes: tuple[str, ...],
    body: dict[str, Any],
) -> None:
    """The fact, and the case goes on from it."""
    stream, now = f"case:{case_id}", deps.clock.now()
    new = NewFact(stream=stream, kind="acknowledged", at=now, actor=actor, causes=causes, body=body)
    fact = chain.append(connection, [new])[0]
    inbox.enqueue(connection, stream, "acknowledged", {"fact": fact.id}, now)
