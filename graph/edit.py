"""Editing: a person takes another option or changes a value, for others to approve."""

from __future__ import annotations

from domain.editing import changes, who_changed
from domain.errors import Refused
from graph.decision import Decision, Verdict
from graph.withdraw import withdraw
from graph.workflows.registry import workflow


def edit(taken: Decision) -> Verdict:
    """Another option or other values: a new proposal, requested by the editor, for others to
    approve. Refused in one sentence when nothing changes or a value does not fit."""
    taken.require_word()
    option = taken.slots.get("option", "")
    if option:
        _require_candidate(taken, option)
        if len(taken.slots) > 1:
            raise Refused("take another option or change values, one after the other")
    typed = {name: text for name, text in taken.slots.items() if name != "option"}
    done = {key for one in taken.state.effects for key in one.keys}
    waiting = [one for one in taken.proposal.actions if one.key not in done]
    values = changes(waiting, typed)
    standing = {name: now for name, (_, _, now) in who_changed(waiting).items()}
    if not option and values == standing:
        raise Refused("nothing is changed: --set option=NAME, or --set NAME=VALUE of a value")
    chosen = option or _chosen_by_person(taken)
    taken.slots = {**({"option": chosen} if chosen else {}), **({} if option else values)}
    withdraw(
        taken.connection,
        taken.state,
        now=taken.deps.clock.now(),
        because=f"{taken.person.name} {_said(option, values)}: {taken.reason}",
        actor=taken.person.id,
    )
    fact = taken.decided("edit", complete=False)
    taken.wake("edited", fact)
    return taken.verdict("edit", complete=False)


def _require_candidate(taken: Decision, wanted: str) -> None:
    module = workflow(taken.state.workflow)
    candidates = sorted({one.name for one in module.reprice(taken.context) if one.is_candidate})
    if wanted not in candidates:
        raise Refused(f"{wanted!r} is no candidate here; choose {', '.join(candidates) or 'none'}")


def _chosen_by_person(taken: Decision) -> str:
    """The option that a person took before: it stays when a value is changed."""
    by = f"chosen by {taken.proposal.requested_by}"
    return next((one.winner for one in taken.proposal.rankings if one.decided_by == by), "")


def _said(option: str, values: dict[str, str]) -> str:
    if option:
        return f"chose {option}"
    told = ", ".join(f"{name.partition('.')[2]} to {text!r}" for name, text in values.items())
    return f"changed {told}" if told else "took every change back"
