"""Pins: what people's edits want of a proposal, each with who wants it, kept while it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.actions import Action
from domain.editing import edited, who_changed
from domain.fact import Fact
from domain.provenance import HumanInput, Slot
from domain.tradeoffs import Ranking
from domain.values import Value

#: The name under which an edit takes another option.
OPTION = "option"


class Pin(Value):
    """What an edit set, who did, and the fact in which it was set (empty for an option)."""

    value: str
    person: str
    fact: str = ""


def standing(rankings: Iterable[Ranking], actions: Iterable[Action]) -> dict[str, Pin]:
    """By name: the option that a person chose, and every value that a person changed."""
    chosen = [Pin(value=one.winner, person=one.chosen_by) for one in rankings if one.chosen_by]
    options = {OPTION: chosen[0]} if chosen else {}
    values = {
        name: Pin(value=one.now, person=one.person, fact=one.fact)
        for name, one in who_changed(actions).items()
    }
    return {**options, **values}


def with_pins(
    actions: Sequence[Action], pins: Mapping[str, Pin]
) -> tuple[tuple[Action, ...], tuple[str, ...]]:
    """The actions with the values that people typed; what could not be kept, in words."""
    wanted = {
        name: Slot(value=one.value, source=HumanInput(person=one.person, fact=one.fact, slot=name))
        for name, one in pins.items()
        if name != OPTION
    }
    done, lost = edited(actions, wanted)
    return done, tuple(f"{pins[one].value!r} could not be kept: the facts moved" for one in lost)


def wanted_by(fact: Fact) -> dict[str, Any]:
    """What the next proposal of a case is to hold after an edit, or after its proposal was
    superseded: nothing then but where the fact says that people's changes are kept."""
    body = fact.body
    by = {"person": body.get("person", ""), "fact": fact.id}
    kept = {name: Pin.model_validate(one) for name, one in body.get("kept", {}).items()}
    typed = {name: Pin(value=text, **by) for name, text in body.get("slots", {}).items()}
    asker = body.get("requested_by", by["person"] or "agents")
    return {"pinned": {**kept, **typed}, "requested_by": asker}


def in_words(slots: Mapping[str, str]) -> str:
    """What an edit did, for "Helen ...": the option it chose, or the values it changed."""
    if OPTION in slots:
        return f"chose {slots[OPTION]}"
    told = ", ".join(f"{name.partition('.')[2]} to {text!r}" for name, text in slots.items())
    return f"changed {told}" if told else "took a change back"
