"""Lots of an order line in one passage: quantities with the dates that belong to them."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from agents.reader.answer_days import is_answer_day
from agents.reader.denied import denied, of_others, refused
from agents.reader.passages import Passage
from agents.reader.sender import Sender
from domain.datewords import FoundDate, find_dates
from domain.datewords.vocabulary import WEEKDAYS, either
from domain.numberwords import FoundNumber, quantities
from domain.record import Row
from domain.words import Hit, lexicon

_TO = re.compile(
    r"[\s,]{0,2}(?:to|until|till|bis|auf|au|al|a|para|para o|till|til|naar|na|på|"
    r"->|=>|→|>|到|至|改为|推迟到|推迟至|延期到|延至|を|に)[\s]{0,2}(?:the|den|le|el|o)?\s{0,2}",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:until|till|bis|jusqu['’]au|hasta|até|fino|tills|tot)(?!\w)", re.IGNORECASE)
#: Where a sentence that tells of several lots is cut.
CUT = re.compile(r"[,;:，；](?=\s)|\s(?:and|und|et|y|e|och|ve|i|en)\s", re.IGNORECASE)
_LOOK = 70
_BEHIND = 28


#: Roles of days on which no goods come: what was, other matters, and answers of the sender's.
NO_GOODS = ("old", "other", "answer")


class Dated(NamedTuple):
    """A date of a passage with its role: new, old, earliest, other, answer, or empty when none is
    said; `kept`, `now` and `later` are words that stand for a day of a part."""

    date: FoundDate
    role: str


class Lot(NamedTuple):
    """A quantity (None: the line, or the rest of it) and its date; offsets count in the passage's
    text."""

    passage: Passage
    date: Dated
    qty: FoundNumber | None = None
    event: str = ""
    doubtful: str = ""
    rest: bool = False


def dated(text: str, sender: Sender, row: Row | None, lots: int = 0) -> list[Dated]:
    """The dates of a passage with their roles; `lots` is how many quantities stand beside them."""
    found = find_dates(text, sender.when())
    roles: list[Dated] = []
    for index, one in enumerate(found):
        low = found[index - 1].end if index else 0
        high = found[index + 1].start if index + 1 < len(found) else len(text)
        role = _of_its_clause(text, one, _role(text, one, low, high))
        if index and roles[-1].role == "other" and _THROUGH.fullmatch(text[low : one.start]):
            role = "other"  # `we are closed 5/1 to 5/5`
        if is_answer_day(text, one):
            role = "answer"
        roles.append(Dated(one, role or _by_label(text, one, low, sender)))
    return _moved(text, roles if lots > 1 else _on_record(roles, row))


#: What stands between the first day and the last of some days.
_THROUGH = re.compile(
    r"\s?(?:-|–|/|&|to|till|until|and|bis|und|au|et|al|hasta|y|até|e|fino\sal|till|och|do|i|tot|en|至|到|~)\s?(?:the\s|le\s|el\s)?",
    re.IGNORECASE,
)


def _role(text: str, one: FoundDate, low: int, high: int) -> str:
    """What the nearest outspoken words before the date, or those right behind it, make of it."""
    if one.later is not None:
        return ""
    behind = lexicon("date_role_after").first(text[one.end : min(high, one.end + _BEHIND)])
    if behind is not None and behind.start < 6:
        return behind.code
    low = max(low, one.start - _LOOK, _rest_begins(text, one))
    window = text[low : one.start + _bound_words(one)]
    hits = [hit for hit in lexicon("date_role").find(window) if not _of_pieces(window, hit)]
    if one.bound == "by":  # `not later than` is no denial
        own = len(window) - _bound_words(one)
        hits = [hit for hit in hits if hit.start < own]
    outspoken = [hit for hit in hits if hit.code != "comes"]
    if not outspoken:
        return "comes" if hits else ""
    return _told(window, one, _nearest(outspoken), hits)


#: `instead of 12,000 pcs`: these words are about pieces.
_PIECES = re.compile(
    r"\s(?:the\s|of\s|den\s|les\s|las\s|los\s|le\s|i\s)?\d[\d.,\s]{0,9}\s?[^\W\d]{2,}"
)


def _of_pieces(window: str, hit: Hit) -> bool:
    """Whether words for what was are told of a number of pieces, and of no day."""
    if hit.code != "old" or refused(window[hit.start : hit.end]):
        return False  # `not 8,000 on 3 April` refuses both
    behind = _PIECES.match(window, hit.end)
    return behind is not None and bool(quantities(behind[0], "."))


def _rest_begins(text: str, one: FoundDate) -> int:
    """Where the sentence turns to the rest of a line: what is said before is of another part."""
    cues = [hit for hit in lexicon("cue").find(text) if hit.code == "balance"]
    turned = [hit.start for hit in cues if hit.end <= one.start]
    cut = [at for at in turned if CUT.search(text[max(0, at - 8) : at])]
    return max(cut, default=0)


#: Where a sentence leaves what was for what we do: `was reworked, and we can dispatch on 27 March`.
_NOW_WE = re.compile(
    r"[,;]\s(?:(?:and|but|so|now|und|aber|jetzt|nun|et|mais|donc|y|pero|e|ma|quindi|och|men|nu|en|maar|i|ale)\s){0,2}"
    r"(?:we\s(?:can|will|shall|are\sable)|we['’]ll|i\s(?:can|will)|wir\s(?:können|werden|liefern|versenden)|(?:können|werden)\swir|"
    r"nous\s(?:pouvons|allons)|podemos|vamos\sa|possiamo|(?:vi\skan|kan\svi)|możemy|(?:we\skunnen|kunnen\swe))\b",
    re.IGNORECASE,
)


def _told(window: str, one: FoundDate, last: Hit, hits: list[Hit]) -> str:
    """What the nearest outspoken words say, as the words around them turn it."""
    if last.code == "old" and one.bound == "before":
        return "earliest"
    if last.code == "old" and _UNTIL.match(one.raw):
        return "new"  # `won't be ready until`
    if last.code == "old" and _NOW_WE.search(window, last.end):
        return "comes"
    if last.code == "new" and denied(window, last.start):
        return "old"  # `non riusciamo per il 5 maggio`
    if last.code == "other" and any(hit.start > last.end for hit in hits if hit.code == "comes"):
        return "comes"
    return last.code


#: Where a sentence turns to another thing: `the mould is in repair, so before 5 June only …`.
_TURNS = re.compile(r"[,;:–，；：]\s|\.\s")


def _of_its_clause(text: str, one: FoundDate, role: str) -> str:
    """What its own clause makes of a date: goods that come there are not what stands before it."""
    low = max((hit.end() for hit in _TURNS.finditer(text, 0, one.start)), default=0)
    if role in ("", "comes", "new") and (of_others(text[low : one.end]) or _of_money(text, one)):
        return "other"
    if role != "other":
        return role
    high = next((hit.start() for hit in _TURNS.finditer(text, one.end)), len(text))
    own = {hit.code for hit in lexicon("date_role").find(text[low:high])}
    return "comes" if low and "comes" in own and "other" not in own else role


def _of_money(text: str, one: FoundDate) -> bool:
    """Whether the last thing told before a day, or right behind it, is money given back; goods that
    come with it, `delivery and credit note on 20 April`, keep the day."""
    backs = [hit for hit in lexicon("given_back").find(text) if hit.code == "credit"]
    comes = [hit for hit in lexicon("date_role").find(text) if hit.code in ("comes", "new")]
    before = max((hit for hit in backs if hit.end <= one.start), key=_by_end, default=None)
    if before is not None:
        turned = any(before.end <= hit.start < one.start for hit in comes)
        joined = any(_AND.fullmatch(text[hit.end : before.start]) for hit in comes)
        return not (turned or joined)
    behind = (hit.start for hit in backs if 0 <= hit.start - one.end <= _BEHIND)
    between = [text[one.end : at] for at in behind]
    return any(not (CUT.search(words) or _BESIDE.match(words)) for words in between)


def _by_end(hit: Hit) -> int:
    return hit.end


#: What joins goods and the money given back that comes with them.
_AND = re.compile(
    r"\s(?:and|with|plus|together\swith|along\swith|und|mit|samt|sowie|et|avec|y|con|e|com|och|med|ve|i|z|en|met)\s"
    r"(?:(?:the|a|our|die|eine|unsere|le|la|un|una|il|o)\s){0,2}",
    re.IGNORECASE,
)
#: Behind the day of goods: what comes with them, or why they come then.
_BESIDE = re.compile(
    r"\s(?:with|together|along|plus|because|due|owing|mit|samt|zusammen|wegen|avec|à\scause|con|junto|por|com|junto|insieme|"
    r"med|tillsammans|ile|birlikte|wraz|razem|met|samen)\s",
    re.IGNORECASE,
)


def _by_label(text: str, one: FoundDate, low: int, sender: Sender) -> str:
    """A date that stands right behind a label of the sender's is news under that label."""
    if one.later is not None:
        return ""
    window = text[max(low, one.start - _LOOK) : one.start + _bound_words(one)]
    return "comes" if sender.labelled(window) else ""


