"""Charges by the day: so many days at a rate, what they make, for each of how many boxes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from agents.reader.entries import Entry
from agents.reader.letter import Letter
from agents.reader.phrases import Phrase
from agents.reader.spelling import boxes_written
from agents.reader.sums import sums, told
from domain.durations import FoundDuration, find_durations

#: What may stand between days and the rate for each.
_AT = re.compile(
    r"[\s,:(]{0,3}(?:(?:each|per\sbox|per\scontainer|cada\suno|cada\suna|chacun|chacune|je\scontainer|ciascuno|cadauno|adet\sbaşı|billed|charged|berechnet)[\s,]{1,2})?"
    r"(?:@|x|×|\*|at|a|à|zu|je|por|al|til|för|om|rate|tarifa|de|di)[\s:]{0,2}$",
    re.IGNORECASE,
)
_MAKES = re.compile(
    r"[\s/,)]{0,3}(?:(?:per|/|a|pro|par|por|al|je)\s?(?:day|tag|jour|día|dia|giorno|dag|gün)\s?)?[\s,]{0,2}(?:=|makes|total|son|ergibt|soit|gesamt|totale|toplam)[\s:]{0,2}$",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[\s:,(]{0,3}$")


class Daily(NamedTuple):
    """Days at a rate. `total` is the sum they make, None where it is not written.

    `boxes` are the containers they are for, each with all the days.
    """

    phrase: Phrase
    days: FoundDuration
    rate: Entry | None
    total: Entry | None
    boxes: tuple[str, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Characters of the part."""
        return self.phrase.start + start, self.phrase.start + end


def daily_charges(letter: Letter) -> Iterator[Daily]:
    """Every number of days with the rate or the sum that stands behind it, if they agree."""
    every: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for one in sums(letter):
        every[one.phrase.part.name, one.phrase.start].append(one)
    for phrase in told(letter):
        inside = every[phrase.part.name, phrase.start]
        if phrase.part.name == "subject" or not inside:
            continue
        for span in find_durations(phrase.text):
            if span.unit == "DAY" and (found := _read(phrase, span, inside)):
                yield found


def _read(phrase: Phrase, span: FoundDuration, inside: list[Entry]) -> Daily | None:
    behind = [one for one in inside if one.start >= phrase.start + span.end]
    boxes = tuple(dict.fromkeys(one.plain for one in boxes_written(phrase.text[: span.start])))
    if not behind:
        return None
    first, rest = behind[0], behind[1:]
    between = phrase.part.text[phrase.start + span.end : first.start]
    if _PLAIN.fullmatch(between) and first.label:
        return Daily(phrase, span, None, first, boxes)
    if not _AT.fullmatch(between):
        return None
    linked = rest and _MAKES.fullmatch(phrase.part.text[first.end : rest[0].start])
    total = rest[0] if rest and linked else None
    if total is None:
        return Daily(phrase, span, first, None, boxes)
    for count in {1, max(len(boxes), 1)}:
        if total.amount.value == span.n * first.amount.value * Decimal(count):
            return Daily(phrase, span, first, total, boxes if count > 1 else boxes[-1:])
    return None
