"""Times of a truck at the dock: how long it stood, and how much of that is to be paid."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from agents.reader.deals import person
from agents.reader.denied import denied
from agents.reader.letter import Letter
from agents.reader.phrases import Phrase
from agents.reader.sums import told
from agents.reader.topics.receipts import receipt_kind
from agents.reader.transport import shipment_meant
from domain.datewords import find_dates
from domain.durations import FoundDuration, find_durations
from domain.reading import QuantityStated, Statement
from domain.words import lexicon

_TIME = re.compile(
    r"(?<![\d.,:/])(?:\d{1,2}\s?[:h.]\s?|(?:[01]\d|2[0-3])(?=[0-5]\d(?!\d)))\d{2}(?![\d/]|[.,]\d)"
    r"(?:\s?(?:am|pm|uhr|h|hrs)(?!\w))?",
    re.IGNORECASE,
)
#: So many minutes beyond the free time, without their unit: `25 over`.
_OVER = re.compile(r"(?<![\w.,:/])(\d{1,3})\s(?:over|beyond|extra|excess)(?!\w)", re.IGNORECASE)
_TIMED = re.compile(r"(?<!\w)(?:min|mins|minutes?|minuten|minutos|minuti)(?!\w)", re.IGNORECASE)
#: So far a word may stand from the time it is the word for.
_NEAR = 14


def read_docks(letter: Letter) -> Iterable[str]:
    """States the time at the dock and what of it goes beyond the free time."""
    about = shipment_meant(letter)
    if not about or not (receipt_kind(letter) or letter.bound("invoices")):
        return ()
    stood: Statement | None = None
    over: Statement | None = None
    for phrase in told(letter):
        if phrase.part.name == "body":
            stood = stood or _stood(letter, about, phrase) or _told_whole(letter, about, phrase)
            over = over or _over(letter, about, phrase)
    _check(letter, about, stood, over)
    return ("accessorial_claim",) if over else ()


def _stood(letter: Letter, about: str, phrase: Phrase) -> Statement | None:
    """From the time behind a word for in to the one behind a word for out."""
    text = phrase.text
    inward = _time_behind(text, "dock_in", 0)
    outward = _time_behind(text, "dock_out", inward[1]) if inward else None
    if not inward or not outward:
        return None
    dates = find_dates(text[inward[0] : outward[1]], letter.sender.when())
    if len({str(one.readings) for one in dates}) > 1:
        return None  # on two days: minutes of a clock do not tell
    where = (phrase.part, phrase.start + inward[0], phrase.start + outward[1])
    return letter.state(about, "dock_time", "between_times", where)


def _time_behind(text: str, code: str, low: int) -> tuple[int, int] | None:
    hits = [hit for hit in lexicon("receipt").find(text) if hit.code == code and hit.start >= low]
    for match in _TIME.finditer(text, low):
        near = [hit for hit in hits if 0 <= match.start() - hit.end <= _NEAR]
        if near:
            return near[-1].start, match.end()
    return None


def _over(letter: Letter, about: str, phrase: Phrase) -> Statement | None:
    """Minutes beside words for what goes beyond the free time."""
    for one in find_durations(phrase.text):
        around = _clause(phrase.text, one)
        wanted = lexicon("receipt").has(around, "over") or lexicon("dock").has(around, "wanted")
        if one.unit == "MIN" and wanted and not denied(phrase.text, one.start):
            where = (phrase.part, phrase.start + one.start, phrase.start + one.end)
            return letter.state(about, "dock_time:over", "duration_words", where)
    match = _OVER.search(phrase.text)
    if match and _TIMED.search(phrase.text):  # `145 minutes, 25 over`
        where = (phrase.part, phrase.start + match.start(), phrase.start + match.end(1))
        return letter.state(about, "dock_time:over", "bare_measure", where, {"unit": "MIN"})
    return None


def _told_whole(letter: Letter, about: str, phrase: Phrase) -> Statement | None:
    """`In 0755 out 1020 = 145 minutes`: the time that is told where the clock cannot be read."""
    if not _time_behind(phrase.text, "dock_in", 0):
        return None
    found = [one for one in find_durations(phrase.text) if one.unit == "MIN"]
    if len(found) != 1:
        return None
    where = (phrase.part, phrase.start + found[0].start, phrase.start + found[0].end)
    return letter.state(about, "dock_time", "duration_words", where)


def _clause(text: str, one: FoundDuration) -> str:
    """The words around a duration, up to the next comma or stop on either side."""
    low = max((text.rfind(mark, 0, one.start) for mark in ",;."), default=-1)
    stops = [at for mark in ",;." if (at := text.find(mark, one.end)) >= 0]
    return text[low + 1 : min(stops, default=len(text))]


def _check(letter: Letter, about: str, stood: Statement | None, over: Statement | None) -> None:
    """The time charged must be the time stood less what the contract leaves free."""
    free = free_minutes(letter)
    if stood is None or over is None or free is None:
        return
    beyond = max(_minutes(stood) - free, Decimal(0))
    if beyond != _minutes(over):
        letter.ask(
            "dispute",
            about,
            f"{_minutes(over)} minutes are claimed; {_minutes(stood)} at the dock less {free} "
            f"free are {beyond}: contest or accept?",
            of=person(letter, "logistics", "lead", "coordinator"),
            choices=("contest", "accept"),
        )


def _minutes(one: Statement) -> Decimal:
    assert isinstance(one.value, QuantityStated)  # both recipes give minutes
    return one.value.quantity.n


def free_minutes(letter: Letter) -> Decimal | None:
    """Minutes at the dock that the contract with this carrier leaves free; None if unknown."""
    for row in letter.reads.rows("contracts", partner_id=letter.sender.partner_id):
        text = row.text("text")
        if row.text("kind") != "detention":
            continue
        said = [hit.end for hit in lexicon("term").find(text) if hit.code == "free"]
        found = [one for one in find_durations(text) if one.unit == "MIN"]
        behind = [one for one in found if any(0 <= one.start - end <= 12 for end in said)]
        if behind:
            return behind[0].n
    return None
