"""How far an intended effect has come, by its facts alone."""

from __future__ import annotations

from datetime import datetime
from textwrap import shorten
from typing import Any

from domain.fact import Fact
from domain.values import Value


class EffectState(Value):
    """How far one intended effect has come, by facts alone.

    `worked_out` is the key it had before a person changed a value of it, `parts` the letters that
    were joined into it (`domain/one_letter.py`).
    """

    key: str
    worked_out: str = ""
    kind: str
    state: str
    said: str = ""
    authority: str = ""
    verified: bool = False
    detail: str = ""
    to: str = ""
    objects: tuple[str, ...] = ()
    at: datetime | None = None
    number: int = 0
    wanted: dict[str, str] = {}
    parts: tuple[str, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Keys of actions that need not be done again."""
        return frozenset((self.key, self.worked_out))

    @property
    def has_happened(self) -> bool:
        """Whether it was done outside, read back or not yet; settled for less, it was not."""
        return self.state in ("confirmed", "verified")

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to come of it: read back as wanted, or no longer wanted."""
        return self.is_as_decided or self.state == "accepted"

    @property
    def is_as_decided(self) -> bool:
        """Whether it was read back as wanted, or a later decision took its place."""
        return self.verified or self.state == "overtaken"


def is_only_told(kind: str, template: str) -> bool:
    """Whether an act is a note to a function of ours or asks a partner again: that ends nothing."""
    return kind == "NotifyFunction" or template == "chase" or template.startswith("silent_")


def in_one_line(said: str) -> str:
    """An act as it was said, all of it in one line; what is longer than a paragraph ends in `…`."""
    return shorten(said, _LONGEST, placeholder=" …")


#: Characters of a paragraph.
_LONGEST = 600


def intended(fact: Fact) -> EffectState:
    """An effect as it was decided."""
    body = fact.body
    return EffectState(
        key=body["key"],
        worked_out=body.get("worked_out", body["key"]),
        kind=body["action"]["kind"],
        state="intended",
        said=body["said"],
        authority=body["authority"]["said"],
        to=body.get("to", ""),
        objects=tuple(body.get("about", ())),
        at=fact.at,
        number=fact.number,
        wanted=_wanted(body["action"]),
        parts=tuple(body.get("parts", ())),
    )


def _wanted(action: dict[str, Any]) -> dict[str, str]:
    """The values an act asks for, by slot; not the words of its letters."""
    slots = {name: one for name, one in action.items() if isinstance(one, dict)}
    letter = slots.get("change", {}).get("source", {}).get("inputs", {})
    slots = {name: letter[name] for name in _OF_LETTERS if name in letter} | slots
    values = {name: one["value"] for name, one in slots.items()}
    return {name: value for name, value in values.items() if len(value) <= _WORDY}


_WORDY = 64

#: What a letter that books asks for: whether it is a flight, and for how much.
_OF_LETTERS = ("template", "mode", "qty", "uom")


#: What each fact makes of an effect.
EFFECT_WORDS = {
    "effect_confirmed": "confirmed",
    "effect_failed": "failed",
    "effect_unknown": "unknown",
    "approval_asked": "needs_human",
    "awaiting_erp": "awaiting_erp",
    "outcome_verified": "verified",
    "outcome_mismatch": "mismatch",
    "effect_overtaken": "overtaken",
}

#: What a person's word makes of an effect.
SETTLED = {"happened": "confirmed", "not-happened": "intended", "accept": "accepted"}
