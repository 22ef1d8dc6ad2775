"""Numbers that stand behind the name of a paper: invoices, credit notes, delivery notes, orders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from agents.reader.letter import Letter
from agents.reader.sums import told
from domain.evidence import Part
from domain.numberwords import UNIT_WORDS
from domain.words import lexicon

#: A number of a paper: capitals and digits, with strokes inside, never a day or a sum.
_NUMBER = re.compile(
    r"(?<![\w/.,-])(?=[A-Z0-9/.-]*\d\d)[A-Z0-9]{1,14}(?:[-/.][A-Z0-9]{1,12}){0,4}(?![\w]|[.,/-]\d)"
)
_DAY = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](?:20)?\d{2}|20\d{2}[-/.]\d{1,2}[-/.]\d{1,2}")
_JOIN = re.compile(
    r"(?:[\s:#.-]{0,3}|[ \t:.]{0,24})"
    r"(?:(?:no|nr|num|number|numéro|número|numero|numer|nummer|n°|nº|n|nolu|numaralı|号码|番号)[\s.:#]{0,3})?",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s{0,2}(?:,|;|/|&|\+|and|und|et|y|e|och|ve|i|en|和|及|と)\s{0,2}", re.IGNORECASE
)
#: What stands behind a sum or a quantity, and behind no number of a paper.
_MEASURED = re.compile(
    rf"\s?(?:EUR|USD|GBP|JPY|CNY|SEK|€|\$|£|¥|%|(?:{UNIT_WORDS}))(?!\w|\s?\d)", re.IGNORECASE
)


class Named(NamedTuple):
    """A number at `start`..`end` of the part, and the paper it is the number of."""

    paper: str
    part: Part
    start: int
    end: int

    @property
    def number(self) -> str:
        """The number as written."""
        return self.part.text[self.start : self.end]


def named_papers(letter: Letter, *wanted: str) -> Iterator[Named]:
    """Every number behind the name of one of these papers, and those joined to it."""
    for phrase in told(letter):
        for one in numbers_in(phrase.text):
            if one[0] in wanted:
                yield Named(one[0], phrase.part, phrase.start + one[1], phrase.start + one[2])


def numbers_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Paper, start and end of each number that a name of a paper stands before."""
    hits = lexicon("numbered").find(text)
    paper, reach = "", -1
    for match in _NUMBER.finditer(text):
        before = [hit for hit in hits if hit.end <= match.start()]
        last = max(before, key=lambda hit: (hit.end, hit.end - hit.start), default=None)
        if last and _JOIN.fullmatch(text[last.end : match.start()]):
            paper = last.code
        elif reach < 0 or not _AND.fullmatch(text[reach : match.start()]):
            paper = ""
        if paper and _is_number(match[0]) and not _MEASURED.match(text, match.end()):
            reach = match.end()
            yield paper, match.start(), match.end()
        else:
            reach = -1


def _is_number(text: str) -> bool:
    """Whether it can be the number of a paper: long enough, no day, no round count."""
    return len(text) >= 3 and not _DAY.fullmatch(text)


def invoice_in(letter: Letter, words: str) -> str:
    """The last number in the words that is an invoice on record, or named as one; else empty."""
    for match in reversed(list(_NUMBER.finditer(words))):
        if letter.row(f"invoices:{match[0]}"):
            return match[0]
        known = letter.notes.numbers.full(match[0])
        if known is not None and known.object.startswith("invoices:"):
            return known.number
    named = [one for one in numbers_in(words) if one[0] in ("invoice", "credit_note")]
    return words[named[-1][1] : named[-1][2]] if named else ""
