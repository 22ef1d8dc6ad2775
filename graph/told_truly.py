"""Whether a letter still tells what happened: what it says was done may have failed by now."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from domain.actions import MAILED, PROTOCOL, Action, SendMessage
from domain.one_letter import parts_of
from memory import outbox
from memory.outbox import Effect

_LINES = "purchase_order_lines:"


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
    named = _things(failed.action.get("objects", ())) & _things(action.objects)
    return same and bool(named) and _goes_with(str(failed.action.get("option", "")), action)


def _goes_with(option: str, letter: SendMessage) -> bool:
    """Whether a letter tells of an act of this option: an act of none goes with any that is chosen,
    and a letter joined from several keeps the name of one alone."""
    return option in ("", letter.option) or bool(parts_of(letter))


def _things(objects: Iterable[str]) -> set[str]:
    """What is named, and the orders of lines that are: a letter names the order it is about."""
    lines = (one for one in objects if one.startswith(_LINES))
    orders = {f"purchase_orders:{one.removeprefix(_LINES).partition('/')[0]}" for one in lines}
    return {*objects, *orders}
