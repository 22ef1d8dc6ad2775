"""Days by which whoever writes will answer: `we will revert by 16 March` promises no goods."""

from __future__ import annotations

import re

from agents.reader.denied import denied
from domain.datewords import FoundDate
from domain.words import Hit, lexicon

#: So far behind the words a day may stand that is theirs, and so far before them.
_BEHIND, _AHEAD = 90, 60
#: Where another thing begins: a day on the other side is not of these words.
_CUT = re.compile(
    r"[;:；：]|[,，、]?\s(?:and|but|und|aber|et|mais|y|pero|e|ma|mas|och|men|ve|ama|i|ale|en|maar)\s",
    re.I,
)
_END = re.compile(r"(?:[!?;]|(?<!\d)\.)\s|\n\s*\n")
#: `we will confirm on 16 March` tells when; `we confirm you 16 March` is the day confirmed.
_ON = re.compile(r"\s(?:(?:you|this|it|again|latest)\s){0,2}on\s", re.IGNORECASE)


def is_answer_day(text: str, one: FoundDate) -> bool:
    """Whether the words make a date the day of an answer of theirs, and of nothing else."""
    said = lexicon("answering")
    hits = [hit for hit in said.find(_plain(text, one)) if hit.code in ("answers", "confirms")]
    if one.later is not None or not hits or said.has(_sentence(text, one), "asked"):
        return False
    return any(_is_of(text, one, hit) for hit in hits if not denied(text, hit.start))


def _plain(text: str, one: FoundDate) -> str:
    """The text with the date as one word: full stops in it end no phrase."""
    return text[: one.start] + re.sub(r"[^\w]", "x", one.raw) + text[one.end :]


def _sentence(text: str, one: FoundDate) -> str:
    """What stands between the ends of sentences around the date."""
    low = max((end.end() for end in _END.finditer(text, 0, one.start)), default=0)
    end = _END.search(text, one.end)
    return text[low : end.start() if end else len(text)]


def _is_of(text: str, one: FoundDate, hit: Hit) -> bool:
    between = _between(text, one, hit)
    if between is None or _CUT.search(between) or _END.search(between):
        return False
    if hit.code == "answers":
        return not lexicon("answering").has(between, "that") and not _of_goods(between)
    until = one.bound in ("by", "before")
    whole = text[min(hit.start, one.start) : max(hit.end, one.end)]
    if until and not _of_goods(whole):
        return True
    return hit.end <= one.start and _ON.fullmatch(between) is not None


def _between(text: str, one: FoundDate, hit: Hit) -> str | None:
    """The words between, or those the date stands within; None where they are far apart."""
    if hit.end <= one.start:
        return text[hit.end : one.start] if one.start - hit.end <= _BEHIND else None
    if one.end <= hit.start:
        return text[one.end : hit.start] if hit.start - one.end <= _AHEAD else None
    return text[hit.start : one.start] + " " + text[one.end : hit.end]


def _of_goods(words: str) -> bool:
    """Whether goods move in these words, behind whatever date or question is to be answered."""
    said = lexicon("answering")
    comes = [hit for hit in lexicon("date_role").find(words) if hit.code == "comes"]
    moves = [hit.start for hit in comes if not said.has(words[hit.start : hit.end], "date")]
    dates = [hit.end for hit in said.find(words) if hit.code == "date"]
    return bool(moves) and max(moves) >= max(dates, default=0)
