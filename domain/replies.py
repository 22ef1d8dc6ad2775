"""Replies of people to open questions: held against the readings offered and against the past."""

from __future__ import annotations

import re
from datetime import date, timedelta

from domain.dates import DateSpan
from domain.delay.hearsay import number
from domain.errors import Refused
from domain.reading import Question
from domain.values import Value

#: A day further than this from the day of the question is a slip of the keyboard, not a reply.
BACK, AHEAD = timedelta(days=366), timedelta(days=3 * 366)

#: A quantity has no more digits before and after its point.
DIGITS, PLACES = 12, 6

#: Characters of a reply that is no day.
LONGEST = 200


#: Words that stand for an answer in a guide or a form.
_PLACEHOLDERS = frozenset(
    ["", "VALUE", "NAME", "TEXT", "AMOUNT", "ANSWER", "REASON", "TBD", "TBC", "N/A", "?", "…"]
)

_DENIAL = re.compile(
    r"\s*(?:no|not|nope|never|nein|nicht|non|pas|não|nie|nee|nej|hayır|false|unconfirmed|refused|"
    r"denied)(?!\w)(?!\s+(?:objection|problem|difference|change))",
    re.IGNORECASE,
)


def denies(value: str) -> bool:
    """Whether an answer in words says no: what was asked about did not happen."""
    return _DENIAL.match(value) is not None


class Reply(Value):
    """A reply that can be taken. `beside` says what speaks against it: then it takes a reason."""

    slot: str
    value: str
    beside: tuple[str, ...] = ()


def reply_to(question: Question, value: str, since: date) -> Reply:
    """The reply as it is written down; Refused when it cannot be one.

    `since` is the day from which a day can lie ahead: when the message was written that raised the
    question, or today for what we are to do ourselves.
    """
    slot = slot_of(question)
    if asks_day(question):
        return _day(question, slot, value, since)
    if "qty" in slot:
        return _quantity(question, slot, value)
    if len(value) > LONGEST or not value.isprintable():
        raise Refused(f"{slot} takes one line of at most {LONGEST} characters")
    if value.strip().strip("<>[]{}").upper() in _PLACEHOLDERS:
        raise Refused(f"{slot}={value!r} is no answer; say what was found out, and from whom")
    return Reply(slot=slot, value=value, beside=_other(value, question.choices))


def slot_of(question: Question) -> str:
    """The name under which a question is answered."""
    return question.slot or question.about


def asks_day(question: Question) -> bool:
    """Whether a question asks for a day."""
    return "date" in slot_of(question) or question.about.startswith("deadline")


def _day(question: Question, slot: str, value: str, since: date) -> Reply:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise Refused(f"{slot}={value!r} is no day; write it as 2026-04-09") from None
    if not since - BACK <= day <= since + AHEAD:
        raise Refused(
            f"{slot}={day} is out of reach of {since}, the day of the question; check the year"
        )
    early = f"it lies before {since}, the day of the question"
    beside: tuple[str, ...] = (early,) if day < since else ()
    spans = [span for one in question.choices if (span := _span(one)) is not None]
    among = not spans or any(span.earliest <= day <= span.latest for span in spans)
    beside += () if among else _other(value, question.choices)
    return Reply(slot=slot, value=day.isoformat(), beside=beside)


def _quantity(question: Question, slot: str, value: str) -> Reply:
    found = number(value)
    if found is None or not -PLACES <= found.adjusted() <= DIGITS:
        raise Refused(f"{slot}={value[:LONGEST]!r} is no quantity; write it as 2000")
    among = not question.choices or found in [number(one) for one in question.choices]
    text = f"{found:f}"
    return Reply(slot=slot, value=text, beside=() if among else _other(text, question.choices))


def _span(choice: str) -> DateSpan | None:
    """A reading offered as a day or `DAY..DAY`; None for one that hangs on another reply."""
    try:
        ends = [date.fromisoformat(part) for part in choice.split("..")]
    except ValueError:
        return None
    return DateSpan(earliest=ends[0], latest=ends[-1])


def _other(value: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    if not choices or value in choices:
        return ()
    return (f"it is none of the readings offered ({', '.join(choices)})",)
