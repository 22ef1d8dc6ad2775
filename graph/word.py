"""A person's word on a case: one transaction in which it is looked at, spoken of, and woken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from domain.case import CaseState
from domain.errors import NotAllowed, Unknown
from domain.fact import Fact, NewFact
from domain.people import Person
from graph.deps import Deps
from memory import chain, inbox
from memory.folded import WHOLE


@dataclass(frozen=True)
class Word:
    """A case as it stands in this very transaction, and the person who speaks of it."""

    deps: Deps
    connection: Connection
    state: CaseState
    person: Person

    @property
    def now(self) -> datetime:
        """Business time."""
        return self.deps.clock.now()

    def note(self, kind: str, *causes: str, **body: Any) -> Fact:
        """The fact that it was said; told twice at another time it is another fact."""
        told = {"person": self.person.id, "after": self.state.through, **body}
        return note(self.connection, self.state.id, kind, self.person.id, self.now, told, causes)

    def wake(self, kind: str, fact: Fact, due: datetime | None = None) -> None:
        """Lets the case go on from this fact, now or when it is due."""
        stream = f"case:{self.state.id}"
        inbox.enqueue(self.connection, stream, kind, {"fact": fact.id}, due or self.now)

    def require_open(self, what: str) -> None:
        """NotAllowed when the case is closed."""
        if self.state.closed is not None:
            said = self.state.closed.get("outcome", "")
            raise NotAllowed(f"{self.state.id} is closed ({said}): there is nothing to {what}")


@contextmanager
def word_on(deps: Deps, case_id: str, person_id: str) -> Iterator[Word]:
    """The case, held still for everybody else: of two who speak at once the second sees the
    first's word. Unknown when there is no such case or person."""
    person = deps.people.actor(person_id)
    with deps.ledger.transaction() as connection:
        yield Word(deps, connection, case_in(connection, case_id), person)


def case_of(deps: Deps, case_id: str) -> CaseState:
    """The case as it is now; Unknown when there is none."""
    with deps.ledger.reading() as connection:
        return case_in(connection, case_id)


def case_in(connection: Connection, case_id: str) -> CaseState:
    """The case by its facts; Unknown when there is none."""
    state = WHOLE.of(connection, case_id)
    if not state.through:
        raise Unknown(f"no case {case_id!r}; `seamline inbox` lists them")
    return state


def note(
    connection: Connection,
    case_id: str,
    kind: str,
    actor: str,
    now: datetime,
    body: dict[str, Any],
    causes: tuple[str, ...] = (),
) -> Fact:
    """One more fact of a case."""
    new = NewFact(
        stream=f"case:{case_id}", kind=kind, at=now, actor=actor, causes=causes, body=body
    )
    return chain.append(connection, [new])[0]
