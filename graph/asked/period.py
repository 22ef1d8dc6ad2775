"""The days that a question speaks of: today, last week, in April, since Friday."""

from __future__ import annotations

import re
from datetime import date, timedelta

from domain.datewords.days import add_months, last_day_of_month
from domain.datewords.find import find_dates
from domain.datewords.found import When
from domain.datewords.vocabulary import MONTHS, WEEKDAYS, either
from domain.values import Value

_SINCE = re.compile(r"\b(?:since|after|seit|ab)\b")
_NEAR = {"today": 0, "heute": 0, "tomorrow": 1, "morgen": 1, "yesterday": -1, "gestern": -1}
_STEPS = {
    **dict.fromkeys(("last", "past", "previous", "letzte", "letzten", "vergangene"), -1),
    **dict.fromkeys(("this", "current", "diese", "diesen", "dieser"), 0),
    **dict.fromkeys(("next", "coming", "nächste", "nächsten", "kommende"), 1),
}
_UNIT = "days?|tage?|weeks?|woche|wochen|months?|monate?|year|jahr"
_SPAN = re.compile(rf"\b({'|'.join(_STEPS)}) (?:(\d{{1,3}}) )?({_UNIT})\b")
_WEEKDAY = re.compile(rf"\b({either(one for one in WEEKDAYS if len(one) > 2)})\b")
_MONTH = re.compile(rf"\b({either(one for one in MONTHS if len(one) > 3 or one == 'may')})\b")
_LONGER = {"d": 1, "t": 1, "w": 7}


class Period(Value):
    """From `first` to `last`, both included; `words` are those of the question."""

    first: date
    last: date
    words: str

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.first <= day <= self.last

    def said(self) -> str:
        """In days."""
        if self.first == self.last:
            return f"{self.first}"
        return f"{self.first} to {self.last}"


def period_in(question: str, today: date, *, past: bool = False) -> Period | None:
    """The days a question names, None where it names none. A weekday is the next one, with `past`
    the last one; what is said to be since a day goes on until today."""
    asked = question.lower()
    found = (
        _near(asked, today)
        or _span(asked, today)
        or _season(asked, today)
        or _day(asked, today, past=past)
    )
    if found is None or not _SINCE.search(asked):
        return found
    words, last = f"since {found.words}", max(found.first, today)
    return found.model_copy(update={"last": last, "words": words})


def _near(asked: str, today: date) -> Period | None:
    for word, days in _NEAR.items():
        if re.search(rf"\b{word}\b", asked):
            day = today + timedelta(days=days)
            return Period(first=day, last=day, words=word)
    return None


def _span(asked: str, today: date) -> Period | None:
    found = _SPAN.search(asked)
    if found is None:
        return None
    step, unit = _STEPS[found[1]], found[3][0]
    if found[2] and unit in _LONGER:  # the last three weeks, the next ten days
        far = timedelta(days=int(found[2]) * _LONGER[unit])
        ends = (today - far, today) if step < 0 else (today, today + far)
        return Period(first=ends[0], last=ends[1], words=found[0])
    if unit in "dt":
        return None
    first = _first_of(unit, step, today)
    return Period(first=first, last=_last_of(unit, first), words=found[0])


#: The month each begins with; each has three.
_SEASONS = {
    **dict.fromkeys(("spring", "frühling", "frühjahr"), 3),
    **dict.fromkeys(("summer", "sommer"), 6),
    **dict.fromkeys(("autumn", "fall", "herbst"), 9),
    "winter": 12,
}
_SEASON = re.compile(
    rf"\b(?P<step>{'|'.join(_STEPS)}|in|im) (?:the )?(?P<season>{'|'.join(_SEASONS)})\b"
)


def _season(asked: str, today: date) -> Period | None:
    """Spring is March to May, and so on: the last one that has begun, with `next` the one after."""
    found = _SEASON.search(asked)
    if found is None:
        return None
    first = date(today.year, _SEASONS[found["season"]], 1)
    step = _STEPS.get(found["step"], 0)
    if first > today:
        first = add_months(first, -12)
    if step > 0:
        first = add_months(first, 12)
    last = add_months(first, 2)
    if step < 0 and first <= today <= last_day_of_month(last.year, last.month):
        first, last = add_months(first, -12), add_months(last, -12)
    last = last_day_of_month(last.year, last.month)
    return Period(first=first, last=last, words=found[0])


def _first_of(unit: str, step: int, today: date) -> date:
    if unit == "w":
        return today - timedelta(days=today.weekday()) + timedelta(weeks=step)
    if unit == "m":
        return add_months(today.replace(day=1), step)
    return date(today.year + step, 1, 1)


def _last_of(unit: str, first: date) -> date:
    if unit == "w":
        return first + timedelta(days=6)
    if unit == "m":
        return last_day_of_month(first.year, first.month)
    return date(first.year, 12, 31)


def _day(asked: str, today: date, *, past: bool) -> Period | None:
    told = [one for one in find_dates(asked, When(reference=today)) if one.readings]
    weekday = _WEEKDAY.search(asked)
    if weekday is not None and (past or _SINCE.search(asked)):
        back = (today.weekday() - WEEKDAYS[weekday[1]]) % 7 or 7
        day = today - timedelta(days=back)
        return Period(first=day, last=day, words=weekday[0])
    if told:
        spans = told[0].readings
        ends = min(one.earliest for one in spans), max(one.latest for one in spans)
        if past and ends[0] > today and not re.search(r"\d{4}", told[0].raw):
            ends = add_months(ends[0], -12), add_months(ends[1], -12)
        return Period(first=ends[0], last=ends[1], words=told[0].raw)
    return _month(asked, today, past=past)


def _month(asked: str, today: date, *, past: bool) -> Period | None:
    """A month that is named: of this year, of the last one where that is nearer; with `past` the
    last one that has begun."""
    found = _MONTH.search(asked)
    if found is None or (
        found[0] == "may" and not re.search(r"\b(?:in|since|of|last) may\b", asked)
    ):
        return None
    month = MONTHS[found[1]]
    years = (today.year, today.year - 1)
    year = min(years, key=lambda one: abs((date(one, month, 1) - today).days))
    if past and date(year, month, 1) > today:
        year -= 1
    return Period(first=date(year, month, 1), last=last_day_of_month(year, month), words=found[0])
