"""Putting a read value right: what a person may write of it, and the statement it becomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from domain.corrected import Correction
from domain.dates import DateSpan
from domain.delay.changes import hangs_on
from domain.errors import Refused
from domain.money import Money
from domain.news import News
from domain.provenance import HumanInput
from domain.quantity import Quantity
from domain.reading import (
    CodeStated,
    DateStated,
    MoneyStated,
    PriceStated,
    QuantityStated,
    Question,
    Stated,
    Statement,
)
from domain.replies import AHEAD, BACK
from domain.vocabulary import EVENTS
from domain.words import lexicon

_Sized = TypeVar("_Sized", Statement, Question)

#: Says that the message states nothing of the kind.
NOTHING = "none"

#: Which kind of value a field has where the message states none of it yet.
_KINDS = {
    "promised_date": "date",
    "ready_date": "date",
    "deadline:reply": "date",
    "deadline:hold": "date",
    "promised_qty": "qty",
    "offered_partial_qty": "qty",
    "offered_hold_qty": "qty",
    "cost_share_pct": "qty",
    "surcharge_pct": "qty",
    "unit_price": "price",
    "line_state": "code",
    "cause": "code",
    "cause_party": "code",
}
_PARTIES = ("supplier", "us", "force majeure")

#: A number as it may be typed, and one whose mark may set off thousands or decimals.
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?")
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


def stated_as(
    field: str, text: str, before: Stated | None, *, unit: str = "PCS", currency: str = ""
) -> Stated:
    """The value a person wrote, of the kind the field has; Refused in one sentence otherwise.

    Dates are `2026-04-09` or `2026-04-09..2026-04-16`, numbers plain decimals: three digits behind
    the only mark could be thousands, and are refused.
    """
    kind = before.kind if before is not None else _KINDS.get(field, "")
    if kind == "date":
        return DateStated(span=_span(field, text, before))
    if kind == "qty":
        own = before.quantity.unit if isinstance(before, QuantityStated) else unit
        per_cent = field.endswith("_pct")
        return QuantityStated(
            quantity=Quantity(n=_number(field, text), unit="PCT" if per_cent else own)
        )
    if kind in ("price", "money"):
        return _money(field, text, before, unit, currency)
    if kind == "code":
        return CodeStated(text=_code(field, text))
    raise Refused(f"{field!r} is no field that was read; use one of {', '.join(sorted(_KINDS))}")


def _span(field: str, text: str, before: Stated | None) -> DateSpan:
    try:
        days = [date.fromisoformat(part) for part in text.split("..")]
        known = before.span if isinstance(before, DateStated) else DateSpan.on(days[0])
        return DateSpan(earliest=days[0], latest=days[-1], event=known.event, tz=known.tz)
    except ValueError:
        raise Refused(f"{field}={text!r} is no day; write it as YYYY-MM-DD") from None


def in_reach(one: Correction, sent: date) -> None:
    """Refused for a day so far from that of the message that it is a slip of the keyboard."""
    if isinstance(one.stated, DateStated):
        span = one.stated.span
        if span.earliest < sent - BACK or span.latest > sent + AHEAD:
            raise Refused(
                f"{one.text} is out of reach of {sent}, the day of the mail: check the year"
            )


def _number(field: str, text: str) -> Decimal:
    """A plain decimal; Refused where half of the world would read another one."""
    plain = text.strip()
    if _TWO_WAYS.fullmatch(plain):
        whole, less = plain.replace(".", "").replace(",", ""), Decimal(plain.replace(",", "."))
        short = f"{less.normalize():f}"
        meant = short if short != plain.replace(",", ".") else f"{short}0"
        raise Refused(
            f"{field}={text!r} reads two ways: write it plainly, as {whole} or as {meant}"
        )
    if not _PLAIN.fullmatch(plain):
        raise Refused(f"{field}={text!r} is no number; write it as 2000 or 12.5")
    return Decimal(plain)


def _money(field: str, text: str, before: Stated | None, unit: str, currency: str) -> Stated:
    amount = _number(field, text)
    if isinstance(before, PriceStated):
        return before.model_copy(
            update={"money": Money(amount=amount, currency=before.money.currency)}
        )
    if isinstance(before, MoneyStated):
        return MoneyStated(money=Money(amount=amount, currency=before.money.currency))
    return PriceStated(money=Money(amount=amount, currency=currency), unit=unit)


def _code(field: str, text: str) -> str:
    known: Sequence[str] = ()
    if field in ("line_state", "cause"):
        known = lexicon(field).codes
    elif field == "cause_party":
        known = _PARTIES
    if known and text not in known:
        raise Refused(f"{text!r} is no {field}; use one of {', '.join(sorted(known))}")
    return text


def event_of_dates(event: str) -> str:
    """An event a date may be the date of; Refused when it is none."""
    if event not in EVENTS:
        raise Refused(f"{event!r} is no event; use one of {', '.join(sorted(EVENTS))}")
    return event


#: Quantities that are offered beside what comes: no day holds for them.
_BESIDE = frozenset({"offered_partial_qty", "offered_hold_qty"})
#: Fields that say when goods come.
_DAYS = frozenset({"promised_date", "ready_date"})


def with_correction(told: News, one: Correction, fact: str) -> News:
    """News with a value put right, by the fact that says so; an older word on it is gone."""
    statements, questions = put_right(told.statements, told.questions, one, fact)
    known = (*(each for each in told.corrections if each.place != one.place), one)
    update = {"statements": statements, "questions": questions, "corrections": known}
    return told.model_copy(update=update)


def put_right(
    statements: Sequence[Statement], questions: Sequence[Question], one: Correction, fact: str
) -> tuple[tuple[Statement, ...], tuple[Question, ...]]:
    """Statements and open questions of a message after a correction that `fact` holds.

    The corrected value rests on the person's word; what it was read from stays with it as words.
    """
    if one.field == "event":
        return tuple(_with_event(each, one) for each in statements), tuple(questions)
    places = _places(statements, one.object, one.field)
    nth = one.lot - 1 - len(places)
    asked = asked_lots(questions, one.object, one.field)[nth : nth + 1] if nth >= 0 else ()
    left = tuple(
        _counted_anew(each, asked, one)
        for each in questions
        if not _settles(one, each) and each not in asked
    )
    if len(places) < one.lot:
        part = {"for_qty": asked[0].for_qty if asked else None}
        says = [] if one.stated is None else [_person_says(None, one, fact)]
        return (*statements, *(each.model_copy(update=part) for each in says)), left
    at = places[one.lot - 1]
    found = list(statements)
    before = found.pop(at)
    if one.stated is not None:
        found.insert(at, _person_says(before, one, fact))
    size = _size(before, one)
    left = _with_rest(left, one)
    whole = len(places) == 1 and _days_of(found, left, one.object) == 1
    return (
        tuple(
            each if each.field == one.field else _resized(each, one, size, whole=whole)
            for each in found
        ),
        tuple(_resized(each, one, size, whole=whole) for each in left),
    )


def asked_lots(questions: Sequence[Question], about: str, field: str) -> tuple[Question, ...]:
    """Questions about this field of the object that ask of a part of it alone: lots of their own,
    which count on from those that are stated."""
    return tuple(
        one
        for one in questions
        if (one.object, one.about) == (about, field) and one.for_qty is not None
    )


def _settles(one: Correction, each: Question) -> bool:
    """Whether the question is answered by any value put right of this field and object."""
    return (each.object, each.about, each.for_qty) == (one.object, one.field, None)


#: Under which slot the day of pieces is asked that the lots of a line leave out.
_REST = "promised_date:rest"


def _with_rest(questions: Sequence[Question], one: Correction) -> tuple[Question, ...]:
    """Questions with that for the day of what the lots leave out since a quantity is another."""
    if one.field != "promised_qty":
        return tuple(questions)
    left = tuple(each for each in questions if (each.object, each.slot) != (one.object, _REST))
    if one.rest is None:
        return left
    text = f"no date is given for the other {one.rest}"
    asked = Question(
        about="promised_date", object=one.object, of="us", text=text, slot=_REST, for_qty=one.rest
    )
    return (*left, asked)


def rest_of(
    statements: Sequence[Statement],
    place: tuple[str, str, int],
    stated: Stated | None,
    open_qty: Decimal,
) -> Quantity | None:
    """What the lots of a line leave out of what is still to come of it, with the quantity of one of
    several put right; None where they leave out nothing. `place` is object, field, lot."""
    about, field, lot = place
    told = [one.value for one in statements if (one.object, one.field) == (about, field)]
    if field != "promised_qty" or not isinstance(stated, QuantityStated) or len(told) < 2:
        return None
    sizes = [*told[: lot - 1], stated, *told[lot:]]
    known = [one.quantity.n for one in sizes if isinstance(one, QuantityStated)]
    left = open_qty - sum(known, Decimal(0))
    return Quantity(n=left, unit=stated.quantity.unit) if left > 0 else None


def _counted_anew(each: Question, asked: Sequence[Question], one: Correction) -> Question:
    """A day that was to be counted from one that a person has put right is asked: they said nothing
    of it."""
    if hangs_on(each) not in {lot.slot for lot in asked}:
        return each
    quote = each.span.quote if each.span else each.text
    if not isinstance(one.stated, DateStated):
        return each.model_copy(update={"choices": (), "text": f"which day is {quote!r}?"})
    days = int(each.choices[0].removeprefix("+").removesuffix("d"))
    day = one.stated.span.earliest + timedelta(days=days)
    text = f"{quote!r}, counted from {one.text}: is it {day}?"
    return each.model_copy(update={"choices": (day.isoformat(),), "text": text})


def _days_of(statements: Sequence[Statement], questions: Sequence[Question], about: str) -> int:
    """How many days are stated or asked of a line."""
    told = [one.object for one in statements if one.field in _DAYS]
    return [*told, *(one.object for one in questions if one.about in _DAYS)].count(about)


def _places(statements: Sequence[Statement], about: str, field: str) -> list[int]:
    return [i for i, each in enumerate(statements) if (each.object, each.field) == (about, field)]


def _person_says(before: Statement | None, one: Correction, fact: str) -> Statement:
    assert one.stated is not None  # only called with a value
    source = HumanInput(person=one.person, fact=fact, slot=one.slot)
    known = before or Statement(object=one.object, field=one.field, value=one.stated)
    return known.model_copy(
        update={
            "value": one.stated,
            "source": source,
            "recipe": "",
            "arguments": {},
            "confidence": Decimal(1),
            "read_by": "person",
        }
    )


def _size(before: Statement, one: Correction) -> tuple[Quantity, Quantity] | None:
    """The quantity as it was read and as it is, where one was corrected that goods come in."""
    was, now = before.value, one.stated
    if one.field in _BESIDE:
        return None
    if isinstance(was, QuantityStated) and isinstance(now, QuantityStated):
        return was.quantity, now.quantity
    return None


def _resized(
    each: _Sized, one: Correction, size: tuple[Quantity, Quantity] | None, *, whole: bool
) -> _Sized:
    """What held for the quantity as it was read holds for the corrected one; and so does the one
    day of a line (`whole`), which was read as the day of all of it."""
    if size is None or each.object != one.object:
        return each
    name = each.field if isinstance(each, Statement) else each.about
    if each.for_qty != size[0] and not (whole and each.for_qty is None and name in _DAYS):
        return each
    return each.model_copy(update={"for_qty": size[1]})


def _with_event(each: Statement, one: Correction) -> Statement:
    """The date still follows from its words; what it is the date of is the person's word."""
    if each.object != one.object or not isinstance(each.value, DateStated):
        return each
    if each.field not in _DAYS:
        return each
    span = each.value.span.model_copy(update={"event": one.text})
    arguments = (
        {**each.arguments, "event": one.text} if "event" in each.arguments else each.arguments
    )
    return each.model_copy(update={"value": DateStated(span=span), "arguments": arguments})
