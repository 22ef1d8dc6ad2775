"""Days with a time of day at a place: cut-offs, sailings, arrivals of trucks."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

from agents.reader.letter import Letter, Line
from agents.reader.sender import Sender
from domain.datewords import FoundDate, find_dates
from domain.quantity import Quantity
from domain.recipes.cargo import CLOCK, clock_of
from domain.words import lexicon

#: What may stand between a day and its time.
_JOINT = re.compile(
    r"[ ,/@-]{0,4}(?:(?:(?:no|not)\slater\sthan|before|until|till|latest|at\sthe\slatest|bis|"
    r"spätestens|vor|jusqu['’]à|au\splus\stard|avant|antes\sde|hasta|a\smás\starda?r|até|antes|entro|"
    r"prima\sdelle|entro\sle|non\soltre(?:\sle)?|före|innan|senast|en\sgeç|przed|do\sgodz\.?|najpóźniej|voor|"
    r"uiterlijk|at|around|about|approx\.?|by|from|um|gegen|ca\.?|ab|à|vers|dès|"
    r"a\slas?|sobre\slas|hacia\slas|às|pelas|por\svolta\sdas|"
    r"alle|alle\sore|verso\sle|ore|kl\.?|vid|saat|o|około|om|rond)[ ]{1,2}){0,2}"
    r"(?:(?:las?|le|les|die|the|das|às|ore|uhr)[ ]{1,2})?",
    re.IGNORECASE,
)
#: A time and its day with the zone between: `2pm PT tomorrow`.
_ZONED = re.compile(
    r"[ ,/@-]{0,3}(?:(?:[A-Z]{1,2}[SD]?T|UTC|GMT|LT|local|[A-Z]{2,4})[ ,/@-]{1,2})?"
    r"(?:on\s|of\s|am\s|le\s|el\s|il\s|vom\s)?"
)
#: A bare day this near is meant, not the same day of the month after.
_NEAR = 14
_MONTH = 27
#: The end of a month has fewer days than this, a week has more.
_LATE = 6
#: So many characters before a day may call it a holiday.
_HOLIDAY = 20


class Moment(NamedTuple):
    """A day at `start`..`end` of a text, with its time of day, `HH:MM` or empty."""

    date: FoundDate
    start: int
    end: int
    time: str


def moments(text: str, sender: Sender, zone: str) -> list[Moment]:
    """Every day of the text with readings, and the time that stands right beside it."""
    when = sender.when().model_copy(update={"tz": zone or sender.tz})
    found = [one for one in find_dates(text, when) if one.readings]
    behind = [0, *(one.end for one in found)]
    pairs = zip(found, behind, strict=False)
    return [_moment(text, one, low) for one, low in pairs if not _is_holiday(text, one, low)]


def _is_holiday(text: str, one: FoundDate, low: int) -> bool:
    """Whether the words right before a day say that nobody works on it."""
    return lexicon("holiday").has(text[max(low, one.start - _HOLIDAY) : one.start])


def _moment(text: str, one: FoundDate, low: int) -> Moment:
    """The day with its time; what stands before `low` belongs to the day before."""
    if one.time:
        return Moment(one, one.start, one.end, one.time)
    behind = CLOCK.match(text, _skip(text, one.end))
    if behind and clock_of(behind):
        return Moment(one, one.start, behind.end(), clock_of(behind))
    before = [
        match
        for match in CLOCK.finditer(text, max(low, one.start - 20), one.start + 2)
        if match.end() <= one.start
        and _ZONED.fullmatch(text[match.end() : one.start])
        and clock_of(match)
    ]
    if before:
        return Moment(one, before[-1].start(), one.end, clock_of(before[-1]))
    return Moment(one, one.start, one.end, "")


def _skip(text: str, start: int) -> int:
    """Past what joins a day and its time: blanks, a comma, `at`, `um`, `vers`."""
    match = _JOINT.match(text, start)
    return match.end() if match else start


def state_moment(
    letter: Letter,
    line: Line,
    about: str,
    field: str,
    one: Moment,
    zone: str,
    for_qty: Quantity | None = None,
) -> None:
    """States it on the object, or asks where the day can be read in two ways."""
    where = (line.part, line.start + one.start, line.start + one.end)
    next_one = _is_next(one.date, letter.sender)
    if one.date.ambiguous and not next_one:
        choices = tuple(str(each) for each in one.date.readings)
        letter.ask(field, about, f"{one.date.raw!r} can be read in two ways", choices=choices,
                   where=where)  # fmt: skip
        return
    event = field.partition(":")[2] or field
    arguments = letter.sender.date_arguments(event) | {"tz": zone}
    if one.time:
        arguments["time"] = one.time
    if one.date.ambiguous:
        arguments["pick"] = "0"
    recipe = "moment_words" if one.time else "last_day" if _ends_month(field, one) else "date_words"
    letter.state(about, field, recipe, where, arguments, for_qty)


def _ends_month(field: str, one: Moment) -> bool:
    """Whether a limit is the end of a month: what may come until then may come on its last day."""
    last = one.date.readings[0].latest
    late = not one.date.readings[0].exact and (last - one.date.readings[0].earliest).days < _LATE
    return field.startswith("deadline:") and late and (last + timedelta(days=1)).day == 1


def _is_next(found: FoundDate, sender: Sender) -> bool:
    """Whether a bare day such as `the 13th` can only be the next of that number: it is near."""
    first, *others = (one.earliest for one in found.readings)
    others = [one for one in others if one >= sender.written_on]
    near = 0 <= (first - sender.written_on).days <= _NEAR
    return near and all((one - first).days >= _MONTH for one in others)