def _bound_words(one: FoundDate) -> int:
    """How far the words before the day reach into the date's own."""
    match = re.match(r"[^\d]{0,24}", one.raw)
    return match.end() if match and one.bound else 0


def _nearest(hits: list[Hit]) -> Hit:
    return max(hits, key=lambda hit: (hit.end, -hit.start))


def _on_record(found: list[Dated], row: Row | None) -> list[Dated]:
    """The date on record, beside another date, is the old one whatever words stand there."""
    known = row.day("promised_date") if row is not None else None
    if known is None or len([one for one in found if one.date.readings]) < 2:
        return found
    return [
        one._replace(role="old")
        if one.role in ("", "comes")
        and any(other.role == "new" for other in found)
        and any(span.earliest <= known <= span.latest for span in one.date.readings)
        else one
        for one in found
    ]


#: The name of the second day: `from Friday 10 April to Monday 20 April`.
_WEEKDAY = re.compile(rf"(?<=\s)(?:{either(WEEKDAYS)}),?\s$", re.IGNORECASE)


def _moved(text: str, found: list[Dated]) -> list[Dated]:
    """`from X to Y` and `X -> Y`: the first is old, the second new."""
    for index in range(len(found) - 1):
        first, second = found[index], found[index + 1]
        start = second.date.start + _bound_words(second.date)
        told = first.date.readings and first.role != "other"  # `closed 5/1 to 5/5` moves nothing
        if told and _TO.fullmatch(_WEEKDAY.sub(" ", text[first.date.end : start])):
            found[index] = first._replace(role="old")
            found[index + 1] = second._replace(role="new")
    return found


