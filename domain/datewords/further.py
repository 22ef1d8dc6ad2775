"""Days on top of those told before: another week, 5 days more, eine weitere Woche."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.datewords.found import FoundDate, Later
from domain.datewords.vocabulary import (
    ABOUT,
    NUMBER,
    UNIT,
    UNITS,
    WORKING,
    count,
    either,
    squeezed,
)
from domain.words import Hit, lexicon

#: What such days are counted from: the day that the partner told last.
TOLD = "told"
#: So far from the days the words may stand that make them a delay.
_NEAR = 40
_BEHIND = re.compile(
    rf"\s{{0,2}}(?:(?:um|de|di|by|of|med|o|延迟|推迟|推后|延期)\s?)?(?:(?P<least>{NUMBER})\s?)?"
    rf"(?:(?:weitere|more|full|volle)\s)?(?P<unit>{UNIT})(?![^\W\u3040-\u9fff])",
    re.IGNORECASE,
)
_AHEAD = re.compile(rf"(?<![\w.,])(?P<least>{NUMBER})\s{{1,2}}$", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?<![\w.,])(?P<least>{NUMBER})[\s-]{{0,2}}(?:calendar\s|working\s|business\s)?(?P<unit>{UNIT})"
    r"\s(?:(?:de\s|di\s)?(?:retard|delay|verzug|ritardo|retraso|atraso|försening|gecikme|vertraging)\s)?$",
    re.IGNORECASE,
)
_ABOUT = re.compile(rf"(?<!\w)(?:{either(ABOUT)})\s{{1,2}}(?=\w)", re.IGNORECASE)
_RANGE = re.compile(rf"(?:{NUMBER})\s?(?:-|–|to|bis|à|a|or|oder|till|do|tot)\s?$", re.IGNORECASE)
#: So far from the word for more its number may stand.
_LOOK = 24


def further_days(text: str) -> Iterator[FoundDate]:
    """Every number of days, weeks or months that is told as more than what was told before."""
    said = lexicon("further")
    hits = said.find(text)
    late = [hit for hit in hits if hit.code == "late"]
    if not late:
        return
    for hit in hits:
        found = _unit_of(text, hit)
        if found is None:
            continue
        start, end, number, unit = found
        window = text[max(0, start - _NEAR) : end + _NEAR]
        near = [one for one in late if one.start < end + _NEAR and one.end > start - _NEAR]
        if near and not said.has(window, "sooner"):
            yield _found(text, (start, end), number * UNITS[squeezed(unit)], unit, near)


def _unit_of(text: str, hit: Hit) -> tuple[int, int, int, str] | None:
    """Where the days stand beside the word for more, how many of which unit; None for none."""
    low = max(0, hit.start - _LOOK)
    if hit.code == "after":
        match = _BEFORE.search(text[low : hit.start])
        told = match and (low + match.start(), hit.end, count(match["least"]), match["unit"])
        return told or None
    match = _BEHIND.match(text, hit.end) if hit.code in ("one", "before") else None
    ahead = _AHEAD.search(text[low : hit.start])
    if match is None or not (match["least"] or ahead or hit.code == "one"):
        return None
    if match["least"] or ahead is None:
        return hit.start, match.end(), count(match["least"] or "one"), match["unit"]
    return low + ahead.start(), match.end(), count(ahead["least"]), match["unit"]


def _found(text: str, at: tuple[int, int], days: int, unit: str, late: list[Hit]) -> FoundDate:
    """With the nearest word that makes them a delay, so that the quoted words say it again."""
    start, end = at
    cue = min(late, key=lambda one: max(start - one.end, one.start - end, 0))
    start, end = min(start, cue.start), max(end, cue.end)
    low = max(0, at[0] - _LOOK)
    about = _ABOUT.search(text[low : at[0] + _LOOK]) or _RANGE.search(text[low : at[0]])
    working = squeezed(unit) in WORKING
    first, last = (days * 7 // 5, days * 7 // 5 + 2) if working else (days, days)
    later = Later(least=first, most=last, anchor=TOLD, rough=working or about is not None)
    return FoundDate(start=start, end=end, raw=text[start:end], later=later)
