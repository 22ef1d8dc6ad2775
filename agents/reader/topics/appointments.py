"""Appointments that a calendar file calls off: whoever planned with them hears of it."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.decisions import whom
from agents.reader.letter import Letter
from domain.answer_kinds import PUT

#: How a note of a file begins that calls an appointment off (`tools.papers.paper`).
_OFF = "it calls off the appointment"


def read_called_off(letter: Letter) -> Iterator[str]:
    """Asks what holds instead of an appointment about something on record."""
    named = [one.object for one in letter.refs if one.object and ":" in one.object]
    off = [note for part in letter.message.parts for note in part.notes if note.startswith(_OFF)]
    if off and named and letter.sender.object:
        what = off[0].removeprefix(_OFF).strip()
        letter.ask(
            "appointment",
            named[0],
            f"{letter.sender.partner_id} calls off the appointment {what}: what holds instead?",
            of=whom(letter, "appointment", named[0]),
            slot=f"{PUT}appointment",
        )
    yield from ()
