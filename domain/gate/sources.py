"""Which sources may fill which slot: a true value in the wrong place is refused as well.

Sources are written `table.column`, `span:RECIPE`, `header:FIELD`, `human`, `reserved`,
`derived:FUNCTION`, `word:VOCABULARY`, `series:table.column` and `before:table.column`;
`word:VOCABULARY=one_word` is that word alone. What stands in no table here may fill nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from domain.actions import Action
from domain.editing import edit_of, proposed
from domain.gate.placing import families
from domain.provenance import (
    Derived,
    DocSpan,
    HumanInput,
    MasterRef,
    MasterRows,
    MessageRef,
    PolicyText,
    Provenance,
    Reserved,
    Slot,
    WasOnRecord,
)


def source_name(source: Provenance) -> str:
    """A source as the tables below write it; `model` for a model's words, which no table lists."""
    match source:
        case MasterRef() | WasOnRecord() | MasterRows():
            return _column(source)
        case DocSpan():
            return f"span:{source.recipe}"
        case MessageRef():
            return f"header:{source.field}"
        case Derived():
            return f"derived:{source.function}"
        case PolicyText():
            return f"word:{source.name}"
        case HumanInput() | Reserved():
            return source.kind
    return "model"


def _column(source: MasterRef | WasOnRecord | MasterRows) -> str:
    if isinstance(source, MasterRef):
        return f"{source.table}.{source.field}"
    if isinstance(source, WasOnRecord):
        return f"before:{source.object.partition(':')[0]}.{source.field}"
    return f"series:{source.table}.{source.amount}"


def misplaced(action: Action, slot_name: str, slot: Slot) -> str:
    """The first source in the slot that may not stand there; empty when all may."""
    edit = edit_of(slot)
    if edit is not None and action.editable.get(slot_name) != edit.function:
        return f"{edit.function} by a person"
    return _misplaced(SLOTS.get((action.kind, slot_name), _NOTHING), slot)


def _misplaced(allowed: frozenset[str], slot: Slot) -> str:
    edit = edit_of(slot)
    if edit is not None:  # what was worked out must fit here by itself, and a person changed it
        typed = source_name(edit.inputs["wanted"].source)
        return _misplaced(allowed, edit.inputs["proposed"]) or ("" if typed == "human" else typed)
    name = source_name(slot.source)
    if name not in allowed and f"{name}={'_'.join(slot.value.split())}" not in allowed:
        return name
    if not isinstance(slot.source, Derived):
        return ""
    inputs = INPUTS.get(slot.source.function, {})
    for role, inner in sorted(slot.source.inputs.items()):
        found = _misplaced(inputs.get(role.rstrip("0123456789"), _NOTHING), inner)
        if found:
            return f"{found} as {role} of {slot.source.function}"
    return ""


_NOTHING: frozenset[str] = frozenset()


def _merged(tables: Iterable[Mapping[Any, frozenset[str]]]) -> dict[Any, frozenset[str]]:
    found: dict[Any, frozenset[str]] = {}
    for table in tables:
        for name, sources in table.items():
            found[name] = found.get(name, _NOTHING) | sources
    return found


_FAMILIES = families()

#: By kind and slot.
SLOTS: dict[tuple[str, str], frozenset[str]] = _merged(
    {(kind, name): sources for name, sources in slots.items()}
    for family in _FAMILIES
    for kind, slots in family.KINDS.items()
)

_LETTER_INPUTS = _merged(family.LETTER_INPUTS for family in _FAMILIES)

#: By derivation and input; `day1`, `day2` … are looked up as `day`.
INPUTS: dict[str, dict[str, frozenset[str]]] = {
    **{
        name: _merged(family.INPUTS.get(name, {}) for family in _FAMILIES)
        for name in sorted({name for family in _FAMILIES for name in family.INPUTS})
    },
    "letter_text": _LETTER_INPUTS,
    "letter_subject": _LETTER_INPUTS,
}

#: Letters that may fill the words of an action, by its kind; prefixes end with `_`.
LETTERS: dict[str, tuple[str, ...]] = {
    kind: tuple(name for family in _FAMILIES for name in family.LETTERS.get(kind, ()))
    for kind in sorted({kind for family in _FAMILIES for kind in family.LETTERS})
}


def letter_problem(kind: str, slots: dict[str, Slot]) -> str:
    """Why an action's words are not those of the letter it claims to be; empty when they are."""
    claimed = slots["template"].value if "template" in slots else ""
    for name in ("text", "subject", "change"):
        slot = slots.get(name)
        slot = slot and proposed(slot)
        if slot is None or not isinstance(slot.source, Derived):
            continue
        templates = _letters_in(slot.source)
        strange = [one for one in templates if not _is_letter(kind, one)]
        if strange or claimed not in ("", *templates):
            return f"{name} is the letter {(*strange, *templates)[0]!r}"
    return ""


def _letters_in(source: Derived) -> tuple[str, ...]:
    """The letter that words are of, or each of several that were joined."""
    if source.function != "letters_joined":
        return (source.inputs["template"].value if "template" in source.inputs else "",)
    inner = [proposed(one).source for one in source.inputs.values()]
    return tuple(
        template for one in inner if isinstance(one, Derived) for template in _letters_in(one)
    )


def _is_letter(kind: str, template: str) -> bool:
    return any(
        template.startswith(one) if one.endswith("_") else template == one
        for one in LETTERS.get(kind, ())
    )
