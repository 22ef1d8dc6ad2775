"""Recomputes a slot from its provenance: claimed values count for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from domain.derivations import derive_slot
from domain.derive import derive
from domain.errors import SeamlineError
from domain.gate.world import Resolved, Trust, leaf_key
from domain.provenance import Derived, DocSpan, ModelText, PolicyText, Reserved, Slot
from domain.reading import stated_text
from domain.values import Value
from domain.vocabulary import VOCABULARIES


class Found(Value):
    """The value a slot really has and how far its sources are trusted, or why it falls."""

    value: str = ""
    trust: Trust = Trust.NONE
    reason: str = ""


def recompute(slot: Slot, resolved: Mapping[str, Resolved]) -> Found:
    """Looks at the slot's source again; a value other than claimed gets its own reason."""
    source = slot.source
    if isinstance(source, ModelText):
        return Found(reason="model_text")
    if isinstance(source, PolicyText):
        known = VOCABULARIES.get(source.name, frozenset())
        if slot.value not in known:
            return Found(reason="forged_policy_text")
        return Found(value=slot.value, trust=Trust.MASTER)
    if isinstance(source, Derived):
        return _derived(slot, source, resolved)
    return _looked_up(slot, resolved)


def _looked_up(slot: Slot, resolved: Mapping[str, Resolved]) -> Found:
    again = resolved.get(leaf_key(slot), Resolved(reason="unknown_reference"))
    if again.reason:
        return Found(reason=again.reason)
    if isinstance(slot.source, DocSpan):
        return _read_again(slot, slot.source, again)
    if isinstance(slot.source, Reserved):
        return _still_left(slot, again)
    reason = "" if again.value == slot.value else _MISMATCH[slot.source.kind]
    return Found(value=again.value, trust=again.trust, reason=reason)


def _still_left(slot: Slot, again: Resolved) -> Found:
    """What others were taken to hold, as long as they hold no more of it by now."""
    try:
        enough = Decimal(again.value or "0") <= Decimal(slot.value)
    except InvalidOperation:
        enough = False
    reason = "" if enough else "reserved_by_others"
    return Found(value=slot.value, trust=again.trust, reason=reason)


def _read_again(slot: Slot, source: DocSpan, again: Resolved) -> Found:
    """The value the words have when read as this sender writes, not as the claim would have it."""
    known = again.arguments
    if any(known.get(name, value) != value for name, value in source.arguments.items()):
        return Found(reason="forged_value")
    claimed, allowed = source.arguments, again.allowed
    if any(claimed[name] not in allowed[name] for name in claimed.keys() & allowed.keys()):
        return Found(reason="forged_arguments")
    given = {name: values[0] for name, values in allowed.items() if values} | claimed
    try:
        value = stated_text(derive(source.recipe, again.value, given))
    except _UNREADABLE:
        return Found(reason="forged_value")
    reason = "" if value == slot.value else "forged_value"
    return Found(value=value, trust=again.trust, reason=reason)


#: What a recipe or derivation raises on inputs it was not made for.
_UNREADABLE = (SeamlineError, ValueError, LookupError, ArithmeticError, TypeError)

_MISMATCH = {
    "master": "forged_master",
    "before": "forged_master",
    "series": "forged_master",
    "header": "forged_span",
    "human": "forged_human",
}


def _derived(slot: Slot, source: Derived, resolved: Mapping[str, Resolved]) -> Found:
    inputs = {name: recompute(inner, resolved) for name, inner in source.inputs.items()}
    fallen = [found.reason for found in inputs.values() if found.reason]
    if fallen:
        return Found(reason=fallen[0])
    try:
        value = derive_slot(source.function, {name: one.value for name, one in inputs.items()})
    except _UNREADABLE:
        return Found(reason="forged_derivation")
    trust = min((one.trust for one in inputs.values()), default=Trust.MASTER)
    reason = "" if value == slot.value else "forged_derivation"
    return Found(value=value, trust=trust, reason=reason)
