"""Whether a letter still tells what happened: what it says was done may have failed by now."""

from __future__ import annotations

from sqlalchemy import Connection

from domain.actions import MAILED, PROTOCOL, Action, SendMessage
from memory import outbox
from memory.outbox import Effect


def why_untrue(connection: Connection, effect: Effect, action: Action) -> str:
    """Why a letter of an option may not leave: an act on record of the same decision, option and
    thing has failed; empty when it may.

    A partner who reads that a bill is held or a date confirmed acts on it.
    """
    if not isinstance(action, SendMessage) or not action.option:
        return ""
    for one in outbox.effects(connection, case_id=effect.case_id, states=("failed",)):
        if one.kind not in (*MAILED, *PROTOCOL) and _is_of(one, effect, action):
            return f"it tells of an act that failed: {one.kind} {one.key[:12]}"
    return ""


def _is_of(failed: Effect, letter: Effect, action: SendMessage) -> bool:
    same = failed.authority.get("proposal") == letter.authority.get("proposal")
    named = set(failed.action.get("objects", ())) & set(action.objects)
    return same and failed.action.get("option") == action.option and bool(named)
