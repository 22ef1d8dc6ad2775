"""One approval, one letter: what a reader would get in several letters at once is one, or none.

A letter that only says that we are looking into it goes at once or not at all: beside the letter
with what was decided it would contradict it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from domain.actions import Action, SendMessage
from domain.derivations import derive_slot
from domain.editing import proposed
from domain.errors import Refused
from domain.letters import words_digest
from domain.provenance import Derived, Slot

#: Letters that hold somebody off until something is decided.
_INTERIM = frozenset({"acknowledge"})


def several(actions: Sequence[Action]) -> bool:
    """Whether some reader would get more than one letter."""
    to = [one.contact.value for one in actions if isinstance(one, SendMessage)]
    return len(to) != len({*to})


def one_letter_each(actions: Sequence[Action], waiting: Collection[str]) -> tuple[Action, ...]:
    """The actions with one letter a reader of those that wait (by key) for the same approval."""
    found: list[Action] = []
    for action in actions:
        if not isinstance(action, SendMessage) or action.key not in waiting:
            found.append(action)
            continue
        mine = [
            one
            for one in actions
            if isinstance(one, SendMessage)
            and one.key in waiting
            and one.contact.value == action.contact.value
        ]
        if action is mine[-1]:
            found += _one_of(mine)
    return tuple(found)


def parts_of(action: Action) -> tuple[str, ...]:
    """Digests of the letters that were joined into this one; none where it is a letter alone."""
    return tuple(words_digest(one.value) for one in _parts(action))


def _parts(action: Action) -> list[Slot]:
    text = proposed(action.text) if isinstance(action, SendMessage) else None
    source = text.source if text is not None else None
    if not isinstance(source, Derived) or source.function != "letters_joined":
        return []
    return list(source.inputs.values())


def without(action: Action, gone: Iterable[Action]) -> list[Action]:
    """A joined letter without the letters among these; nothing where all of it is gone. Any other
    action as it is."""
    taken_out = {words_digest(one.text.value) for one in gone if isinstance(one, SendMessage)}
    parts = _parts(action)
    left = [one for one in parts if words_digest(one.value) not in taken_out]
    if left == parts or not isinstance(action, SendMessage):
        return [action]
    return list(_joined([action.model_copy(update=_alone(one)) for one in left]))


def _alone(part: Slot) -> dict[str, Slot]:
    inputs = part.source.inputs if isinstance(part.source, Derived) else {}
    return {"text": part, "template": inputs["template"]}


def is_part(action: Action, told: Collection[str]) -> bool:
    """Whether a letter was told already as part of another, by the digests of those parts."""
    return isinstance(action, SendMessage) and words_digest(action.text.value) in told


def _one_of(letters: Sequence[SendMessage]) -> Sequence[SendMessage]:
    """The letters to one reader as one; as they are where they cannot be read as one."""
    decided = [one for one in letters if one.template.value not in _INTERIM]
    return _joined(decided) if decided else letters


def _joined(decided: Sequence[SendMessage]) -> Sequence[SendMessage]:
    if len(decided) < 2:
        return decided
    texts = {f"text{number}": one.text for number, one in enumerate(decided, 1)}
    try:
        words = derive_slot("letters_joined", {name: one.value for name, one in texts.items()})
    except Refused:
        return decided
    joined = Slot(value=words, source=Derived(function="letters_joined", inputs=texts))
    objects = dict.fromkeys(name for one in decided for name in one.objects)
    option = next((one.option for one in decided if one.option), "")
    why = "; ".join(dict.fromkeys(one.why for one in decided))
    update = {"text": joined, "objects": tuple(objects), "option": option, "why": why}
    return [decided[-1].model_copy(update=update)]
