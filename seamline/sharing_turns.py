"""What people did with a case together, in the words of its conversation, by kind of fact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: A sentence about each, from the body of its fact.
SAID: dict[str, Callable[[dict[str, Any]], str]] = {
    "claimed": lambda body: f"{body['to']} holds it",
    "released": lambda body: "nobody holds it any more",
    "snoozed": lambda body: f"out of sight until {body['until'][:16].replace('T', ' ')} UTC",
    "woken": lambda body: f"back in sight: {body['because']}",
    "handoff_offered": lambda body: f"offered to {body['to']}: {body['task']}",
    "handoff_accepted": lambda body: f"taken over{_because(body)}",
    "handoff_refused": lambda body: f"not taken over{_because(body)}",
    "mail_moved": lambda body: f"a mail went to {body['to']}{_because(body)}",
    "merged": lambda body: f"goes on in {body['to']}{_because(body)}",
    "taken_over": lambda body: f"{body['from']} goes on here{_because(body)}",
    "split_off": lambda body: f"{_named(body['objects'])} goes on in {body['to']}{_because(body)}",
}


def override_words(body: dict[str, Any]) -> str:
    """An act beside the decision as somebody declared it, or what stands in an effect's place."""
    if not body.get("declared"):
        return f"override: {body.get('reason', '')}"
    return f"override, {body['when'][:10]}, {body['who']}: {body['said']}{_because(body)}"


def vouching_words(body: dict[str, Any]) -> str:
    """Whom somebody stands up for, who said it was written there, and how that is known."""
    said = f"vouches for {body['address']}: {body['said_by']} confirmed it, {body['how']}"
    return f"{said}; it counts as proven for this one mail"


def put_right_words(correction: dict[str, Any]) -> str:
    """Which value of which object somebody put right: before and after."""
    field = correction["field"].replace("_", " ").replace(":", " ")
    before, now = correction["was"] or "nothing", correction["text"] or "nothing of the kind"
    return f"corrected {field} of {correction['object'].partition(':')[2]}: {before} → {now}"


def _because(body: dict[str, Any]) -> str:
    return f": {body['reason']}" if body.get("reason") else ""


def _named(objects: list[str]) -> str:
    return ", ".join(one.partition(":")[2] for one in objects)
