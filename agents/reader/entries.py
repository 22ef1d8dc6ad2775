"""Sums in a letter with what the words beside them say they are: rows of a table, and prose."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from agents.reader.notation import Notation
from agents.reader.phrases import WIDE, Phrase, phrases
from agents.reader.row_amounts import row_amount
from domain.amounts import FoundAmount, find_amounts
from domain.datewords import find_dates
from domain.durations import find_durations
from domain.evidence import Part
from domain.numberwords import quantities
from domain.words import lexicon

_LISTED = re.compile(r"[ \t]*(?:\d{1,2}[.)]|[a-z]\))[ \t]", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{2,4}){3,8}(?!\w)")
_SHARE_OF = re.compile(
    r"(?:%|percent|prozent)\s?(?:of|von|aus|de|du|di|da|do|av|van|z)?\s?[A-Z€$£]{0,3}\s?$", re.I
)
#: `1,480.00 linehaul + 25.00 detention`: what is added is named behind.
_ADDED = re.compile(
    r"(?:[+&]|(?<!\w)(?:plus|zuzüglich|zzgl\.?|más|mais|più|artı))\s?$", re.IGNORECASE
)
#: What stands between a sum and the share of it.
_MAKES = re.compile(r"\s{0,3}(?:=|→|makes|ergibt|fait|son|dá|fa)\s{0,3}")
#: Labels of sums that are charges of their own on a bill.
CHARGES = frozenset(
    {"freight", "surcharge", "tax", "detention", "demurrage", "chassis", "accessorial"}
    | {"one_off", "exam", "fee", "fine", "damages", "cancellation"}
)
#: Words farther from a sum than this say nothing of it.
_NEAR = 60
#: A paper with more sums is a report for people.
_MOST = 250


class Entry(NamedTuple):
    """A sum at `start`..`end` of the part; `label` is a code of the list `amount`, or empty.

    `before` and `after` are the words around it, up to the next sum; `strong` when it can be
    nothing but money: it has a currency or cents, or groups thousands.
    """

    phrase: Phrase
    start: int
    end: int
    amount: FoundAmount
    label: str
    before: str
    after: str
    strong: bool

    @property
    def where(self) -> tuple[Part, int, int]:
        """The words of the sum itself."""
        return self.phrase.part, self.start, self.end


def entries(part: Part, how: Notation, currency: str = "") -> tuple[Entry, ...]:
    """Every sum of the part's new words that may be money."""
    return _entries(part, how, currency)


#: `came in USD 645.00 short`: what stands before names the payment.
_SHORT = re.compile(
    r"\s?(?:short|too\slittle|less\sthan\s(?:due|billed|invoiced)|zu\swenig|de\smoins|en\smoins|de\smenos|a\smenos|in\smeno|"
    r"för\slite|eksik|za\smało|te\sweinig)(?!\w)",
    re.IGNORECASE,
)


@lru_cache(maxsize=32)
def _entries(part: Part, how: Notation, currency: str) -> tuple[Entry, ...]:
    found: list[Entry] = []
    for phrase in phrases(part):
        found += _in_phrase(phrase, how, currency)
        if len(found) >= _MOST:
            break
    return tuple(found[:_MOST])


def _in_phrase(phrase: Phrase, how: Notation, currency: str) -> Iterator[Entry]:
    """Sums of prose and of labels in a row each by the words around them; else the row's own."""
    text, sums = phrase.text, _sums(phrase.text, how, currency)
    gaps = [text[one.end : other.start] for one, other in itertools.pairwise(sums)]
    if phrase.row and len(sums) > 1 and not any(meaning(gap) for gap in gaps):
        yield from in_row(phrase, sums)
        return
    for index, one in enumerate(sums):
        low = _behind_others(sums, index)
        high = sums[index + 1].start if index + 1 < len(sums) else len(text)
        reach = low if phrase.row else max(low, one.start - _NEAR)  # columns stand far apart
        before, after = text[reach : one.start], text[one.end : high][:_NEAR]
        named = "" if _ADDED.search(before) else meaning(before)
        label = named or ("" if phrase.row else meaning_behind(after))
        if _SHORT.match(after):
            label = "difference"
        if _is_made_of(text, sums, index):  # `3 % of 540.00 = 16.20`: the product has the name
            label = label or meaning(text[: sums[index - 1].start])
        if _is_made_of(text, sums, index + 1):
            label = ""
        yield entry_at(phrase, one, label, (before, after))


