"""Editing: a person takes another option than the one proposed, for others to approve."""

from __future__ import annotations

from domain.errors import Refused
from graph.decision import Decision, Verdict
from graph.withdraw import withdraw
from graph.workflows.registry import workflow


def edit(taken: Decision) -> Verdict:
    """Another option is chosen: a new proposal, requested by the editor, for others to approve."""
    taken.require_word()
    wanted = taken.slots.get("option", "")
    if set(taken.slots) != {"option"}:
        raise Refused("an edit names the option to take: --set option=NAME")
    module = workflow(taken.state.workflow)
    candidates = sorted({one.name for one in module.reprice(taken.context) if one.is_candidate})
    if wanted not in candidates:
        raise Refused(f"{wanted!r} is no candidate here; choose {', '.join(candidates) or 'none'}")
    withdraw(
        taken.connection,
        taken.state,
        now=taken.deps.clock.now(),
        because=f"{taken.person.name} chose {wanted}: {taken.reason}",
        actor=taken.person.id,
    )
    fact = taken.decided("edit", complete=False)
    taken.wake("edited", fact)
    return taken.verdict("edit", complete=False)
