"""Dates that hang on another: in 2 weeks, 2 wks later than confirmed, about 10 days after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from domain.datewords.days import add_months
from domain.datewords.found import FoundDate, Later, When
from domain.datewords.vocabulary import (
    ABOUT,
    ANCHORS,
    NUMBER,
    POSTPONED,
    UNIT,
    UNITS,
    WITHIN,
    WORKING,
    count,
    either,
    squeezed,
)

_SO_MANY = (
    rf"(?P<about>(?:{either(ABOUT)})\.?\s{{1,2}}|[~≈约約]\s?)?(?P<least>{NUMBER})"
    rf"(?:\s?(?:-|–|to|bis|à|a|or|oder)\s?(?P<most>{NUMBER}))?[\s-]{{0,3}}"
    rf"(?P<working>working\s|business\s)?(?:calendar\s|weitere\s|more\s)?(?P<unit>{UNIT})"
)
_LATER = re.compile(
    rf"(?<![\w.,])(?:{_SO_MANY})(?!\w)\.?\s{{0,2}}(?P<anchor>{either(ANCHORS)})(?!\w)",
    re.IGNORECASE,
)
_LATER_EAST = re.compile(
    r"(?P<least>\d{1,3}|[一两二三四五六七八十])(?P<most>)\s?(?P<unit>天|日|周|週間|週|个星期|个月)\s?"
    r"(?P<anchor>后|之后|以后|後|遅れ)"
)
_POSTPONED = re.compile(
    rf"(?:(?<!\w)|(?<=[\u3040-\u9fff]))(?:{either(POSTPONED)})\s{{0,2}}(?:{_SO_MANY})(?:\b|(?<=[\u3040-\u9fff]))",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    rf"(?<!\w)(?P<within>{either(WITHIN)})\s{{1,2}}(?:{_SO_MANY})(?!\w)"
    rf"(?!\s{{0,2}}(?:{either(ANCHORS)})(?!\w))",
    re.IGNORECASE,
)
_FROM_NOW = re.compile(
    rf"(?<!\w)(?:{_SO_MANY})\s(?:from\s(?:now|today)|ab\sheute|à\spartir\sd['’]aujourd['’]hui)(?!\w)",
    re.IGNORECASE,
)


def relative_dates(text: str, when: When) -> Iterator[FoundDate]:
    """Every date that is so many days after another one, or after the day of writing."""
    for pattern in (_LATER, _LATER_EAST, _POSTPONED):
        for match in pattern.finditer(text):
            yield _later(match)
    for pattern in (_AHEAD, _FROM_NOW):
        for match in pattern.finditer(text):
            yield _ahead(match, when)


def _steps(match: re.Match[str]) -> tuple[int, int, int]:
    least = count(match["least"])
    most = count(match["most"]) if match["most"] else least
    return least, max(least, most), UNITS[squeezed(match["unit"])]


def _later(match: re.Match[str]) -> FoundDate:
    least, most, days = _steps(match)
    said = squeezed(match.groupdict().get("anchor") or "")
    anchor = ANCHORS.get(said, "previous" if said in ("后", "之后", "以后", "後") else "")
    words = match.groupdict()
    working = bool(words.get("working")) or squeezed(words["unit"]) in WORKING
    first, last = least * days, most * days
    if working:  # five of seven, and up to a weekend more by where they begin
        first, last = first * 7 // 5, last * 7 // 5 + 2
    rough = working or bool(words.get("about"))
    later = Later(least=first, most=last, anchor=anchor, rough=rough)
    return FoundDate(start=match.start(), end=match.end(), raw=match[0], later=later)


def _ahead(match: re.Match[str], when: When) -> FoundDate:
    least, most, days = _steps(match)
    first, last = (_after(when, number, days) for number in (least, most))
    within = squeezed(match.groupdict().get("within") or "")
    if within in ("within", "innerhalb", "innerhalb von", "inom", "binnen", "dentro de"):
        first = when
    return FoundDate(
        start=match.start(),
        end=match.end(),
        raw=match[0],
        readings=(when.span(first.reference, last.reference),),
    )


def _after(when: When, number: int, days: int) -> When:
    day = (
        add_months(when.reference, number)
        if days == 30
        else when.reference + timedelta(days=number * days)
    )
    return when.model_copy(update={"reference": day})
