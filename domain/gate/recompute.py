"""Recomputes a slot from its provenance: claimed values count for nothing."""

from __future__ import annotations

from collections.abc import Mapping

from domain.derivations import derive_slot
from domain.derive import derive
from domain.errors import SeamlineError
from domain.gate.world import Resolved, Trust, leaf_key
from domain.provenance import Derived, DocSpan, ModelText, PolicyText, Slot
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
        try:
            stated = derive(slot.source.recipe, again.value, slot.source.arguments)
            value = stated_text(stated)
        except (SeamlineError, ValueError, KeyError, ArithmeticError):
            return Found(reason="forged_value")
        reason = "" if value == slot.value else "forged_value"
        return Found(value=value, trust=again.trust, reason=reason)
    reason = "" if again.value == slot.value else _MISMATCH[slot.source.kind]
    return Found(value=again.value, trust=again.trust, reason=reason)


_MISMATCH = {
    "master": "forged_master",
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
    except (SeamlineError, ValueError, KeyError, ArithmeticError):
        return Found(reason="forged_derivation")
    trust = min((one.trust for one in inputs.values()), default=Trust.MASTER)
    reason = "" if value == slot.value else "forged_derivation"
    return Found(value=value, trust=trust, reason=reason)
