"""Terms a letter sets: until when to pay, to object, to answer; a day, or so many days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from agents.reader.days import bill_day
from agents.reader.deadlines import is_until
from agents.reader.letter import Letter
from agents.reader.notation import notation_of
from agents.reader.phrases import Phrase
from agents.reader.rebates import for_less
from agents.reader.sums import told
from domain.datewords import FoundDate, find_dates
from domain.durations import FoundDuration, find_durations
from domain.terms import payment_terms
from domain.words import lexicon

_KINDS = ("claim", "payment")
#: So far from a day or a number of days words may stand that say what it is for.
_NEAR = 100

#: `so Monday was too late`: a day that is told of is over, wherever the calendar puts it.
_OVER = re.compile(
    r"\s(?:was|were|had|war|hatte|était|fue|era|estaba|foi|stava|var|hade|był[aoy]?|idi)(?!\w)",
    re.IGNORECASE,
)


def read_terms(letter: Letter, about: str) -> bool:
    """States or asks every term to pay or to object; whether there was any."""
    stated = False
    for phrase in told(letter):
        if phrase.part.name == "body" and not phrase.row:
            stated = _in(letter, about, phrase) or stated
    return stated


def _in(letter: Letter, about: str, phrase: Phrase) -> bool:
    found = False
    taken: list[tuple[int, int]] = []
    for span in find_durations(phrase.text):
        kind = _kind(phrase.text, span.start, span.end)
        if kind == "payment" and _is_rebate(phrase.text, span):
            continue
        if span.unit == "DAY" and kind and _sets_term(phrase.text, span):
            taken.append((span.start, span.end))
            found = _state_days(letter, about, phrase, span, kind) or found
    for kind in _KINDS:
        for one in _nearest_day(phrase.text, list(_days_set(letter, phrase)), kind):
            if not any(one.start < high and one.end > low for low, high in taken):
                found = _state_day(letter, about, phrase, one, kind) or found
    return found


def _is_rebate(text: str, one: FoundDuration | FoundDate) -> bool:
    """Whether it is until when a discount is given, and no day to pay by."""
    agreed = [each for each in payment_terms(text) if "/" in each.text]
    return any(each.start <= one.start < each.end for each in agreed) or for_less(
        text, one.start, one.end
    )


def _nearest_day(text: str, found: list[FoundDate], kind: str) -> list[FoundDate]:
    """The day that stands nearest to words for the kind; `next week` behind it is another's."""
    hits = [hit for hit in lexicon("term").find(text) if hit.code == kind]
    near = [one for one in found if _kind(text, one.start, one.end) == kind]
    near = [one for one in near if kind != "payment" or not _is_rebate(text, one)]
    far = {one: min(max(one.start - hit.end, hit.start - one.end) for hit in hits) for one in near}
    return [min(near, key=lambda one: far[one])] if near else []


def _kind(text: str, start: int, end: int) -> str:
    """What the term nearest to these characters is for."""
    hits = [hit for hit in lexicon("term").find(text) if hit.code in _KINDS]
    near = [(max(start - hit.end, hit.start - end, 0), hit.code) for hit in hits]
    distance, kind = min(near, default=(_NEAR + 1, ""))
    return kind if distance <= _NEAR else ""


def _sets_term(text: str, one: FoundDuration) -> bool:
    """Whether the days are a term and not days billed, free or past: words for within or have."""
    before = text[max(0, one.start - 24) : one.start]
    return lexicon("term_cue").has(before) or lexicon("term").has(
        text[one.end : one.end + 16], "claim"
    )


def _state_days(letter: Letter, about: str, phrase: Phrase, one: FoundDuration, kind: str) -> bool:
    """So many days after the bill, or after the letter."""
    invoiced = lexicon("term").has(phrase.text[one.end : one.end + 32], "invoiced")
    anchor = _invoiced_on(letter, about) if invoiced else letter.sender.written_on
    if anchor is None:
        return False
    where = (phrase.part, phrase.start + one.start, phrase.start + one.end)
    arguments = {
        "anchor": anchor.isoformat(),
        "closed": ",".join(holidays(letter)),
        "event": kind,
        "tz": letter.sender.tz,
    }
    return letter.state(about, f"deadline:{kind}", "days_after", where, arguments) is not None


def _invoiced_on(letter: Letter, about: str) -> date | None:
    """The day of the bill: as the letter states it, else on record."""
    row = letter.row(about)
    return bill_day(letter) or (row.day("invoice_date") if row else None)


def holidays(letter: Letter) -> list[str]:
    """Days on which the sender's country is closed, where the record lists them."""
    partner = letter.row(letter.sender.object)
    country = partner.text("country") if partner else ""
    rows = letter.reads.rows("holidays", country=country) if country else []
    return [str(row.day("day")) for row in rows if row.day("day")]


def _days_set(letter: Letter, phrase: Phrase) -> Iterator[FoundDate]:
    """Days not before the letter that are an end: by, before, latest. A month that is named
    (`what we missed in November`) is none."""
    for one in find_dates(phrase.text, notation_of(letter, phrase.part).when):
        ahead = one.readings and one.readings[0].latest >= letter.sender.written_on
        ahead = ahead and not _OVER.match(phrase.text, one.end)
        if ahead and is_until(one):
            yield one


def _state_day(letter: Letter, about: str, phrase: Phrase, one: FoundDate, kind: str) -> bool:
    where = (phrase.part, phrase.start + one.start, phrase.start + one.end)
    if one.ambiguous:
        choices = tuple(str(each) for each in one.readings)
        text = f"{one.raw!r} can be {' or '.join(choices)}: until when?"
        letter.ask(f"deadline:{kind}", about, text, choices=choices, where=where)
        return True
    arguments = notation_of(letter, phrase.part).dates(kind)
    return letter.state(about, f"deadline:{kind}", "last_day", where, arguments) is not None
