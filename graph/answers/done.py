"""What was done: each act with how far it has come and under which authority."""

from __future__ import annotations

import re

from domain.effect_state import EffectState
from domain.owed import asked_for
from graph.answers.evidence import Answer, Found, Line, none

#: Acts that are words; all others change a record.
_WORDS = ("SendMessage", "NotifyFunction", "RequestBooking", "RequestDocument")


def done(found: Found) -> Answer:
    """Acts of the case, letters to partners before notes to ourselves; where the question is about
    the record only what changes it."""
    effects = sorted(found.state.effects, key=_rank)
    record = re.search(r"\berp\b|\bchang|\benter|\brecord", found.question.lower())
    mine = [one for one in effects if one.kind not in _WORDS] if record else effects
    if not mine:
        rest = f" ({len(effects)} letters and notes went out)" if effects else ""
        return none(found.question, f"changes that were made in this case{rest}")
    return found.answer(_effect(one) for one in mine)


def _rank(one: EffectState) -> tuple[bool, bool]:
    return one.kind in _WORDS, one.kind == "NotifyFunction"


def _effect(one: EffectState) -> Line:
    text = f"{asked_for(one.said)} — {one.state} ({one.authority})"
    return Line(text=text, facts=(one.number,), rows=one.objects)
