"""A decision while it is being taken: by whom, on what, and the facts it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from domain.approval import may_satisfy
from domain.case import CaseState
from domain.errors import NotAllowed, Refused
from domain.fact import Fact, NewFact
from domain.people import Person
from domain.proposal import Proposal
from domain.ruling import Requirement
from domain.values import Value
from graph.deps import Deps
from memory import chain, inbox
from memory.modes import mode_of


class Verdict(Value):
    """What a decision led to: whether it is complete, and whom it still waits for.

    `gaps` is what it waits for and nobody can give; `also` are cases that were decided with it.
    """

    case: str
    verb: str
    person: str
    complete: bool
    waits_for: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass
class Decision:
    """One decision, in the transaction that takes it."""

    deps: Deps
    connection: Connection
    state: CaseState
    proposal: Proposal
    context: Any
    person: Person
    reason: str
    slots: dict[str, str]

    @property
    def needs(self) -> tuple[Requirement, ...]:
        """What an approval takes; nothing when nobody was asked."""
        return self.state.asked.requires if self.state.asked else ()

    @property
    def day(self) -> date:
        """Today."""
        return self.deps.clock.now().date()

    def note(self, kind: str, cause: Fact | None = None, **body: Any) -> Fact:
        """Adds a fact of this decision."""
        opened = self.state.proposal_fact
        causes = tuple(one.id for one in (cause or opened,) if one is not None)
        new = NewFact(
            stream=f"case:{self.state.id}",
            kind=kind,
            at=self.deps.clock.now(),
            actor=self.person.id,
            causes=causes,
            body=body,
        )
        return chain.append(self.connection, [new])[0]

    def decided(self, verb: str, complete: bool, **more: Any) -> Fact:
        """The fact that a person decided, on what, and what was shown."""
        return self.note(
            "decided",
            proposal=self.proposal.hash,
            verb=verb,
            person=self.person.id,
            reason=self.reason,
            view=self.proposal.hash,
            slots=self.slots,
            complete=complete,
            people=self.deps.people.hash,
            **more,
        )

    def wake(self, kind: str, cause: Fact) -> None:
        """Lets the case go on from this fact."""
        now = self.deps.clock.now()
        inbox.enqueue(self.connection, f"case:{self.state.id}", kind, {"fact": cause.id}, now)

    def verdict(self, verb: str, *, complete: bool, **more: tuple[str, ...]) -> Verdict:
        """What it led to."""
        return Verdict(
            case=self.state.id, verb=verb, person=self.person.id, complete=complete, **more
        )

    def require_mode(self) -> None:
        """While a workflow only observes nothing is decided: nobody is asked, nothing may leave."""
        name, partner = self.proposal.workflow, self.state.partner
        if mode_of(self.connection, name, partner) == "observe":
            raise NotAllowed(
                f"{name} only observes for {partner}: nothing may leave; see `seamline mode`"
            )

    def require_word(self) -> None:
        """Rejecting and editing take the same right as approving, and a reason."""
        self.require_mode()
        if not self.reason.strip():
            raise Refused("say why: --reason TEXT")
        askers, people = self.proposal.askers, self.deps.people
        if not any(may_satisfy(self.person, need, people, self.day, askers) for need in self.needs):
            wanted = ", ".join(said(self.needs)) or "an owner, and none is named"
            raise NotAllowed(f"{self.person.name} may not decide this: it takes {wanted}")


def said(needs: tuple[Requirement, ...]) -> tuple[str, ...]:
    """Requirements in words."""
    return tuple(need.said() for need in needs)
