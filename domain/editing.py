"""Editing a proposal's values: what a person may change, and the actions as they are then.

A change can only tighten what was worked out: a smaller amount, a later day, a remark of one's own
in a letter; never a recipient or an account. The changed slot keeps the proposed one inside it, so
that the gate proves both, and it is changed wherever the same value stands: in the letter as in
the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from domain.actions import Action
from domain.derivations import derive_slot
from domain.derivations.edits import EDITS, FORMS, lines_of
from domain.errors import Refused
from domain.options import Draw
from domain.provenance import Derived, HumanInput, Slot
from domain.values import Value

#: Characters of an action's key by which an edit names it.
_SHORT = 12
_ANOTHER = "take another option, `--set option=NAME`"


class Change(NamedTuple):
    """A change that stands: who made it in which fact, what was worked out, and what is there."""

    person: str
    fact: str
    before: str
    now: str


class Editable(Value):
    """A slot that may be changed: `name` is how an edit calls it, `now` what stands there."""

    name: str
    action: str
    slot: str
    how: str
    now: str
    form: str


def editables(actions: Iterable[Action]) -> tuple[Editable, ...]:
    """Everything that may be changed in a proposal, in the order of its actions."""
    found = []
    for action in actions:
        for slot, how in action.editable.items():
            at = action.slots().get(slot)
            if at is not None and not _is_all_or_nothing(action, slot):
                worked_out = proposed(at)
                name = name_of(action, slot)
                form = FORMS[how].format(proposed=worked_out.value) + _at_least(worked_out)
                now = _wanted(at) if how == "with_remark" else at.value
                found.append(
                    Editable(name=name, action=action.key, slot=slot, how=how, now=now, form=form)
                )
    return tuple(found)


def name_of(action: Action, slot: str) -> str:
    """How an edit calls a slot: by the action as it was worked out, whoever changed it since."""
    return f"{as_proposed(action).key[:_SHORT]}.{slot}"


def changes(actions: Sequence[Action], wanted: Mapping[str, str]) -> dict[str, str]:
    """What was typed by name, with the changes that stand already; a value as it was worked out
    takes a change back. Refused in one sentence for a name or a value that does not fit."""
    known = {one.name: one for one in editables(actions)}
    unknown = sorted(wanted.keys() - known.keys())
    if unknown:
        names = "; ".join(f"{one.name} ({one.form})" for one in known.values()) or "nothing"
        raise Refused(f"{unknown[0]!r} cannot be changed here. What can: {names}")
    kept = {name: one.now for name, one in who_changed(actions).items()}
    for name, text in wanted.items():
        now = _slot(actions, known[name])
        before = proposed(now).value
        typed = lines_of(text)
        if typed in ("", before):
            kept.pop(name, None)
        else:
            derive_slot(known[name].how, {"proposed": before, "wanted": typed})
            _require_rest_told(actions, known[name], now, typed)
            kept[name] = typed
    return kept


def _require_rest_told(actions: Sequence[Action], one: Editable, now: Slot, typed: str) -> None:
    """Refused where nothing says what becomes of the rest of a quantity, or where the other source
    sells no less."""
    if one.slot != "qty":
        return
    least = least_of(now)
    if least is not None and Decimal(typed) < least:
        raise Refused(f"{typed} is less than the minimum order of {least:f}: {_ANOTHER}")
    if least is None and not any(_leaves_rest(it, now) for it in actions):
        raise Refused(f"nothing says what becomes of the rest of {proposed(now).value}: {_ANOTHER}")


def least_of(qty: Slot) -> Decimal | None:
    """The least that can be ordered of a quantity which bridges a gap; None where it bridges none.
    What it leaves open comes with the late goods, and is priced so."""
    source = proposed(qty).source
    if isinstance(source, Derived) and source.function == "least_of" and "part1" in source.inputs:
        return least_of(source.inputs["part1"])
    if not isinstance(source, Derived) or source.function != "at_least":
        return None
    return Decimal(source.inputs["minimum"].value or "0")


def _at_least(worked_out: Slot) -> str:
    least = least_of(worked_out)
    return f" and at least {least:f}" if least else ""


def _is_all_or_nothing(action: Action, slot: str) -> bool:
    """Whether an order's quantity is as it was awarded, or the least that can be had."""
    if action.kind != "IssueOrder" or slot != "qty":
        return False
    qty = action.slots()[slot]
    least = least_of(qty)
    return least is None or Decimal(proposed(qty).value) <= least


def _leaves_rest(action: Action, qty: Slot) -> bool:
    """Whether what is left of an order line without this quantity is told in the action."""
    return any(_reckons(slot, qty) for slot in action.slots().values())


def _reckons(slot: Slot, qty: Slot) -> bool:
    source = slot.source
    if not isinstance(source, Derived):
        return False
    inner = source.inputs.values()
    return (source.function == "pieces_left" and qty in inner) or any(
        _reckons(one, qty) for one in inner
    )


