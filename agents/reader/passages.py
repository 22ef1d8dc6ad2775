"""The sender's new words cut into passages: sentences, and parts of sentences about one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from domain.evidence import Part
from domain.words import table

_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:rev|ind|dwg|drg|zchn|pos|no|nr|art|approx|ca|z\.b|u\.a|i\.a|o\.g|bzw|max|min|incl|inkl|exkl|st|dr|mr|mrs|ms|"
    r"best|abt|ref|qty|poz|sr|sra|n|p\.o|a\.o|e\.g|i\.e|vgl|tel|ext|cant|qtd|env|resp|evtl|ggf|spät|v|kl|"
    r"vs|ns|réf|spett|gent|gent\.ma|egr|dott|ing|sig|cap|soc|s\.p\.a|s\.r\.l|s\.l|s\.a|ltda|cad|mod|cde|cmde|tél|estim|dept|sn|tic|"
    r"a\.ş|bl|b\.l|avv|prof|usw|inkl|zzgl|lt|lfd|lief|rg|auftr|vgl|geb|str|g\.w|n\.w|gr|wt|apdo|ud|uds|vdo|ptas|cía|exp|dest|dto)\.$",
    re.IGNORECASE,
)
_STOP = re.compile(r"(?<!\s)\.(?=\s|$)|[!?](?=\s|$)|[。！？；]|;(?=\s)|\n[ \t]*\n|\n")
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*•–·]\s|\d{1,2}[.)]\s|[\w /.'’-]{2,30}[:：][ \t])")
#: The number of a point of a list, as far as its full stop.
_POINT = re.compile(r"[ \t>]{0,4}\d{1,2}\.")
#: Words set in columns: such a line was ended by its writer, however long it is.
_COLUMNS = re.compile(r"\t|\S {2,}\S")
_CONTRAST = re.compile(
    r"(?:[,;–-]\s{0,2}|\s)(?:but|however|while|whereas|aber|jedoch|dagegen|mais|tandis\sque|pero|mientras|mas|porém|"
    r"enquanto|però|mentre|men|medan|ama|fakat|ale|maar)(?=[\s,])(?!\s(?:on|only|auf|erst|le|el)\b)"
    r"(?!\s(?:uma?|outr[ao]s?|dois|duas|três|\d{1,3})\s(?:dias?|semanas?|m[eê]s))|[，,]但是?|；",
    re.IGNORECASE,
)
#: A line shorter than this was ended by its writer, a longer one by the program that wraps it.
_WRAPPED = 58
#: The name of a month behind the number of a day: `am 2. Juni`; or what explains the day.
_MONTH = re.compile(
    r"\s?(?:\(|(?:"
    + "|".join(sorted({str(w)[:3] for ws in table("dates")["months"].values() for w in ws}))
    + r")\w{0,9}(?!\w))",
    re.IGNORECASE,
)
#: A week behind its number: `in der 16. KW`; a unit cut short in the middle of a sentence.
_WEEK = re.compile(r"\s?(?:KW|Kalenderwoche|Woche|hafta|tydzień|tydz)(?!\w)", re.IGNORECASE)
_UNIT = re.compile(
    r"\d\s?(?:sem|wks?|hrs?|min|pal|plts?|cart|kart|ctns?|pcs|stk|stck|pz|pzas|uds|szt|tyg|ad|kg|mo|mths?)\.$",
    re.IGNORECASE,
)
#: A day and its month, each with its full stop.
_DAY = re.compile(r"(?<![\d.])\d{1,2}\.\s?\d{1,2}\.$")
#: No one writes longer sentences; what is longer is cut, so that reading takes linear time.
_LONGEST = 1_200


class Passage(NamedTuple):
    """Characters `start`..`end` of a part."""

    part: Part
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.part.text[self.start : self.end]


def sentences(part: Part, taken: list[tuple[int, int]]) -> Iterator[Passage]:
    """The sentences of the fresh text outside the ranges `taken` by tables."""
    for low, high in fresh_ranges(part):
        start = low
        for match in _STOP.finditer(part.text, low, high):
            if _ends(part.text, match, start, high):
                yield from _outside(Passage(part, start, match.end()), taken)
                start = match.end()
        yield from _outside(Passage(part, start, high), taken)


def fresh_ranges(part: Part) -> list[tuple[int, int]]:
    """The ranges that are neither quoted mail nor signature."""
    ranges, at = [], 0
    for low, high in sorted(part.quoted + part.signature):
        if low > at:
            ranges.append((at, low))
        at = max(at, high)
    if at < len(part.text):
        ranges.append((at, len(part.text)))
    return ranges


def _outside(passage: Passage, taken: list[tuple[int, int]]) -> Iterator[Passage]:
    inside = any(passage.start < high and passage.end > low for low, high in taken)
    if not passage.text.strip() or inside:
        return
    for start in range(passage.start, passage.end, _LONGEST):
        yield Passage(passage.part, start, min(passage.end, start + _LONGEST))


def _ends(text: str, match: re.Match[str], start: int, high: int) -> bool:
    if match[0] == ".":
        before = text[max(start, match.start() - 12) : match.end()]
        after = text[match.end() : match.end() + 2].strip()
        digit = match.start() > 0 and text[match.start() - 1].isdigit()
        if _POINT.fullmatch(text[text.rfind("\n", 0, match.start()) + 1 : match.end()]):
            return False
        behind = _MONTH.match(text, match.end()) or _WEEK.match(text, match.end())
        if digit and (after[:1].islower() or after[:1] in ("-", "–") or behind):
            return False
        if after[:1].islower() and _UNIT.search(before):
            return False
        if after[:1].isdigit() and _DAY.search(before):
            return False  # `27.05. 12 Uhr`
        return not _ABBREVIATED.search(before)
    if match[0] != "\n":
        return True
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    following = text[match.end() : min(high, match.end() + 80)]
    if _LIST_ITEM.match(following) or _COLUMNS.search(line):
        return True
    return len(line) < _WRAPPED and not following[:1].islower()


def clauses(passage: Passage) -> Iterator[Passage]:
    """The passage cut at `but` and its like: each side may say another thing."""
    start = passage.start
    for match in _CONTRAST.finditer(passage.text):
        at = passage.start + match.start()
        if at - start > 8:
            yield Passage(passage.part, start, at)
            start = at
    yield Passage(passage.part, start, passage.end)
