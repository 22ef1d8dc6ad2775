"""What whoever writes promises in the first person to do by a day: a commitment, and no fact.

It is no statement about goods or papers yet. A day that was read as one is watched as that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from agents.reader.answer_days import is_answer_day
from agents.reader.automatic import tells_absence
from agents.reader.decisions import whom
from agents.reader.denied import contrary, of_others, otherwise, supposed
from agents.reader.letter import Letter
from agents.reader.moments import moments
from agents.reader.passages import Passage
from agents.reader.principal import principal_of
from domain.answer_kinds import PUT
from domain.reading import Commitment, Question

_FIRST = (
    r"(?<!\w)(?:we|i|wir|ich|nous|je|nosotros|yo|nós|eu|noi|io|vi|jag|biz|ben|wij|ik)"
    r"(?:['’](?:ll|m|re|ve))?(?!\w)"
)
#: Words that bind whoever says them, whatever stands behind.
_BOUND = (
    r"promise|commit(?:\sourselves|\smyself)?\sto|guarantee|undertake|give\syou\s(?:our|my)\sword|"
    r"verspreche?n?|garantieren?|verpflichten?|promet(?:s|tons)|nous\sengageons|m['’]engage|"
    r"garanti(?:s|ssons)|prometemos|prometo|nos\scomprometemos|garantizamos|garantimos|promettiamo|"
    r"garantiamo|lovar|garanterar|beloven|garanderen"
)
#: What somebody will do for the other side.
_ACT = (
    r"ship|send|dispatch|deliver|pay|transfer|credit|refund|issue|provide|forward|return|replace|"
    r"release|submit|file|revert|answer|reply|confirm|load|collect|cover|bear|absorb|update|arrange|"
    r"liefer\w*|schick\w*|send\w*|zahl\w*|überweis\w*|bezahl\w*|gutschreib\w*|antwort\w*|übernehm\w*|"
    r"envo\w*|livr\w*|pay\w*|expédi\w*|rembours\w*|répond\w*|envia\w*|pag\w*|entreg\w*|respond\w*|"
    r"spedi\w*|invi\w*|skick\w*|betal\w*|stuur\w*|verzend\w*|betaal\w*"
)
_WILL = (
    r"(?:will|shall|['’]ll|going\sto|werden?|allons|vais|vamos\sa|voy\sa|iremos|ska|"
    r"kommer\satt|zullen|zal)"
)
_PROMISE = re.compile(
    rf"{_FIRST}\s(?:\w{{1,12}}\s){{0,3}}(?:{_BOUND})(?!\w)|"
    rf"(?:{_FIRST}\s(?:\w{{1,10}}\s)?{_WILL}|(?<!\w)(?:we|i)['’]ll)\s(?:[^.;!?\n]|(?<=\d)\.){{0,60}}?(?<!\w)(?:{_ACT})(?!\w)",
    re.IGNORECASE,
)
_TERMS = re.compile(
    r"(?<!\w)(?:if|unless|provided|subject\sto|once|as\ssoon\sas|depending|(?-i:[Tt]ry)|hope|aim|wenn|falls|sofern|"
    r"sobald|versuchen|hoffen|(?-i:[Ss]i)|dès\sque|sous\sréserve|cuando|siempre\sque|se|quando|om)(?!\w)",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?<!\w)(?:not|never|no|nicht|keine?|nie|pas|jamais|não|non|inte|niet|geen)(?!\w)|n['’]t(?!\w)",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"(?<!\w)(?:[A-Z]{3}\s?\d[\d.,]*|\d[\d.,]*\s?(?:USD|EUR|GBP|CNY|RMB|JPY|CHF|SEK))(?!\w)|[$€£¥]\s?\d"
)
#: At most so many of one letter are kept.
_MOST = 10


class _Said(NamedTuple):
    passage: Passage
    due: str
    start: int
    end: int


def read_commitments(letter: Letter) -> tuple[Commitment, ...]:
    """Promises with a day, of partners and of colleagues; whether a colleague's, of a day or of a
    sum, is ours to keep, is asked of whoever owns the matter."""
    sender = letter.sender
    automatic = letter.message.auto_submitted or tells_absence(letter.message, letter.fresh())
    if automatic or not (sender.object or sender.ours):
        return ()
    made = []
    for said in [one for scope in letter.scopes for one in _said(letter, scope.passage)][:_MOST]:
        about = _about(letter, said.passage)
        if about == "mail":
            continue
        span = letter.notes.span(said.passage.part, said.passage.start, said.passage.end)
        by = sender.partner_id or "us"
        if sender.ours:
            _ask(letter, about, " ".join(said.passage.text.split()), said.due)
        if said.due:
            made.append(Commitment(object=about, by=by, due=said.due, tz=sender.tz, span=span))
    return tuple(made)


def _said(letter: Letter, passage: Passage) -> Iterator[_Said]:
    """The promise of a passage, with its one day; a colleague's may be of a sum instead."""
    text = passage.text
    if passage.part.name != "body" or "?" in text or _TERMS.search(text):
        return
    days = list(moments(text, letter.sender, letter.sender.tz))
    answer = [one for one in days if is_answer_day(text, one.date)]
    hit = _PROMISE.search(text)
    start = answer[0].start if answer else hit.start() if hit else -1
    unsure = contrary(text) or of_others(text) or bool(hit and _NOT.search(hit[0]))
    if start < 0 or unsure or supposed(text, start) or otherwise(text, start):
        return
    days = answer or [one for one in days if one.end > start]
    known = len(days) == 1 and not days[0].date.ambiguous
    if known and not _is_stated(letter, passage, days[0].start, days[0].end):
        due = days[0].date.readings[0].latest
        if due >= letter.sender.written_on:
            yield _Said(passage, due.isoformat(), days[0].start, days[0].end)
    elif letter.sender.ours and not days and (_SUM.search(text) or _binds(text)):
        yield _Said(passage, "", start, start)


def _binds(text: str) -> bool:
    return (
        re.search(rf"{_FIRST}\s(?:\w{{1,12}}\s){{0,3}}(?:{_BOUND})(?!\w)", text, re.I) is not None
    )


def _is_stated(letter: Letter, passage: Passage, start: int, end: int) -> bool:
    """Whether the day was read as a fact: a promised date, a deadline, an arrival."""
    low, high = passage.start + start, passage.start + end
    spans = [one.span for one in letter.notes.statements if one.span is not None]
    return any(
        one.part == passage.part.name and one.start < high and one.end > low for one in spans
    )


def _about(letter: Letter, passage: Passage) -> str:
    """The one thing that the passage names, else what the letter is about; `mail` for neither."""
    words = passage.text
    named = {
        one.object
        for one in letter.refs
        if one.object and one.as_written and one.as_written in words and ":" in one.object
    } - {None}
    heads = {one for one in named if not str(one).startswith(("items:", "contacts:"))}
    if len(heads) == 1:
        return str(heads.pop())
    if letter.sender.ours:
        for table in ("sales_orders", "purchase_orders", "shipments", "invoices", "claims"):
            if found := letter.only(table):
                return found
        return "mail"
    return principal_of(letter)


def _ask(letter: Letter, about: str, words: str, due: str) -> None:
    until = f", due {due}" if due else ""
    letter.notes.ask(
        Question(
            about="commitment",
            object=about,
            of=whom(letter, "commitment", about),
            text=f"{letter.message.sender} promised {words[:300]!r}{until}: is this ours to keep?",
            slot=f"{PUT}commitment",
        )
    )
