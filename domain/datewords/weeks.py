"""Weeks, quarters, weekdays and bare days: KW 16/2026, CW14, wk11, 16. hafta, Friday, the 20th."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from domain.datewords.days import add_months, last_day_of_month, week
from domain.datewords.found import FoundDate, When
from domain.datewords.vocabulary import NEAR, WEEKDAYS, either, squeezed

_NAMES = (
    r"kw|cw|ww|calendar\sweek|week\sno|week\snr|week|wk|kalenderwoche|woche|semaine|sem|semana|"
    r"vecka|v|hafta|settimana|sett|tydzień|tydz|第"
)
_WEEK = re.compile(
    rf"(?<![\w])(?:{_NAMES})[\s.#-]{{0,3}}(\d{{1,2}})(?![\d:]|[.,]\d{{3}})"
    r"(?:\s?(?:-|–|to|bis)\s?(?:kw\s?|cw\s?|wk\s?|week\s?)?(\d{1,2})(?!\d))?"
    r"(?:\s?[/.-]\s?(20\d{2}|\d{2}(?!\d))|\s(?:of\s|de\s)?(20\d{2}))?(?:\s?[周週])?",
    re.IGNORECASE,
)
#: `Ende KW 22`: the second half of the week, as far as its Sunday.
_LATE = re.compile(
    r"(?<!\w)(?:ende|end\sof|late|late\sin|fin(?:\sde)?(?:\sla)?|fines\sde(?:\sla)?|final(?:es)?\sde(?:\sla)?|fim\sda?|fine|slutet\sav|"
    r"koniec|eind)\s$",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(?<![\w-])(?:(20\d{2})[-\s]?)?W(\d{2})(?!\w)(?:[/.-](20\d{2}|\d{2})(?!\d))?")
_AFTER = re.compile(
    r"(?<![\w.,])(\d{1,2})\.?\s?(?:kw|kalenderwoche|woche|hafta|haftası|settimana|tydzień)(?!\w)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?<!\w)(?:(this|diese[rn]?|cette|esta|questa|denna|bu|本|这|今)|"
    r"(next|nächste[rn]?|kommende[rn]?|la\spróxima|próxima|nästa|gelecek|önümüzdeki|下))\s?"
    r"(?:week|woche|semaine|semana|settimana|vecka|hafta|周|週)|"
    r"(?P<fr>semaine\sprochaine|settimana\sprossima|semana\sque\sviene|semana\sque\svem)",
    re.IGNORECASE,
)
_WEEKS_END = re.compile(
    r"(?<!\w)(?:(?:by\s)?(?:the\s)?end\sof\s(?:(?:this|the|current|(?P<next>next))\s)?week(?!\s?(?:no\W|nr\W)?\s?\d)|eow|"
    r"(?:the\s)?week['’]s\send|before\s(?:the\s|this\s)?weekend|vor\s(?:dem\s|diesem\s)?wochenende|avant\sle\sweek-?end|"
    r"antes\sdel?\s(?:este\s)?fin\sde\ssemana|antes\sdo\sfim\sde\ssemana|prima\sdel\s(?:fine\ssettimana|weekend)|före\shelgen|"
    r"ende\s(?:dieser|der|(?P<next2>nächster|nächsten|kommender|kommenden))\swoche|"
    r"(?:la\s)?fin\sde\s(?:cette\s|la\s)?semaine|(?:fin|final)(?:es)?\sde\s(?:esta\s)?semana|"
    r"(?:o\s)?(?:fim|final)\sd(?:a|esta)\ssemana|fine\s(?:di\squesta\s)?settimana|slutet\sav\s(?:denna\s|den\shär\s)?veckan?|"
    r"(?:bu\s)?hafta(?:nın)?\ssonu(?:na|nda)?|(?:koniec|końca)\s(?:tego\s)?tygodnia|eind(?:e)?\s(?:van\s)?(?:deze\s|de\s)?week|"
    r"本周末|这周末|本周五前|今週末|週末)(?!\w)",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"(?<!\w)Q([1-4])(?:[\s/-]{0,2}(20\d{2}|\d{2}(?!\d)))?(?!\w)")
_WEEKDAY = re.compile(
    rf"(?<!\w)(next\s|nächsten\s|kommenden\s)?({either(WEEKDAYS)})"
    r"(?!\w)(?:\s(?:prochain|próximo|prossimo))?",
    re.IGNORECASE,
)
_TIMED = re.compile(r"\s(?:at\s)?\d{1,2}(?::\d{2}|\s?[ap](?:m|\.m\.)?(?!\w))", re.IGNORECASE)
#: `1015a wed`.
_TIME_BEFORE = re.compile(r"\d{1,2}:?\d{0,2}\s?[ap]m?\s$", re.IGNORECASE)
_NEAR = re.compile(
    rf"(?<!\w)({either(NEAR)})(?!\w)|今天|今日|本日|明天|明日|后天|明後日", re.IGNORECASE
)
_MORGEN = re.compile(r"(?<!\w)morgen(?!\w)")
_BARE = re.compile(
    r"(?<!\w)(?:the\s(\d{1,2})(?:st|nd|rd|th)(?!\w)|(?:am|zum)\s(\d{1,2})\.(?!\s?\d|\s?[A-ZÄ])|"
    r"(?:le|el|dia|día|entro\sil)\s(\d{1,2})(?![\w./]|\s?%|\s(?:de|[a-zéû]{3,}))|"
    r"(?:by|until|till|before|latest|on|de|den)\s(\d{1,2})(?:st|nd|rd|th|:e|:a|e)(?![\w:]|\s[^\W\d_]))",
    re.IGNORECASE,
)


def week_dates(text: str, when: When) -> Iterator[FoundDate]:
    """Every week, quarter, weekday, near day and bare day of a month."""
    for match in _WEEK.finditer(text):
        if match[0][:1].lower() != "v" or match[0][:5].lower() == "vecka" or when.language == "sv":
            late = _LATE.search(text[: match.start()][-16:]) if not match[2] else None
            found = _week(match, match[1], match[2] or match[1], match[3] or match[4], when)
            yield from (_late_in(one, text, late) if late else one for one in found)
    for match in _SHORT.finditer(text):
        yield from _week(match, match[2], match[2], match[1] or match[3], when)
    for match in _AFTER.finditer(text):
        yield from _week(match, match[1], match[1], None, when)
    for match in _RELATIVE.finditer(text):
        monday = when.reference - timedelta(days=when.reference.weekday())
        monday += timedelta(days=0 if match[1] else 7)
        yield _found(match, when, [(monday, monday + timedelta(days=6))])
    for match in _WEEKS_END.finditer(text):
        yield _end_of_week(match, when)
    for match in _QUARTER.finditer(text):
        yield _quarter(match, when)
    yield from _single_days(text, when)


def _single_days(text: str, when: When) -> Iterator[FoundDate]:
    for match in _WEEKDAY.finditer(text):
        short = len(match[2]) <= 4 and match[2].isascii()
        before = max(0, match.start() - 12)
        timed = _TIMED.match(text, match.end()) or _TIME_BEFORE.search(text, before, match.start())
        if timed or not (short and match[2].islower()):  # "sun" and "sat" are words
            ahead = (WEEKDAYS[squeezed(match[2])] - when.reference.weekday() - 1) % 7 + 1
            day = when.reference + timedelta(days=ahead)
            days = [(day, day)]
            if match[1]:  # "next Friday" is this week's to some and next week's to others
                days.append((day + timedelta(days=7), day + timedelta(days=7)))
            yield _found(match, when, days)
    for match in _NEAR.finditer(text):
        yield _near(match, NEAR[squeezed(match[0])], when)
    for match in _MORGEN.finditer(text):  # "Guten Morgen" is written with a capital
        yield _near(match, 1, when)
    for match in _BARE.finditer(text):
        yield from _bare(match, int(match[1] or match[2] or match[3] or match[4]), when)


def _late_in(one: FoundDate, text: str, late: re.Match[str]) -> FoundDate:
    """The week's Thursday to its Sunday, with the words that say so."""
    start = one.start - (late.end() - late.start())
    spans = [
        span.model_copy(update={"earliest": span.earliest + timedelta(days=3)})
        for span in one.readings
    ]
    told = {"start": start, "raw": text[start : one.end], "readings": tuple(spans)}
    return one.model_copy(update=told)


