"""Remarks beside the text of a partner's file: a person looks whether they are news."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.decisions import whom
from agents.reader.letter import Letter
from domain.answer_kinds import PUT
from domain.evidence import Part

#: How a note of a file begins that tells them (`tools.papers.paper`).
_BEGINS = "it has remarks beside its text"
#: Characters of them that a question shows.
_SHOWN = 300


def read_remarks(letter: Letter) -> Iterator[str]:
    """Asks whoever deals with what the letter names; nothing tells who wrote a remark."""
    named = [one.object for one in letter.refs if one.object and ":" in one.object]
    for part in letter.message.parts if named and letter.sender.object else ():
        for note in part.notes:
            if note.startswith(_BEGINS):
                _ask(letter, part, named[0], note.partition(":")[2].strip())
    yield from ()


def _ask(letter: Letter, part: Part, about: str, words: str) -> None:
    said = words if len(words) <= _SHOWN else f"{words[:_SHOWN]} …"
    file = part.file_name or part.name
    letter.ask(
        "remark",
        about,
        f"{file} of {letter.sender.partner_id} has remarks beside its text: {said}. Are they news?",
        of=whom(letter, "remark", about),
        slot=f"{PUT}remark",
    )
