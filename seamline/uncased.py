"""Mails that are in no case: why none took them, what they leave open, partners on file first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from domain.case import CaseState
from domain.message import HEARD
from seamline.seen import Mail

#: Why a mail is in no case. `asks`: it leaves something open, and nobody on file wrote it, or no
#: case has taken it yet; `unplaced`: it is about the matter of a workflow, of nothing on record;
#: `unnamed`: it names nothing on record; `nothing`: it says nothing that a case would be about.
Left = Literal["asks", "unplaced", "unnamed", "nothing"]

_ORDER: tuple[Left, ...] = ("asks", "unplaced", "unnamed", "nothing")


def uncased(read: Iterable[Mail], states: Iterable[CaseState]) -> list[dict[str, Any]]:
    """Such mails: partners on file before strangers, what is open first, of each the newest."""
    taken = {news.message for state in states for news in state.news}
    left = sorted(
        (one for one in read if one.sha256 not in taken), key=lambda one: one.sent_at, reverse=True
    )
    return [_told(one) for one in sorted(left, key=_rank)]


def _rank(one: Mail) -> tuple[bool, int]:
    return one.verdict not in HEARD, _ORDER.index(_why(one))


def _told(one: Mail) -> dict[str, Any]:
    return {
        "key": one.stream.removeprefix("message:"),
        "subject": one.subject,
        "workflows": one.workflows,
        "references": one.references,
        "sender": one.sender,
        "verdict": one.verdict,
        "left": _why(one),
        "said": _said(one),
        "questions": list(one.asks),
    }


def _why(one: Mail) -> Left:
    if one.asks:
        return "asks"
    if one.workflows:
        return "unplaced"
    return "nothing" if one.references or one.intents else "unnamed"


def _said(one: Mail) -> str:
    """Why it is in no case, in words."""
    if one.asks:
        return f"asks: {one.asks[0]}"
    if one.workflows:
        of = "says nothing of what it names" if one.references else "of nothing on record"
        return f"{', '.join(one.workflows)}, {of}"
    if one.references or one.intents:
        return "says nothing new"
    return "names nothing on record"
