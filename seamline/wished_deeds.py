"""A deed wished in words ("snooze it until Monday", "give this to logistics"), as its command."""

from __future__ import annotations

import re
from typing import NamedTuple


class Wished(NamedTuple):
    """The command that opens the deed's card, and what follows it."""

    command: str
    rest: str


_IT = r"(?:(?:it|this|that|the case|this case|them)\b\s*)?"
_DEEDS: tuple[tuple[str, str], ...] = (
    (
        "/snooze",
        rf"(?:snooze|sleep|put {_IT}(?:away|aside|off)|park)\s*{_IT}"
        r"(?:until|till|for|to)?\s*(?P<rest>.*)",
    ),
    ("/snooze", rf"remind me\s*(?:of {_IT}|about {_IT}|again )?(?:on|in|at)?\s*(?P<rest>.*)"),
    ("/assign", rf"assign\s*{_IT}to\s*(?P<rest>.+)"),
    (
        "/handoff",
        rf"(?:give|hand|pass|forward)\s+{_IT}(?:over |off |on )?to\s+(?:the )?(?P<rest>.+)",
    ),
    (
        "/claim",
        rf"(?:i(?:'ll| will)? (?:take|claim|do) (?:this|the) case|{_IT}is mine|claim {_IT})"
        r"(?P<rest>)",
    ),
    ("/release", rf"(?:release|let go(?: of)?) {_IT}(?P<rest>)"),
    ("/note", r"(?:note|note that|for the record|take a note)\s*:?\s*(?P<rest>\S.*:.*)"),
)


def wished(text: str) -> Wished | None:
    """The deed that a text wishes for, None where it wishes none or asks something."""
    if text.endswith("?"):
        return None
    plain = re.sub(
        r"^(?:please|pls|ok(?:ay)?|can you|could you)\b[\s,]*", "", text.strip(), flags=re.I
    )
    for command, pattern in _DEEDS:
        found = re.fullmatch(pattern, plain.rstrip(".! "), re.IGNORECASE)
        if found is not None:
            return Wished(command, found["rest"].strip())
    return None
