"""A letter is in one language: the partner's where all of it has words in that, else English."""

from __future__ import annotations

from collections.abc import Mapping

from domain.derivations import derivations, derive_slot
from domain.derivations.registry import SPOKEN
from domain.letters import TEMPLATES
from domain.provenance import Derived, Slot, fixed

_ENGLISH = fixed("language", "en")


def in_one_language(inputs: Mapping[str, Slot]) -> dict[str, Slot]:
    """The inputs of a letter from a template, all in the language that they name, or all in
    English where the template or a part of it has no words in that."""
    language = inputs["language"].value
    template = TEMPLATES.get(inputs["template"].value, {})
    derivations()  # that every family has told in which languages it speaks
    if language in template and all(_speaks(one, language) for one in inputs.values()):
        return dict(inputs)
    return {
        name: _ENGLISH if name == "language" else _in_english(one) for name, one in inputs.items()
    }


def _speaks(slot: Slot, language: str) -> bool:
    source = slot.source
    if not isinstance(source, Derived):
        return True
    known = SPOKEN.get(source.function)
    texts = {name: one.value for name, one in source.inputs.items()}
    if known is not None and texts.get("language") != "en" and language not in known(texts):
        return False
    return all(_speaks(one, language) for one in source.inputs.values())


def _in_english(slot: Slot) -> Slot:
    source = slot.source
    if not isinstance(source, Derived):
        return slot
    inputs = {
        name: _ENGLISH if name == "language" else _in_english(one)
        for name, one in source.inputs.items()
    }
    if inputs == source.inputs:
        return slot
    value = derive_slot(source.function, {name: one.value for name, one in inputs.items()})
    return Slot(value=value, source=Derived(function=source.function, inputs=inputs))
