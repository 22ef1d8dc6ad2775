"""Until when the sender wants an answer, where the letter is about something else than a delay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.deadlines import is_until
from agents.reader.letter import Letter, Line
from agents.reader.moments import Moment, moments, state_moment
from domain.words import lexicon

_FIELD = "deadline:reply"
#: Who says "I will reply by Friday" promises, and asks for nothing.
_OURS = re.compile(
    r"(?:\bwill|\bshall|['’]ll|\bwe|\bi|werden?|wir|ich|nous|nosotros|vamos|vi|jag)\s(?:\w{1,12}\s)?$",
    re.IGNORECASE,
)


def read_replies(letter: Letter) -> Iterator[str]:
    """The one day or time by which an answer is asked for."""
    if letter.message.auto_submitted or any(one.field == _FIELD for one in letter.notes.statements):
        return
    found = [one for line in letter.lines() for one in _wanted(letter, line)]
    if len({(one.date.readings, one.time) for _, one in found}) == 1:
        line, moment = found[0]
        state_moment(letter, line, "mail", _FIELD, moment, letter.sender.tz)
        yield "deadline"


def _wanted(letter: Letter, line: Line) -> Iterator[tuple[Line, Moment]]:
    if line.part.name != "body":
        return
    cues = [
        hit
        for hit in lexicon("cue").find(line.text)
        if hit.code == "reply" and not _OURS.search(line.text[max(0, hit.start - 20) : hit.start])
    ]
    for one in moments(line.text, letter.sender, letter.sender.tz):
        near = any(abs(one.start - hit.end) < 60 or abs(hit.start - one.end) < 60 for hit in cues)
        if near and is_until(one.date.bound, one.date.raw):
            yield line, one
