"""What is wished and no card does: said in a sentence with what can be done instead."""

from __future__ import annotations

import re

from domain.errors import NotAllowed

_COURTESY = re.compile(
    r"^(?:(?:please|pls|ok(?:ay)?|can you|could you|just|let us)\b[\s,]*)+", re.I
)
_OBJECT = r"\s+(?:it|this|that|them|him|her|the|an?|all|our|their|everything|again)\b"
#: What a wish begins with → what is done instead of it.
_INSTEAD: tuple[tuple[str, str], ...] = (
    (
        r"(?:chase|remind|nudge|ping)\s+\w+|follow up\b",
        "whoever is asked here is reminded by itself; /remind asks a partner again, and /note WHO: "
        "WORDS puts a call on record",
    ),
    (
        rf"close{_OBJECT}",
        "a case closes by itself once its outcome is on record; /reject ends what is proposed, "
        "/waive says why nobody need wait",
    ),
    (
        rf"(?:call|phone|ring)(?:{_OBJECT}|\s+[A-Z]\w+)",
        "a call is yours to make; put what was said on record with /note WHO: WORDS",
    ),
    (
        rf"(?:cancel|pay|order|book|buy|ship|release|block|delete|refund|credit|hold|send|move|"
        rf"escalate|postpone|approve|reopen){_OBJECT}",
        "what may be done stands on the case's card; other acts are made where they belong, and "
        "/override puts on record what was done beside a decision",
    ),
)


def require_card(text: str) -> None:
    """NotAllowed where a text wants something done that no card does; questions pass."""
    wanted = _COURTESY.sub("", text.strip())
    if wanted.endswith("?"):
        return
    for verb, instead in _INSTEAD:
        if re.match(verb, wanted, re.IGNORECASE):
            raise NotAllowed(f"no card does that: {instead}")
