"""What was only said: notes of calls and chats, each with whether a person has confirmed it."""

from __future__ import annotations

from domain.fact import Fact
from graph.answers.evidence import Answer, Found, Line, line, none


def hearsay(found: Found) -> Answer:
    """Who is said to have said what, who took it down, and which of it was answered since."""
    lines = notes(found)
    return found.answer(lines) if lines else none(found.question, _SOUGHT)


_SOUGHT = "notes of calls or chats in this case"


def notes(found: Found) -> list[Line]:
    """Each note as hearsay, and below it what was asked about it with the answer."""
    taken = [one for one in found.of("note_taken") if "note" in one.body]
    answered = found.of("question_answered")
    lines: list[Line] = []
    for fact in taken:
        note = fact.body["note"]
        text = (
            f"{note['name']} by {note['channel']} on {fact.at:%Y-%m-%d %H:%M} UTC, noted by "
            f'{found.name(note["by"])}: "{note["text"]}" (hearsay)'
        )
        lines.append(line(text, fact))
        for question in note["questions"]:
            given = _answer(answered, fact, question["slot"])
            lines.append(line(f"  {question['slot']}: {_said(found, given)}", fact, given))
    return lines


def _answer(answered: list[Fact], note: Fact, slot: str) -> Fact | None:
    later = [one for one in answered if one.number > note.number and one.body["slot"] == slot]
    return later[-1] if later else None


def _said(found: Found, given: Fact | None) -> str:
    if given is None:
        return "not confirmed: it counts for nothing"
    return f"{given.body['value']}, answered by {found.name(given.body['person'])}"
