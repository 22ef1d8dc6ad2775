"""What a case is owed, by the workflow that knows whose word counts and the policy in force."""

from __future__ import annotations

from collections.abc import Mapping

from domain.awaited import Awaited
from domain.case import CaseState
from domain.owed import Owed, owed
from domain.policy import Policy
from graph.workflows.registry import workflow


def awaits(code: str) -> Mapping[str, Awaited]:
    """Whose word each kind of act waits for in this workflow; nothing where it declares none."""
    found: Mapping[str, Awaited] = getattr(workflow(code), "AWAITS", {})
    return found


def owing(policy: Policy, state: CaseState) -> tuple[Owed, ...]:
    """What a decided case is still owed."""
    return all_owing(policy, state) if state.decision is not None else ()


def all_owing(policy: Policy, state: CaseState) -> tuple[Owed, ...]:
    """The same, also of a case that is looked at anew: what it asked for before is open still."""
    return owed(state, policy.workflows.get(state.workflow), awaits(state.workflow))
