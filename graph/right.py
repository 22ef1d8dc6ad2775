"""Rights on a case: to decide it, whoever was asked or owns it; to work on it, who has a part."""

from __future__ import annotations

from domain.answer_kinds import witness
from domain.approval import may_answer, may_satisfy, owner_requirement
from domain.call_back import is_call_back
from domain.case import CaseState
from domain.errors import NotAllowed
from domain.people import Person
from domain.reading import Question
from domain.ruling import Requirement
from graph.buyers import buyers_of
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


def verbs_open_to(deps: Deps, state: CaseState, person: Person) -> frozenset[str]:
    """What a person may try on the open proposal: to decide it takes whoever may satisfy one of its
    requirements, to answer whoever may answer or is asked by name. Deciding itself looks closer."""
    if state.proposal is None or state.decision is not None or state.closed is not None:
        return frozenset()
    if person.only_sees:
        return frozenset()
    needs = [*(state.asked.requires if state.asked else ()), *owner_of(deps, state)]
    day, askers = deps.clock.now().date(), state.proposal.askers
    found: set[str] = set()
    if any(may_satisfy(person, need, deps.people, day, askers) for need in needs):
        found |= {"approve", "edit", "reject"}
    named = any(_is_put_to(deps, person, one) for one in state.proposal.questions)
    if named or may_answer(person, needs, deps.people, day) or has_part(deps, state, person):
        found.add("respond")
    return frozenset(found)


def _is_put_to(deps: Deps, person: Person, question: Question) -> bool:
    """Whether a question names a person, or one for whom that person acts; anybody may call back
    who is asked to."""
    if is_call_back(question) or question.of == f"people:{person.id}":
        return True
    named = deps.people.get(witness(question)) if witness(question) else None
    return named is not None and deps.people.acting(named, deps.clock.now().date()) == person


def owner_of(deps: Deps, state: CaseState) -> list[Requirement]:
    """What it takes to own the case's decision; nothing when nobody does."""
    module = workflow(state.workflow)
    rules = deps.policy.workflows.get(module.NAME)
    constraint = state.proposal.constraint if state.proposal else ""
    constraint = constraint or module.constraint(case_context(deps, state, module))
    owner = rules.owner_rule(constraint) if rules else None
    return [owner_requirement(owner, constraint)] if owner else []


def require_answerer(deps: Deps, state: CaseState, person: Person, what: str) -> None:
    """Whoever may answer what the case asks may `what`, and so may the order's buyer."""
    _require(deps, state, person, what, _may_answer(deps, state, person))


def require_part(deps: Deps, state: CaseState, person: Person, what: str) -> None:
    """The same, and everybody of a function that the case has told or was handed to."""
    _require(deps, state, person, what, has_part(deps, state, person))


def _require(deps: Deps, state: CaseState, person: Person, what: str, may: bool) -> None:
    if not may:
        wanted = " or ".join(dict.fromkeys(one.said() for one in _needs(deps, state)))
        raise NotAllowed(
            f"{person.name} ({person.role}) may not {what}: "
            f"it takes {wanted or 'an owner'}, or the order's buyer"
        )


def has_part(deps: Deps, state: CaseState, person: Person) -> bool:
    """Whether a person may work on the case: who may answer it, and functions that it has told."""
    if person.only_sees:
        return False
    return person.function in told_functions(state) or _may_answer(deps, state, person)


def _may_answer(deps: Deps, state: CaseState, person: Person) -> bool:
    if any(person.id in buyers_of(deps.reads, one) for one in state.abouts):
        return True
    return may_answer(person, _needs(deps, state), deps.people, deps.clock.now().date())


def _needs(deps: Deps, state: CaseState) -> tuple[Requirement, ...]:
    """What is asked now, and what owning any decision of such a case takes."""
    rules = deps.policy.workflows.get(state.workflow)
    owners = [owner_requirement(one, one.constraint) for one in rules.owners] if rules else []
    return (*(state.asked.requires if state.asked else ()), *owners)


def told_functions(state: CaseState) -> frozenset[str]:
    """Functions that were told of the case, or that it was handed to."""
    handed = {one.to for one in state.together.handoffs}
    return frozenset(handed | {one.to for one in state.effects if one.kind == "NotifyFunction"})