def _week(
    match: re.Match[str], first: str, last: str, year: str | None, when: When
) -> Iterator[FoundDate]:
    begin, end = week(int(first), year, when.reference), week(int(last), year, when.reference)
    if begin is not None and end is not None and begin <= end:
        yield _found(match, when, [(begin[0], end[1])])


def _end_of_week(match: re.Match[str], when: When) -> FoundDate:
    """Friday: the week's last day on which somebody reads an answer."""
    weeks = 1 if match["next"] or match["next2"] else 0
    friday = when.reference + timedelta(days=4 - when.reference.weekday() + 7 * weeks)
    return _found(match, when, [(max(friday, when.reference),) * 2])


def _quarter(match: re.Match[str], when: When) -> FoundDate:
    year = int(match[2]) % 100 + 2000 if match[2] else when.reference.year
    last = last_day_of_month(year, int(match[1]) * 3)
    return _found(match, when, [(last.replace(day=1, month=last.month - 2), last)])


def _near(match: re.Match[str], days: int, when: When) -> FoundDate:
    day = when.reference + timedelta(days=days)
    return _found(match, when, [(day, day)])


def _bare(match: re.Match[str], day: int, when: When) -> Iterator[FoundDate]:
    """A day without a month may be this month's or the next."""
    first = when.reference.replace(day=1)
    months = [add_months(first, step) for step in range(3)]
    days = [one.replace(day=day) for one in months if 1 <= day <= _length(one)]
    days = [one for one in days if one >= when.reference][:2]
    if days:
        yield _found(match, when, [(one, one) for one in days])


def _length(month: date) -> int:
    return last_day_of_month(month.year, month.month).day


def _found(match: re.Match[str], when: When, days: list[tuple[date, date]]) -> FoundDate:
    return FoundDate(
        start=match.start(),
        end=match.end(),
        raw=match[0],
        readings=tuple(when.span(first, last) for first, last in days),
    )
