"""Kinds of charge: the word of an invoice's charge that a freight code belongs to."""

from __future__ import annotations

#: Charge codes by the word that disputes and statements use for them.
_CODES: dict[str, tuple[str, ...]] = {
    "freight": ("base",),
    "surcharge": ("BAF", "CAF", "PSS", "GRI", "CIC", "WRS", "CGS", "alloy"),
    "fee": ("THC", "ISPS", "doc", "AWB", "AMS", "ISF", "VGM", "seal", "telex", "DO", "CFS"),
    "chassis": ("chassis",),
    "detention": ("detention",),
    "demurrage": ("demurrage",),
    "storage": ("storage",),
    "exam": ("exam", "customs", "duty"),
    "accessorial": ("handling", "liftgate", "redelivery", "amendment", "drayage", "insurance"),
}
_KINDS = {code: kind for kind, codes in _CODES.items() for code in codes}


def kind_of_charge(code: str) -> str:
    """The kind of a charge code; empty for one that is not known."""
    return _KINDS.get(code, "")
