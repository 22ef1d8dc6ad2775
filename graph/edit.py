"""Editing: a person takes another option or changes a value, for others to approve."""

from __future__ import annotations

from domain.editing import changes
from domain.errors import Refused
from domain.pins import OPTION, Pin, in_words, standing
from graph.decision import Decision, Verdict
from graph.snapshots import with_less
from graph.withdraw import withdraw
from graph.workflows.registry import workflow


def edit(taken: Decision) -> Verdict:
    """Another option or other values: a new proposal, requested by the editor, for others to
    approve. Refused in one sentence when nothing changes or a value does not fit."""
    taken.require_word()
    if taken.proposal.joint is not None:
        raise Refused("two cases are decided jointly here: approve or reject it, then edit either")
    option = taken.slots.get(OPTION, "")
    if option:
        _require_candidate(taken, option)
        if len(taken.slots) > 1:
            raise Refused("take another option or change values, one after the other")
    typed = {name: text for name, text in taken.slots.items() if name != OPTION}
    done = {key for one in taken.state.effects for key in one.keys}
    waiting = [one for one in taken.proposal.actions if one.key not in done]
    values = changes(waiting, typed)
    before = standing((), waiting)
    if not option and values == {name: one.value for name, one in before.items()}:
        raise Refused("nothing is changed: --set option=NAME, or --set NAME=VALUE of a value")
    _require_able(taken, values)
    kept = {} if option else _kept(taken, before, values)
    taken.slots = {OPTION: option} if option else _new(values, kept)
    withdraw(
        taken.connection,
        taken.state,
        now=taken.deps.clock.now(),
        because=f"{taken.person.name} {in_words(taken.slots)}: {taken.reason}",
        actor=taken.person.id,
    )
    told = {name: one.model_dump() for name, one in kept.items()}
    fact = taken.decided("edit", complete=False, kept=told)
    taken.wake("edited", fact)
    return taken.verdict("edit", complete=False)


def _require_able(taken: Decision, values: dict[str, str]) -> None:
    """Refused where what is proposed could not be taken with the quantities as they are changed."""
    context = with_less(taken.context, values)
    if context is taken.context:
        return
    chosen = {(one.object, one.winner) for one in taken.proposal.rankings}
    for one in workflow(taken.state.workflow).reprice(context):
        if (one.object, one.name) in chosen and not one.is_candidate:
            why = [*one.unknown, *(f"it breaks {each.replace('_', ' ')}" for each in one.violates)]
            raise Refused(f"{one.title}: so changed it cannot be taken: {'; '.join(why)}")


def _require_candidate(taken: Decision, wanted: str) -> None:
    module = workflow(taken.state.workflow)
    candidates = sorted({one.name for one in module.reprice(taken.context) if one.is_candidate})
    if wanted not in candidates:
        raise Refused(f"{wanted!r} is no candidate here; choose {', '.join(candidates) or 'none'}")
    if {one.winner for one in taken.proposal.rankings} == {wanted}:
        raise Refused(f"{wanted!r} is what is proposed: approve or reject it, nothing is changed")


def _kept(taken: Decision, before: dict[str, Pin], values: dict[str, str]) -> dict[str, Pin]:
    """What people wanted before and this leaves as it is: it stays theirs, as does an option."""
    same = {name: one for name, one in before.items() if values.get(name) == one.value}
    return {**standing(taken.proposal.rankings, ()), **same}


def _new(values: dict[str, str], kept: dict[str, Pin]) -> dict[str, str]:
    return {name: text for name, text in values.items() if name not in kept}