def _behind_others(sums: list[FoundAmount], index: int) -> int:
    """Where the last sum before this one ends; mere counts keep no words from a sum of money."""
    weight = is_strong(sums[index])
    before = [one for one in sums[:index] if is_strong(one) or not weight]
    return before[-1].end if before else 0


def _is_made_of(text: str, sums: list[FoundAmount], index: int) -> bool:
    """Whether the sum at this place is a share of the one before it: `3 % of 540.00 = 16.20`."""
    if not 0 < index < len(sums):
        return False
    base, one = sums[index - 1], sums[index]
    shared = _SHARE_OF.search(text[max(0, base.start - 16) : base.start])
    return bool(shared) and _MAKES.fullmatch(text[base.end : one.start]) is not None


def in_row(phrase: Phrase, sums: list[FoundAmount]) -> Iterator[Entry]:
    """Sums of a row that its first cells name: what it comes to has the name, the others none."""
    text = phrase.text
    name = meaning(text[: sums[0].start])
    main = row_amount(phrase, sums)
    for one in sums:
        if one == main or is_strong(one):
            label = name if one == main else ""
            yield entry_at(phrase, one, label, (text[: one.start], text[one.end :][:_NEAR]))


def entry_at(phrase: Phrase, one: FoundAmount, label: str, around: tuple[str, str]) -> Entry:
    """The entry of a sum of a phrase."""
    base, (before, after) = phrase.start, around
    strong = is_strong(one)
    return Entry(phrase, base + one.start, base + one.end, one, label, before, after, strong)


def is_strong(one: FoundAmount) -> bool:
    """Whether the number can be nothing but money."""
    return bool(one.currency) or one.cents == 2 or (one.cents == 0 and not one.raw.isdigit())


def _sums(text: str, how: Notation, currency: str) -> list[FoundAmount]:
    """Sums that are no day, no duration, no counted things, no number of a list or an account."""
    found = find_amounts(text, how.decimal, currency, how.blanks)
    sure = [(one.start, one.end) for one in found if one.currency]
    other = [match.span() for match in _ACCOUNT.finditer(text)]
    listed = _LISTED.match(text)
    other += [listed.span()] if listed else []
    other += [(one.start, one.end) for one in find_durations(text)]
    other += [(one.start, one.end) for one in quantities(text, how.decimal)]
    dated = [(one.start, one.end) for one in find_dates(text, how.when)]
    other += [one for one in dated if not _meets(one, sure)]
    return [
        one
        for one in found
        if one.currency or not (_meets((one.start, one.end), other) or _numbers(text, one))
    ]


def _numbers(text: str, one: FoundAmount) -> bool:
    """Whether it numbers a point of a list: `1) late shipment 2) transhipment`."""
    return (
        text[one.end : one.end + 1] == ")"
        and one.raw.isdigit()
        and "(" not in text[max(0, one.start - 2) : one.start]
    )


def _meets(one: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(one[0] < high and one[1] > low for low, high in others)


@lru_cache(maxsize=2048)
def meaning(words: str) -> str:
    """What the words before a sum call it: the last cell that says so, its last name."""
    for cell in reversed(WIDE.split(words)):
        if code := _last_name(cell):
            return code
    return ""


@lru_cache(maxsize=2048)
def meaning_behind(words: str) -> str:
    """What the words behind a sum call it, before the next comma or full stop."""
    clause = re.split(r"[,;.!?()\n]", words, maxsplit=1)[0]
    first = next(iter(_names(clause)), None)
    return first[0] if first and first[1] <= 24 else ""


def heading(part: Part) -> str:
    """The charge a paper is for: the first one its head or its file's name calls by name."""
    for words in (part.text[:200], part.file_name.replace("_", " ")):
        if found := [code for code, _, _ in _names(words) if code in CHARGES]:
            return found[0]
    return ""


def _names(words: str) -> list[tuple[str, int, int]]:
    """Names in order; of those that overlap the longest."""
    hits = sorted(lexicon("amount").find(words), key=lambda hit: (hit.start - hit.end, hit.start))
    kept: list[tuple[str, int, int]] = []
    for hit in hits:
        if not any(hit.start < high and hit.end > low for _, low, high in kept):
            kept.append((hit.code, hit.start, hit.end))
    return sorted(kept, key=lambda one: one[1])


def _last_name(words: str) -> str:
    names = _names(words)
    if not names:
        return ""
    code, start, _ = names[-1]
    if code in ("total", "net") and len(names) > 1 and not words[names[-2][2] : start].strip(" -:"):
        before = names[-2][0]
        return before if before not in ("net", "total") else "total"
    return code
