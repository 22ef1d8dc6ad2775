"""The outcome contract that every workflow has: decided, and every effect read back as wanted."""

from __future__ import annotations

from domain.case import CaseState


def missing_outcome(state: CaseState) -> list[str]:
    """What still keeps the case from closing."""
    if state.decision is None:
        return ["a decision"]
    missing = []
    for effect in state.effects:
        if effect.state in ("failed", "mismatch"):
            missing.append(f"{effect.kind} {effect.state}: {effect.detail}")
        elif not effect.is_over:
            missing.append(f"read-back of {effect.kind}")
    return missing
