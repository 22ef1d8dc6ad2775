"""Days of a letter with what they are the day of: on the bill, of the gate, of the payment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from agents.reader.bills import numbers_in
from agents.reader.letter import Letter
from agents.reader.notation import notation_of
from agents.reader.phrases import Phrase, phrases
from agents.reader.readable import papers
from domain.datewords import FoundDate, When, find_dates
from domain.evidence import Part
from domain.reading import Statement
from domain.words import lexicon

#: Words farther from a day than this say nothing of it.
_NEAR = 48
_BEHIND = 24
#: What says so only right behind a day: `21.06. netto`, but not `netto 480 kg, 21.06.`.
_BEHIND_ALONE = {"net": "due"}
_OF = re.compile(
    r"[\s,(|-]{0,4}(?:(?:dated|date|daterad|daterat|datiert|datée|fechada|datada|datata|dateret|gedateerd|datum|of|vom|du|del|de|dd|do|da|den|av|z\sdnia|of\sdate|de\sfecha|de\sdata|in\sdata|"
    r"en\sdate\sdu|tarihli|van|from)\.?[\s:]{1,2})?",
    re.IGNORECASE,
)


class Day(NamedTuple):
    """A day at `start`..`end` of the part; `role` is a code of the list `day_role`."""

    role: str
    phrase: Phrase
    start: int
    end: int
    found: FoundDate

    @property
    def where(self) -> tuple[Part, int, int]:
        """The words of the day itself."""
        return self.phrase.part, self.start, self.end


def days(letter: Letter, *roles: str) -> list[Day]:
    """Every day of the letter's papers that is the day of one of these."""
    parts = ((part, notation_of(letter, part)) for part in papers(letter))
    return [one for part, how in parts for one in _in(part, how.when) if one.role in roles]


@lru_cache(maxsize=32)
def _in(part: Part, when: When) -> tuple[Day, ...]:
    return tuple(day for phrase in phrases(part) for day in _days(phrase, when))


def _days(phrase: Phrase, when: When) -> Iterator[Day]:
    found = [one for one in find_dates(phrase.text, when) if one.readings]
    for index, one in enumerate(found):
        low = found[index - 1].end if index else 0
        high = found[index + 1].start if index + 1 < len(found) else len(phrase.text)
        before = phrase.text[max(low, one.start - _NEAR) : one.end]  # `latest 10 April` too
        role = role_before(before) or role_behind(phrase.text[one.end : high][:_BEHIND])
        if is_bill_day(phrase.text[low : one.start]):
            role = "invoice"
        base = phrase.start
        yield Day(role, phrase, base + one.start, base + one.end, one)


def role_before(words: str) -> str:
    """The last role named before a day; of two names at one place the longer."""
    hits = [hit for hit in lexicon("day_role").find(words) if hit.code not in _BEHIND_ALONE]
    last = max(hits, key=lambda hit: (hit.end, hit.end - hit.start), default=None)
    return last.code if last else ""


def role_behind(words: str) -> str:
    """The first role named right behind a day, before any stop."""
    clause = words.partition(",")[0].partition(".")[0].partition(";")[0].partition("\n")[0]
    first = lexicon("day_role").first(clause)
    code = first.code if first and first.start <= 3 else ""
    return _BEHIND_ALONE.get(code, code)


def is_bill_day(before: str) -> bool:
    """Whether a day stands right behind the number of a bill: `Fattura 118/B del 06/03/2026`."""
    named = [one for one in numbers_in(before) if one[0] in ("invoice", "credit_note")]
    return bool(named) and _OF.fullmatch(before[named[-1][2] :]) is not None


def is_to_pay_by(letter: Letter, day: Day) -> bool:
    """Whether the letter sets the day itself: `please pay by 15 June` is no day a bill was due."""
    read = (each.span for each in letter.notes.statements if each.field == "deadline:payment")
    here = [span for span in read if span is not None and span.part == day.phrase.part.name]
    return any(span.start < day.end and day.start < span.end for span in here)


def state_day(
    letter: Letter, about: str, field: str, day: Day, *, past: bool = True, known: str = ""
) -> Statement | None:
    """States the day; asks where it can be read in two ways.

    `past`: it has happened, so no later day than that of writing can be meant. `known` is the
    day on record, which decides between two readings.
    """
    pick = _pick(letter, day, past, known)
    if pick is None:
        if len(day.found.readings) > 1:
            _ask(letter, about, field, day)
        return None
    notation = notation_of(letter, day.phrase.part)
    arguments = notation.dates(field.partition(":")[2])
    if len(day.found.readings) > 1:
        arguments["pick"] = str(pick)
    return letter.state(about, field, "date_words", day.where, arguments)


def _pick(letter: Letter, day: Day, past: bool, known: str = "") -> int | None:
    """Which of the readings is meant, None when that is open."""
    readings, written = day.found.readings, letter.sender.written_on
    fits = [i for i, one in enumerate(readings) if one.exact]
    fits = [i for i in fits if not (past and readings[i].latest > written)]
    on_record = [i for i in fits if str(readings[i].latest) == known]
    fits = on_record or fits
    return fits[0] if len(fits) == 1 else None


def bill_day(letter: Letter) -> date | None:
    """The one day of the bill that the letter names."""
    found = days(letter, "invoice")
    picks = {_pick(letter, one, past=True) for one in found[:1]} - {None}
    if len({str(one.found.readings) for one in found}) != 1 or not picks:
        return None
    return found[0].found.readings[picks.pop() or 0].latest


def _ask(letter: Letter, about: str, field: str, day: Day) -> None:
    choices = tuple(str(one) for one in day.found.readings)
    text = f"{day.found.raw!r} can be {' or '.join(choices)}: which day?"
    letter.ask(field, about, text, choices=choices, where=day.where)
