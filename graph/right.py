"""The right to decide a case: whoever was asked, and whoever owns its binding constraint."""

from __future__ import annotations

from domain.approval import may_satisfy, owner_requirement
from domain.case import CaseState
from domain.errors import NotAllowed
from domain.people import Person
from domain.ruling import Requirement
from graph.deps import Deps
from graph.snapshots import case_context
from graph.workflows.registry import workflow


def require_right(deps: Deps, state: CaseState, person: Person, what: str) -> None:
    """Whoever may decide the case may say what becomes of it; rank alone does not."""
    needs = list(state.asked.requires) if state.asked else []
    needs += owner_of(deps, state)
    day = deps.clock.now().date()
    if any(may_satisfy(person, need, deps.people, day) for need in needs):
        return
    wanted = ", ".join(dict.fromkeys(need.said() for need in needs)) or "an owner, and none is"
    raise NotAllowed(f"{person.name} may not {what} this: it takes {wanted}")


def owner_of(deps: Deps, state: CaseState) -> list[Requirement]:
    """What it takes to own the case's decision; nothing when nobody does."""
    module = workflow(state.workflow)
    rules = deps.policy.workflows.get(module.NAME)
    constraint = state.proposal.constraint if state.proposal else ""
    constraint = constraint or module.constraint(case_context(deps, state, module))
    owner = rules.owner_rule(constraint) if rules else None
    return [owner_requirement(owner, constraint)] if owner else []
