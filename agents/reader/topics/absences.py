"""Automatic replies: somebody is away until a day, and somebody else stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.automatic import tells_absence
from agents.reader.letter import Letter, Line
from agents.reader.moments import Moment, moments
from domain.words import lexicon

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PERSON = re.compile(
    r"(?<![\w@.])((?:[A-ZÀ-ÖØ-Þ][\w'’.-]{1,24}\s){1,3}[A-ZÀ-ÖØ-Þ][\w'’-]{1,24})(?![\w@])"
)
_LOOK = 90
#: A day stands so near behind the word for its end: `back on Monday, 23 March`.
_NEAR = 24
#: So many lines below the words for it a stand-in may be named.
_BELOW = 2
_TO = re.compile(
    r"[\s,(]{0,3}(?:to|until|till|through|thru|bis|zum|[-–—]|au|jusqu['’]au|al|hasta\sel|a|até|t/m|"
    r"tot|do|til|till)(?:\s(?:einschließlich|and\sincluding))?[\s,.]{1,3}(?:\w{2,12},?\s)?",
    re.IGNORECASE,
)


def read_absences(letter: Letter) -> Iterator[str]:
    """Until when the sender is away and who stands in; an automatic reply is never news else."""
    if not tells_absence(letter.message, letter.fresh()):
        return
    yield "auto_reply"
    about = _who(letter)
    body = [one for one in letter.lines() if one.part.name == "body"]
    for place, line in enumerate(body):
        _until(letter, line, about)
        _instead(letter, line, body[place + 1 : place + 1 + _BELOW], about)


def _who(letter: Letter) -> str:
    """The contact on file, or our colleague, that wrote; else the mail."""
    address = letter.message.sender.lower()
    for table in ("contacts", "people"):
        rows = [row for row in letter.reads.rows(table) if row.text("mail").lower() == address]
        if len(rows) == 1:
            return rows[0].object
    return "mail"


#: `11.03. bis 20.03.2026`: two days written as one span.
_SPAN = re.compile(r"\d\.?\s?(?:-|–|bis)\s?\d")


def _until(letter: Letter, line: Line, about: str) -> None:
    """The last day told behind a word for an end; `from … to …` ends with its second day."""
    words = [hit for hit in lexicon("absence").find(line.text) if hit.code == "until"]
    found = [
        one
        for one in moments(line.text, letter.sender, letter.sender.tz)
        if one.date.bound or any(0 <= one.start - hit.end < _NEAR for hit in words)
    ]
    found = found or _ranged(letter, line)
    if found and not found[-1].date.ambiguous:
        where = (line.part, line.start + found[-1].start, line.start + found[-1].end)
        arguments = letter.sender.date_arguments("absent")
        letter.state(about, "absent_until", "last_day", where, arguments)


def _ranged(letter: Letter, line: Line) -> list[Moment]:
    """The second of two days with nothing but a word for `to` between them, or a span of days."""
    days = moments(line.text, letter.sender, letter.sender.tz)
    spans = [one for one in days if not one.date.readings[0].exact and _SPAN.search(one.date.raw)]
    if len(spans) == len(days) == 1 and lexicon("absence").has(line.text, "away"):
        return spans
    if len(days) != 2 or not lexicon("absence").has(line.text, "away"):
        return []
    return days[1:] if _TO.fullmatch(line.text, days[0].end, days[1].start) else []


def _instead(letter: Letter, line: Line, below: list[Line], about: str) -> None:
    """Who stands in: the contact on file by its address, else the name as written, behind the words
    for it, before them (`Amy Wu is covering for me`), or on the lines below them."""
    told = lexicon("absence")
    cue = told.first_of(line.text, "instead")
    covers = told.first_of(line.text, "covers")
    begins = line.text.rfind(". ", 0, covers.start) + 1 if covers else 0
    if covers is not None and (names := [*_PERSON.finditer(line.text, begins, covers.start)]):
        _named(letter, line, names[-1], about)
    elif cue is not None and not _from(letter, line, cue.end, about):
        for one in below:
            if _from(letter, one, 0, about):
                break


def _from(letter: Letter, line: Line, at: int, about: str) -> bool:
    """Whether somebody is named from here on, and so stands in."""
    for match in _MAIL.finditer(line.text, at, at + 2 * _LOOK):
        rows = [
            row
            for row in letter.reads.rows("contacts")
            if row.text("mail").lower() == match[0].lower().rstrip(".")
        ]
        if len(rows) == 1:
            where = (line.part, line.start + match.start(), line.start + match.end())
            arguments = {"object": rows[0].object, "name": match[0]}
            letter.state(about, "delegate", "named", where, arguments)
            return True
    person = _PERSON.search(line.text, at, at + _LOOK)
    if person:
        _named(letter, line, person, about)
    return person is not None


def _named(letter: Letter, line: Line, person: re.Match[str], about: str) -> None:
    where = (line.part, line.start + person.start(1), line.start + person.end(1))
    letter.state(about, "delegate", "words", where)
