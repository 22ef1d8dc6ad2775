"""Deciding a joint proposal: both cases' parts in one transaction, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.canonical import digest
from domain.case import CaseState
from domain.errors import Stale
from domain.fact import Fact
from domain.options import Held
from domain.people import Person
from domain.proposal import Joint, Proposal
from graph.approve import approve_whole
from graph.authority import Authority
from graph.decision import Decision
from graph.deps import Deps
from graph.holds import held_by_others, make_firm
from graph.snapshots import case_context
from graph.withdraw import withdraw
from graph.word import case_in, case_of, note
from graph.workflows.registry import workflow
from memory import inbox, reservations


def why_void(deps: Deps, opened: Proposal) -> str:
    """Why a joint proposal no longer stands by the other case; empty when it does."""
    part = opened.joint
    return _why_void(deps, part, case_of(deps, part.other.case)) if part is not None else ""


def _why_void(deps: Deps, part: Joint, state: CaseState) -> str:
    if state.proposal is None or state.decision is not None:
        return f"{state.id} has been decided meanwhile"
    context = case_context(deps, state, workflow(state.workflow))
    same = (state.proposal.hash, context.snapshot) == (part.displaced, part.other.snapshot)
    return "" if same else f"the facts of {state.id} have changed since this was proposed"


def approve_both(
    taken: Decision, part: Joint, approvers: list[Person], cause: Fact
) -> tuple[str, ...]:
    """Intends both parts; what each effect is, in words. The holds of both become firm at once."""
    deps, connection, state = taken.deps, taken.connection, taken.state
    other = case_in(connection, part.other.case)
    problem = _why_void(deps, part, other)
    if problem:
        raise Stale(problem)
    now, mine = deps.clock.now(), digest([taken.proposal.hash, "decided jointly"])
    expires = now  # they are firm in the same breath
    reservations.let_go(connection, other.id, part.displaced)
    reservations.let_go(connection, state.id, taken.proposal.hash)
    for case_id, name, draws in (
        (other.id, part.other.hash, part.others),
        (state.id, mine, part.own),
    ):
        reservations.hold(
            connection, case_id=case_id, proposal=name, draws=draws, expires_at=expires
        )
        make_firm(connection, case_id, name, now)
    theirs = _other_part(taken, part.other, other, approvers)
    context = _seeing(taken.context, held_by_others(connection, state.id, now))
    own = approve_whole(deps, connection, state, context, taken.proposal, approvers, cause)
    return (*own, *theirs)


def _seeing(context: Any, held: Sequence[Held]) -> Any:
    return context.model_copy(update={"held": tuple(held)})


def as_settled(context: Any, part: Joint) -> Any:
    """The snapshot as it is once the other case has taken its part alone."""
    others = [one for one in context.held if one.case != part.other.case]
    given = [
        Held(case=part.other.case, object=one.object, qty=one.qty, unit=one.unit)
        for one in part.others
    ]
    return _seeing(context, [*others, *given])


def _other_part(
    taken: Decision, proposal: Proposal, other: CaseState, approvers: list[Person]
) -> tuple[str, ...]:
    """The other case's part in the place of its own proposal, decided by the same people."""
    deps, connection, now = taken.deps, taken.connection, taken.deps.clock.now()
    person, module = taken.person, workflow(other.workflow)
    context = _seeing(case_context(deps, other, module), held_by_others(connection, other.id, now))
    alone = other.model_copy(update={"contested": ""})  # its contest ends here, and is not voided
    because = f"settled jointly with {taken.state.id}"
    withdraw(connection, alone, now=now, because=because, actor=person.id)
    body = {"proposal": proposal.model_dump(mode="json")}
    made = note(connection, other.id, "proposed", person.id, now, body)
    state = case_in(connection, other.id)
    decided = {
        "proposal": proposal.hash,
        "verb": "approve",
        "person": person.id,
        "reason": taken.reason,
        "view": taken.proposal.hash,
        "slots": {},
        "complete": True,
        "people": deps.people.hash,
        "approvers": [one.id for one in approvers],
        "spend_minor": Authority(deps).committed(module, context, proposal),
        "jointly": taken.state.id,
    }
    fact = note(connection, other.id, "decided", person.id, now, decided, (made.id,))
    effects = approve_whole(deps, connection, state, context, proposal, approvers, fact)
    inbox.enqueue(connection, f"case:{other.id}", "decided", {"fact": fact.id}, now)
    return effects
