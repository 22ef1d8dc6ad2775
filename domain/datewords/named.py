"""Dates with a month's name: 11 April, 3-5 April, Apr 11, mid May, end of March, Mart sonu."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from domain.datewords.days import add_months, day_of, full_year, last_day_of_month, month_part
from domain.datewords.found import FoundDate, When, impossible
from domain.datewords.vocabulary import MONTH, PARTS, either, month, squeezed

_SUFFIX = r"(?:st|nd|rd|th|er|\.|º|ª|°|:e|:a)?"
_OF = r"(?:\s{1,2}(?:de|of|di|del|av|d['’]))?"
_YEAR = (
    r"(?:(?:,?\s{1,2}(?:de\s|del\s)?(20\d{2}))|[-/.'’]\s?(20\d{2}|\d{2}(?!\d))|(?<=[A-Z])(\d{2}))?"
)
# "line 20 may be late" is no date.
_NO_VERB = (
    r"(?!(?<=may)\s{1,2}(?:be|not|need|have|take|slip|ship|come|go|also|get|only|still|require|cause|"
    r"well|then|arrive|delay|affect|miss|face)\b)"
)
_DAY_MONTH = re.compile(
    rf"(?<![\w./,:-])(?:(\d{{1,2}}){_SUFFIX}\s?(?:-|–|to|bis|und|and|/|au|al)\s?)?"
    rf"(\d{{1,2}}){_SUFFIX}{_OF}[\s./-]{{0,3}}({MONTH})\.?(?!\w*[^\W\d]){_NO_VERB}{_YEAR}(?!\d)",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"(?<![\w-])({MONTH})(?:\.?[\s-]{{1,2}}|\.)(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s{{1,2}}(20\d{{2}}))?"
    r"(?![\w%]|[.,:/-]\d|\s?(?:pcs?|pieces|kg|units|sets|days|weeks|%))",
    re.IGNORECASE,
)
#: A year behind the day that no partner of ours can mean. Round numbers are quantities.
_ODD_YEAR = re.compile(
    r"(?:,|\sof|\sde)?\s(\d{3}[1-9])(?=[.,;:)!?]?(?:\s|$))(?!\s{0,2}[a-z]{2,5}\b)", re.IGNORECASE
)
_PART = re.compile(
    rf"(?<!\w)({either(PARTS)})[\s-]{{0,3}}(?:of\s|de\s|di\s|av\s|d['’])?\s?"
    rf"({MONTH}|(?:this|the|next)?\s?month|(?:nächsten\s)?monats?|mois|mes|mês|mese|månaden)"
    r"\.?(?!\w)(?:[\s-]{1,2}(20\d{2}))?",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(
    rf"(?<!\w)(?:(20\d{{2}})\s)?({MONTH})[\s-]{{1,2}}(end|başı|ortası|sonu)\w{{0,3}}(?!\w)",
    re.IGNORECASE,
)
_PART_EAST = re.compile(r"(?<!\d)(\d{1,2})\s?月\s?(上旬|中旬|下旬|底|末|初)")
_WHOLE = re.compile(
    rf"(?<!\w)(?:in|im|en|em|during|nel|i|w)\s{{1,2}}({MONTH})\.?(?!\w)(?!\s{{1,2}}\d{{1,2}}(?!\d))"
    r"(?:[\s,]{1,2}(20\d{2}))?",
    re.IGNORECASE,
)


def named_dates(text: str, when: When) -> Iterator[FoundDate]:
    """Every date that names a month or a part of one."""
    for match in _DAY_MONTH.finditer(text):
        yield from _day_month(match, when)
    for match in _MONTH_DAY.finditer(text):
        yield from _days(match, (match[2], match[2]), match[1], match[3], when)
    for match in _PART.finditer(text):
        yield from _part(match, PARTS[squeezed(match[1]).rstrip("-")], match[2], match[3], when)
    for match in _PART_AFTER.finditer(text):
        part = PARTS[match[3].lower()]
        yield from _part(match, part, match[2], match[1], when)
    for match in _PART_EAST.finditer(text):
        if 1 <= int(match[1]) <= 12:
            first, last = month_part(PARTS[match[2]], int(match[1]), None, when.reference)
            yield _found(match, first, last, when)
    for match in _WHOLE.finditer(text):
        yield from _part(match, "whole", match[1], match[2], when)


def _day_month(match: re.Match[str], when: When) -> Iterator[FoundDate]:
    year = match[4] or match[5] or match[6]
    yield from _days(match, (match[1] or match[2], match[2]), match[3], year, when)


def _days(
    match: re.Match[str], days: tuple[str, str], name: str, year: str | None, when: When
) -> Iterator[FoundDate]:
    number = month(name, when.language)
    if number is None:
        return
    start, end = (day_of(int(one), number, year, when.reference) for one in days)
    odd = _ODD_YEAR.match(match.string, match.end()) if not year else None
    if odd and start and end:
        yield impossible(match, f"the year {odd[1]} cannot be meant", odd.end())
    elif start is not None and end is not None and start <= end:
        yield _found(match, start, end, when)
    elif end is None and int(days[1]) <= 31:
        yield impossible(match, "there is no such day")


def _part(
    match: re.Match[str], part: str, name: str, year: str | None, when: When
) -> Iterator[FoundDate]:
    named = re.fullmatch(MONTH, name, re.IGNORECASE)
    if not named:
        yield _found(match, *_this_month(part, name, when), when)
        return
    number = month(name, when.language)
    if number is not None and (part != "whole" or year or not name.islower() or len(name) > 3):
        first, last = month_part(part, number, year and str(full_year(year)), when.reference)
        yield _found(match, first, last, when)


def _this_month(part: str, words: str, when: When) -> tuple[date, date]:
    later = 1 if re.search(r"next|nächst", words, re.IGNORECASE) else 0
    day = add_months(when.reference.replace(day=1), later)
    last = last_day_of_month(day.year, day.month)
    if part == "late":  # "end of the month" is its last day, as payments and orders have it
        return last, last
    return month_part(part, day.month, str(day.year), when.reference)


def _found(match: re.Match[str], first: date, last: date, when: When) -> FoundDate:
    words = match[0].rstrip(" .")
    return FoundDate(
        start=match.start(),
        end=match.start() + len(words),
        raw=words,
        readings=(when.span(first, last),),
    )
