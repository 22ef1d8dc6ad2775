"""Dates in digits: 9/4, 09.04.2026, 2026/04/09, 4月9日; all orders the writer may have meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from domain.datewords.days import day_of, distance
from domain.datewords.found import FoundDate, When, impossible
from domain.datewords.vocabulary import BOUNDS, WEEKDAYS, either

_YEAR_FIRST = re.compile(
    r"(?<![\w./-])(20\d{2})\s?([-/.年])\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)日?"
)
_EAST = re.compile(r"(?:(20\d{2})年\s?)?(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]")
_THREE = re.compile(
    r"(?<![\w/.,-])(\d{1,2})(?:(?P<sep>[./-])\s?)(\d{1,2})(?P=sep)"
    # `27.05. 12 Uhr`: what stands apart and is followed by a word for time is no year
    r"\s?(20\d{2}|\d{2})(?![\d]|[./-]\d|(?<=\s\d\d)(?::\d|\s?(?:uhr|h|hrs?|heures|horas|ore|noon|[ap]\.?m)(?!\w)))",
    re.IGNORECASE,
)
_TWO = re.compile(r"(?<![\w/.,+-])(\d{1,2})/(\d{1,2})(?![\w/%]|[.,]\d|-\d)")
_DOTTED = re.compile(r"(?<![\w/.,+-])(\d{1,2})\.\s?(\d{1,2})\.(?!\d)")
#: `27.04'te`, `15.04'e kadar`; `13.04 Pazartesi`: the suffix or the weekday shows that it is a day.
_SUFFIXED = re.compile(
    rf"(?<![\w/.,+-])(\d{{1,2}})\.(\d{{1,2}})(?:['’](?:te|ta|de|da|den|dan|ten|tan|e|a|ye|ya|i|ı|ü|u|nde|nda)(?!\w)"
    rf"|\s(?:{either(WEEKDAYS)})(?!\w))",
    re.IGNORECASE,
)
# Without the second dot it may be a decimal number: only where a word before it announces a day.
_ANNOUNCED = re.compile(
    r"\b(?P<word>am|vom|bis|zum|den|dem|le|du|au|dia|el|il|al|on|auf|från|till|kl)\s{1,2}"
    r"(\d{1,2})\.(\d{1,2})(?![\w./%]|,\d|\s?(?:%|kg|eur|usd|m3))",
    re.IGNORECASE,
)
#: `by 07.04`: `by 2.5` may be a share, two digits each with a month behind are a day.
_UNTIL = re.compile(
    r"\b(?P<word>by|until|before|from|entro|hasta|até|op|do|senast)\s{1,2}"
    r"([0-3]\d)\.(0[1-9]|1[0-2])(?![\w./%]|,\d|\s?(?:%|kg|eur|usd|m3))",
    re.IGNORECASE,
)


#: `13.04. - 17.04.2026`, `13.-17.04.`: from the first day to the last.
_RANGE = re.compile(
    r"(?<![\w/.,+-])(\d{1,2})\.\s?(?:(\d{1,2})\.(20\d{2}|\d{2}(?!\d))?)?\s?(?:-|–|bis)\s?"
    r"(\d{1,2})\.\s?(\d{1,2})\.(20\d{2}|\d{2}(?!\d))?(?!\d|[./]\d)",
    re.IGNORECASE,
)


def numeric_dates(text: str, when: When) -> Iterator[FoundDate]:
    """Every date in digits."""
    for match in _RANGE.finditer(text):
        yield from _range(match, when)
    for match in _YEAR_FIRST.finditer(text):
        yield from _read(match, [(match[4], match[3])], match[1], when)
    for match in _EAST.finditer(text):
        yield from _read(match, [(match[3], match[2])], match[1], when)
    for match in _THREE.finditer(text):
        yield from _three(match, when)
    for match in _TWO.finditer(text):
        yield from _read(match, _pairs(match[1], match[2], when), None, when)
    for pattern in (_DOTTED, _SUFFIXED):
        for match in pattern.finditer(text):
            yield from _read(match, [(match[1], match[2])], None, when, match.start(1))
    yield from _announced(text, when)


def _announced(text: str, when: When) -> Iterator[FoundDate]:
    """Days in digits with the word before them that makes them days."""
    for pattern in (_ANNOUNCED, _UNTIL):
        for match in pattern.finditer(text):
            bound = match["word"].lower() in BOUNDS  # those are read with their day anyway
            begin = match.start(2) if bound else match.start()
            yield from _read(match, [(match[2], match[3])], None, when, begin)


def _range(match: re.Match[str], when: When) -> Iterator[FoundDate]:
    """The days of a range; nothing where its last day is not behind its first."""
    month, year = match[2] or match[5], match[3] or match[6]
    if max(int(month), int(match[5])) > 12:
        return
    first = day_of(int(match[1]), int(month), year, when.reference)
    last = day_of(int(match[4]), int(match[5]), match[6] or year, when.reference)
    if first is not None and last is not None and first > last and not match[3]:
        first = day_of(int(match[1]), int(month), str(last.year - 1), when.reference)
    if first is not None and last is not None and first < last:
        yield FoundDate(
            start=match.start(),
            end=match.end(),
            raw=match[0],
            readings=(when.span(first, last),),
        )


def _three(match: re.Match[str], when: When) -> Iterator[FoundDate]:
    first, second, third = match[1], match[3], match[4]
    if match["sep"] == ".":  # dots are day first wherever they are used
        pairs = [(first, second)]
    elif "YMD" in when.orders and len(third) == 2:
        yield from _read(match, [(third, second)], first.zfill(2), when)
        return
    elif "YMD" in when.orders:
        pairs = [(first, second), (second, first)]
    else:
        pairs = _pairs(first, second, when)
    yield from _read(match, pairs, third, when)


def _pairs(first: str, second: str, when: When) -> list[tuple[str, str]]:
    """(day, month) in each order that may be meant; the other order where the usual has no day."""
    usual = [(first, second) if order == "DMY" else (second, first) for order in when.orders]
    possible = [pair for pair in usual if 1 <= int(pair[1]) <= 12]
    return possible or [(second, first), (first, second)]


def _read(
    match: re.Match[str],
    pairs: list[tuple[str, str]],
    year: str | None,
    when: When,
    start: int | None = None,
) -> Iterator[FoundDate]:
    days: list[date] = []
    for day, month in pairs:
        found = day_of(int(day), int(month), year, when.reference) if int(month) <= 12 else None
        if found is not None and found not in days:
            days.append(found)
    days.sort(key=lambda day: distance(day, when.reference))
    if days:
        begin = match.start() if start is None else start
        yield FoundDate(
            start=begin,
            end=match.end(),
            raw=match.string[begin : match.end()],
            readings=tuple(when.span(day) for day in days),
        )
    elif year and len(year) == 4 and any(_beyond_its_month(*pair) for pair in pairs):
        yield impossible(match, "there is no such day")


def _beyond_its_month(day: str, month: str) -> bool:
    """30 February, 31 April: the form of a day, and none."""
    return 1 <= int(month) <= 12 and 29 <= int(day) <= 31