def event_of(text: str, sender: Sender | None = None) -> str:
    """The event spoken of, by the sender's own labels first; `ready ex works` is ex works."""
    own = sender.labelled(text) if sender else None
    if own is not None:
        return own.event
    codes = [hit.code for hit in lexicon("event").find(text)]
    return next((code for code in codes if code != "ready"), codes[0] if codes else "")


def pair(
    dates: list[Dated], sizes: list[FoundNumber], text: str = ""
) -> list[tuple[Dated, FoundNumber | None]] | None:
    """Each date with its quantity; None when it cannot be told which belong together."""
    if not sizes:
        return [(one, None) for one in dates]
    if len(sizes) == len(dates) + 1 > 2:
        sizes = _without_total(sizes)
    if len(dates) == len(sizes):
        return list(zip(dates, sizes, strict=True))
    if len(dates) == 1 and len(sizes) > 1:
        same = {one.quantity.n for one in sizes if one.quantity}
        return [(dates[0], sizes[0])] if len(same) == 1 else None
    return _by_parts(dates, sizes, text)


def _by_parts(
    dates: list[Dated], sizes: list[FoundNumber], text: str
) -> list[tuple[Dated, FoundNumber | None]] | None:
    """Each date with the one quantity of its own part of the sentence, where each has one."""
    cuts = [0, *(match.end() for match in CUT.finditer(text)), len(text) + 1]
    pairs: list[tuple[Dated, FoundNumber | None]] = []
    for low, high in itertools.pairwise(cuts):
        mine = [one for one in dates if low <= one.date.start < high]
        own = [one for one in sizes if low <= one.start < high]
        if mine and (len(mine), len(own)) != (1, 1):
            return None
        pairs += list(zip(mine, own, strict=True)) if mine else []
    return pairs if len(pairs) > 1 else None


def _without_total(sizes: list[FoundNumber]) -> list[FoundNumber]:
    """`40000 pcs in two lots, 20000 … 20000`: the first number is what the others add up to."""
    amounts_of = [one.quantity.n for one in sizes if one.quantity]
    return sizes[1:] if amounts_of[0] == sum(amounts_of[1:]) else sizes