def edited(
    actions: Sequence[Action], wanted: Mapping[str, Slot]
) -> tuple[tuple[Action, ...], tuple[str, ...]]:
    """The actions with what people typed by name, and the names that none goes by."""
    done, lost = tuple(actions), []
    for name, said in wanted.items():
        one = next((it for it in editables(done) if it.name == name), None)
        if one is None:
            lost.append(name)
            continue
        before = _slot(done, one)
        after = _derived(one.how, {"proposed": before, "wanted": said})
        # a remark belongs to one letter; a value is changed wherever it stands for the same thing
        here = next(it for it in done if it.key == one.action)
        things = {*here.objects, *here.named()} if one.how != "with_remark" else set()
        done = tuple(
            _replaced(it, before, after) if it is here or things & {*it.objects} else it
            for it in done
        )
    return done, tuple(lost)


def as_proposed(action: Action) -> Action:
    """The action without anybody's change: its key is that of what was worked out."""
    update = {name: _without(slot) for name, slot in action.slots().items()}
    return action.model_copy(update=update)


def measured(action: Action, measures: Mapping[str, Any]) -> dict[str, Any]:
    """The measures of an action whose date a person moved: it comes as many days later, and what
    contracts charge for that was not worked out."""
    moved = [
        edit
        for slot in action.slots().values()
        if (edit := edit_of(slot)) is not None and edit.function == "no_earlier"
    ]
    if not moved:
        return dict(measures)
    first, day = (date.fromisoformat(moved[0].inputs[one].value) for one in ("proposed", "wanted"))
    days = measures.get("repromise_days")
    later = None if days is None else days + (day - first).days
    return {**measures, "repromise_days": later, "penalty_minor": None}


def who_changed(actions: Iterable[Action]) -> dict[str, Change]:
    """Every change that stands, by its name."""
    found = {}
    for action in actions:
        for edit in (one for slot in action.slots().values() for one in _all_edits(slot)):
            said = edit.inputs["wanted"]
            if isinstance(said.source, HumanInput):
                by, before = said.source, edit.inputs["proposed"].value
                found[by.slot] = Change(by.person, by.fact, before, said.value)
    return found


def edit_of(slot: Slot) -> Derived | None:
    """The change a slot holds, None where it is as it was worked out."""
    source = slot.source
    return source if isinstance(source, Derived) and source.function in EDITS else None


def proposed(slot: Slot) -> Slot:
    """The slot as it was worked out."""
    edit = edit_of(slot)
    return edit.inputs["proposed"] if edit is not None else slot


def _wanted(slot: Slot) -> str:
    edit = edit_of(slot)
    return edit.inputs["wanted"].value if edit is not None else ""


def _all_edits(slot: Slot) -> list[Derived]:
    """Every change in a slot, at whatever depth."""
    if not isinstance(slot.source, Derived):
        return []
    inner = [one for part in slot.source.inputs.values() for one in _all_edits(part)]
    edit = edit_of(slot)
    return [*inner, *([edit] if edit is not None else [])]


def _slot(actions: Sequence[Action], one: Editable) -> Slot:
    return next(action for action in actions if action.key == one.action).slots()[one.slot]


def _derived(function: str, inputs: dict[str, Slot]) -> Slot:
    value = derive_slot(function, {name: one.value for name, one in inputs.items()})
    return Slot(value=value, source=Derived(function=function, inputs=inputs))


def _replaced(action: Action, before: Slot, after: Slot) -> Action:
    update = {name: _swap(slot, before, after) for name, slot in action.slots().items()}
    return action.model_copy(update=update)


def _swap(slot: Slot, before: Slot, after: Slot) -> Slot:
    """The slot with one value in it replaced, and everything that follows from it worked out."""
    if slot == before:
        return after
    source = slot.source
    if not isinstance(source, Derived) or slot == after:
        return slot
    inputs = {name: _swap(inner, before, after) for name, inner in source.inputs.items()}
    return slot if inputs == source.inputs else _derived(source.function, inputs)


def _without(slot: Slot) -> Slot:
    source = slot.source
    if not isinstance(source, Derived):
        return slot
    edit = edit_of(slot)
    if edit is not None:
        return _without(edit.inputs["proposed"])
    inputs = {name: _without(inner) for name, inner in source.inputs.items()}
    return slot if inputs == source.inputs else _derived(source.function, inputs)


def drawn_by(actions: Iterable[Action], draws: Iterable[Draw]) -> list[Draw]:
    """What a proposal draws: no more of a stock than a person lets it reserve."""
    most = {
        f"stock:{one.params()['object']}": Decimal(one.params()["qty"])
        for one in actions
        if one.kind == "Allocate" and edit_of(one.slots()["qty"]) is not None
    }
    return [
        one.model_copy(update={"qty": min(one.qty, most.get(one.object, one.qty))}) for one in draws
    ]
