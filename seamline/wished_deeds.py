"""A deed wished in words ("snooze it until Monday", "give this to logistics"), as its command."""

from __future__ import annotations

import re
from typing import NamedTuple

from domain.functions import function_named
from domain.people import People
from graph.answers.naming import persons_in


class Wished(NamedTuple):
    """The command that opens the deed's card, and what follows it."""

    command: str
    rest: str


_IT = r"(?:(?:it|this|that|the case|this case|them)\b\s*)?"
#: Patterns with `who` too: a function of ours, somebody who said something.
_TO_FUNCTION, _SAID_SO = "to a function", "said so"
_DEEDS: tuple[tuple[str, str], ...] = (
    (
        "/snooze",
        rf"(?:snooze|sleep|put {_IT}(?:away|aside|off|on hold)|hold {_IT}(?=until|till|for)|"
        rf"leave {_IT}(?=until|till|for)|park)\s*{_IT}"
        r"(?:until|till|for|to)?\s*(?P<rest>.*)",
    ),
    ("/snooze", rf"remind me\s*(?:of {_IT}|about {_IT}|again )?(?:on|in|at)?\s*(?P<rest>.*)"),
    (
        "/remind",
        r"(?:send (?:them |him |her )?a reminder|chase|remind|nudge|ping|follow up)\b(?P<rest>.*)",
    ),
    ("/assign", rf"assign\s*{_IT}to\s*(?P<rest>.+)"),
    ("/assign", rf"(?:let|have)\s+(?P<rest>\w+(?: \w+)?)\s+(?:take|do|handle|look at)\s+{_IT}"),
    (
        _TO_FUNCTION,
        r"(?:ask|get|have|let)\s+(?:the )?(?P<who>[\w ]+?)(?: team)?\s+to\s+(?P<rest>.+)",
    ),
    (
        "/handoff",
        rf"(?:give|hand|pass|forward)\s+{_IT}(?:over |off |on )?to\s+(?:the )?(?P<rest>.+)",
    ),
    (
        "/claim",
        rf"(?:i(?:'ll| will)? (?:take|claim|do|handle) (?:this|the) case|{_IT}is mine|mine|"
        rf"claim {_IT}|"
        rf"i(?:'ll| will) (?:take {_IT}(?:from here|over)|take over|handle {_IT}|look after {_IT})|"
        r"i(?:'m| am) on it)"
        r"(?P<rest>)",
    ),
    ("/release", rf"(?:release|let go(?: of)?) {_IT}(?P<rest>)"),
    ("/merge", rf"(?:merge|join)\s+{_IT}(?:with|into|to)\s+(?:case )?(?P<rest>\S+.*)"),
    (
        _SAID_SO,
        r"(?:i (?:just )?(?:spoke|talked) (?:to|with) )?(?P<who>[\w. ]{2,40}?)[,:]? (?:just )?"
        r"(?:said|says|told (?:me|us)|called(?: and said)?|confirmed|promised)\b"
        r"(?= .*\b(?:phone|call|called|chat|teams|whatsapp)\b| on the phone)(?P<rest>.+)",
    ),
    ("/note", r"(?:note|note that|for the record|take a note)\s*:?\s*(?P<rest>\S.*:.*)"),
)


def wished(text: str, people: People) -> Wished | None:
    """The deed that a text wishes for, None where it wishes none or asks something. What is given
    to somebody of ours is assigned, to a function it is offered."""
    if text.endswith("?"):
        return None
    plain = re.sub(
        r"^(?:please|pls|ok(?:ay)?|can you|could you)\b[\s,]*", "", text.strip(), flags=re.I
    )
    for command, pattern in _DEEDS:
        found = re.fullmatch(pattern, plain.rstrip(".! "), re.IGNORECASE)
        told = _meant(command, found.groupdict(), people) if found is not None else None
        if told is not None:
            return told
    return None


def _meant(command: str, said: dict[str, str | None], people: People) -> Wished | None:
    """The command with what follows it; None where whom it names is nobody of ours."""
    who, rest = (said.get("who") or "").strip(), (said.get("rest") or "").strip()
    if command == "/remind":  # people of ours are reminded by themselves, partners by a letter
        return None if persons_in(people, rest) else Wished(command, "")
    if command == _TO_FUNCTION:
        function = function_named({one.function for one in people.people}, who)
        return Wished("/handoff", f"{function}: {rest}") if function else None
    if command == _SAID_SO:
        return Wished("/note", f"{who}: {rest}")
    persons = persons_in(people, rest) if command in ("/handoff", "/assign") else ()
    if len(persons) == 1:
        return Wished("/assign", persons[0].id)
    return Wished(command, rest)
