"""Automatic replies: somebody is away until a day, and somebody else stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.letter import Letter, Line
from agents.reader.moments import moments
from domain.evidence import Part
from domain.words import lexicon

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PERSON = re.compile(
    r"(?<![\w@.])((?:[A-ZÀ-ÖØ-Þ][\w'’.-]{1,24}\s){1,3}[A-ZÀ-ÖØ-Þ][\w'’-]{1,24})(?![\w@])"
)
_LOOK = 90
Where = tuple[Part, int, int]


def read_absences(letter: Letter) -> Iterator[str]:
    """Until when the sender is away and who stands in; an automatic reply is never news else."""
    subject = letter.message.subject
    told = lexicon("absence")
    if not (letter.message.auto_submitted or told.has(subject, "away")):
        return
    if not told.has(f"{subject}\n{letter.fresh()}", "away"):
        return
    yield "auto_reply"
    about = _who(letter)
    for line in letter.lines():
        if line.part.name == "body":
            _until(letter, line, about)
            _instead(letter, line, about)


def _who(letter: Letter) -> str:
    """The contact on file that wrote, else the mail."""
    address = letter.message.sender.lower()
    rows = [row for row in letter.reads.rows("contacts") if row.text("mail").lower() == address]
    return rows[0].object if len(rows) == 1 else "mail"


def _until(letter: Letter, line: Line, about: str) -> None:
    """The last day told behind a word for an end; `from … to …` ends with its second day."""
    words = [hit for hit in lexicon("absence").find(line.text) if hit.code == "until"]
    found = [
        one
        for one in moments(line.text, letter.sender, letter.sender.tz)
        if one.date.bound or any(0 <= one.start - hit.end < 12 for hit in words)
    ]
    if found and not found[-1].date.ambiguous:
        where = (line.part, line.start + found[-1].start, line.start + found[-1].end)
        arguments = letter.sender.date_arguments("absent")
        letter.state(about, "absent_until", "date_words", where, arguments)


def _instead(letter: Letter, line: Line, about: str) -> None:
    """Who stands in: the contact on file by its address, else the name as written."""
    cue = lexicon("absence").first_of(line.text, "instead")
    if cue is None:
        return
    for match in _MAIL.finditer(line.text, cue.end, cue.end + 2 * _LOOK):
        rows = [
            row
            for row in letter.reads.rows("contacts")
            if row.text("mail").lower() == match[0].lower().rstrip(".")
        ]
        if len(rows) == 1:
            where = (line.part, line.start + match.start(), line.start + match.end())
            arguments = {"object": rows[0].object, "name": match[0]}
            letter.state(about, "delegate", "named", where, arguments)
            return
    person = _PERSON.search(line.text, cue.end, cue.end + _LOOK)
    if person:
        where = (line.part, line.start + person.start(1), line.start + person.end(1))
        letter.state(about, "delegate", "words", where)
