"""Replies of people to open questions: held against the readings offered and against the past."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from domain.answer_bounds import Bound
from domain.answer_kinds import FORMS, consents, has_happened, kind_of, slot_of, sum_of
from domain.consent import consent
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
    ["", "VALUE", "NAME", "TEXT", "ANSWER", "REASON", "TBD", "TBC", "N/A", "?", "…"]
) | frozenset(FORMS.values())


class Reply(Value):
    """A reply that can be taken. `beside` says what speaks against it: then it takes a reason."""

    slot: str
    value: str
    beside: tuple[str, ...] = ()


def reply_to(question: Question, value: str, since: date, bound: Bound | None = None) -> Reply:
    """The reply as it is written down; Refused when it cannot be one.

    `since` is the day from which a day can lie ahead: when the message was written that raised the
    question, or today for what we are to do ourselves and for what has happened. A reading that the
    question offers is taken as it stands. `bound` is what a number may say.
    """
    reply = _reply(question, value, since)
    found = sum_of(reply.value) if bound is not None else None
    if bound is None or found is None or _is_offered(found, question):
        return reply
    if bound.is_slip(found):
        raise Refused(
            f"{reply.slot}={reply.value} is far more than {bound.said}; check the number, or have "
            "the record put right first"
        )
    beside = tuple(filter(None, (*reply.beside, bound.beside(found))))
    return reply.model_copy(update={"beside": beside})


def _is_offered(found: Decimal, question: Question) -> bool:
    """Whether a number is one of the readings offered: somebody wrote it, and it is no slip."""
    return found in [sum_of(one) for one in question.choices]


def _reply(question: Question, value: str, since: date) -> Reply:
    slot, kind = slot_of(question), kind_of(question)
    if kind == "day":
        return _day(question, slot, value, since)
    if kind == "quantity":
        return _quantity(question, slot, value)
    _require_line(slot, value)
    if kind == "sum":
        return _sum(question, slot, value)
    if kind in ("yes_no", "consent"):
        said = consent(slot, value.strip(), question.text, with_sum=kind == "consent")
        return Reply(slot=slot, value=said)
    if kind == "one_of":
        return Reply(slot=slot, value=_one_of(question, slot, value))
    if consents(value) == "unsure":
        raise Refused(f"{slot}={value!r} is no answer; ask again, and say what was found out")
    return Reply(slot=slot, value=value, beside=_other(value, question.choices))


def offered(question: Question) -> tuple[str, ...]:
    """The readings of a question that are answers as they stand: what a command or a card may hold
    ready. An interval, or a day that hangs on another answer, is only told."""
    return tuple(one for one in question.choices if _is_taken(question, one))


def shown(question: Question) -> str:
    """What a command shows in the answer's place: a reading that is taken as it stands, else the
    form that a person fills in."""
    return next(iter(offered(question)), FORMS[kind_of(question)])


def form_of(question: Question) -> str:
    """How an answer is written: nobody can send it off as it stands but where one of a few
    words will do."""
    kind = kind_of(question)
    return shown(question) if kind == "one_of" else FORMS[kind]


def _is_taken(question: Question, choice: str) -> bool:
    try:
        return not reply_to(question, choice, _ANY_DAY).beside
    except Refused:
        return False


#: A reading that is offered is taken whenever it is given.
_ANY_DAY = date(2000, 1, 1)


def _require_line(slot: str, value: str) -> None:
    if len(value) > LONGEST or not value.isprintable():
        raise Refused(f"{slot} takes one line of at most {LONGEST} characters")
    if value.strip().strip("<>[]{}").upper() in _PLACEHOLDERS:
        raise Refused(f"{slot}={value!r} is no answer; say what was found out, and from whom")


def _sum(question: Question, slot: str, value: str) -> Reply:
    found = sum_of(value)
    if found is None or found.adjusted() > DIGITS:
        raise Refused(f"{slot}={value!r} is no sum; write it as 1250.00")
    among = not question.choices or found in [sum_of(one) for one in question.choices]
    return Reply(
        slot=slot, value=f"{found:f}", beside=() if among else _other(value, question.choices)
    )


def _one_of(question: Question, slot: str, value: str) -> str:
    wanted = value.strip().casefold()
    found = next((one for one in question.choices if one.casefold() == wanted), None)
    if found is None:
        raise Refused(f"{slot}={value!r} is none of the answers: {', '.join(question.choices)}")
    return found


def _day(question: Question, slot: str, value: str, since: date) -> Reply:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise Refused(f"{slot}={value!r} is no day; write it as YYYY-MM-DD") from None
    if day.isoformat() in question.choices:
        return Reply(slot=slot, value=day.isoformat())
    if not since - BACK <= day <= since + AHEAD:
        raise Refused(
            f"{slot}={day} is out of reach of {since}, the day of the question; check the year"
        )
    beside = _out_of_time(question, day, since)
    spans = [span for one in question.choices if (span := _span(one)) is not None]
    among = not spans or any(span.earliest <= day <= span.latest for span in spans)
    beside += () if among else _other(value, question.choices)
    return Reply(slot=slot, value=day.isoformat(), beside=beside)


def _out_of_time(question: Question, day: date, since: date) -> tuple[str, ...]:
    """What speaks against a day: what is still to come lies ahead, what has happened behind."""
    if has_happened(question):
        return (f"it lies after {since}, and asked is when it happened",) if day > since else ()
    return (f"it lies before {since}, the day of the question",) if day < since else ()


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
