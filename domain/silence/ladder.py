"""What is done about one silence today: a letter, waiting for one, a call, or asking inside.

Source: domain_presets.md 2.16: three letters, two working days of the partner between them, then a
person; the person comes at once where the next letter would come too late to be of use.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from domain.silence.book import Calendar
from domain.silence.expected import Expected, Silent, Word
from domain.sweeps import Silence, Sweep

#: The field of a word that names a thing and says nothing of it that could be read.
NAMED = "named"

#: Conditions under which it is our turn: the owner on our side is asked instead.
OURS = frozenset(
    {
        "drawing_open", "advance_unpaid", "credit_not_open", "date_copied", "unit_number_wrong",
        "invoice_under_other_order",
    }
)  # fmt: skip


def step(
    one: Expected, sweep: Sweep, rules: Silence, asked: Sequence[datetime], at: date, days: Calendar
) -> Silent:
    """The step for a silence on a day; `asked` are the letters about it that were sent."""
    ours = [name for name in one.holds if name in sweep.not_when and name in OURS]
    sent = sorted(moment for moment in asked if moment >= one.late)
    made = Silent(
        expected=one,
        step="ask",
        nth=len(sent) + 1,
        speaks=sweep.speaks,
        then=one.owner or sweep.then,
        opens=sweep.opens,
    )
    if not one.partner or one.faults or ours:
        why = (*one.faults, *ours) or ("our_answer",)
        return made.model_copy(update={"step": "inside", "nth": 0, "why": why})
    if len(sent) >= rules.letters:
        why = (f"no answer to {len(sent)} letters",)
        return made.model_copy(update={"step": "call", "nth": len(sent), "why": why})
    between = rules.between_business_days
    if sent and at < days.days.after(days.day(sent[-1]), between):
        return made.model_copy(update={"step": "wait", "nth": len(sent)})
    urgent = one.until is not None and days.days.after(at, between) > one.until
    return made.model_copy(update={"urgent": urgent})


def answered(one: Expected, words: Sequence[Word]) -> str:
    """Who has spoken of it since, in words; empty while nobody has.

    A promise moves the clock to its day, once: see `promised`.
    """
    heard = [
        word
        for word in words
        if word.at >= one.heard_from and not word.asks and _speaks(one, word) and word.due is None
    ]
    if not heard:
        return ""
    last = max(heard, key=lambda word: word.at)
    return f"{last.partner or 'somebody'} spoke of it on {last.at:%Y-%m-%d}"


def _speaks(one: Expected, word: Word) -> bool:
    """Somebody else who merely names a thing says nothing for whoever owes it."""
    if word.field == NAMED:
        return word.partner in ("", one.partner)
    return word.field in one.fields or not one.fields


def promised(one: Expected, words: Sequence[Word]) -> tuple[date | None, int]:
    """The day an answer was last promised for since, and how often one was promised."""
    days = [word.due for word in words if word.due is not None and word.at >= one.heard_from]
    return (max(days), len(days)) if days else (None, 0)
