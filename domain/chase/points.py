"""The questions of a chase and where each stands: answered, heard of, promised, in part, open.

Source: domain_presets.md 2.16: an answer through any channel stops the chase, but only the
partner's own proven word is an answer; half an answer leaves the rest open.
"""

from __future__ import annotations

from typing import Literal

from domain.dossier.context import Dossier
from domain.dossier.told import Told
from domain.record import Row
from domain.values import Value

Stand = Literal["answered", "heard", "promised", "part", "open", "settled"]


class Point(Value):
    """One question. `heard`: somebody else, or a channel that proves nothing, brought the answer.
    `settled`: on record it is not open any more. `due` is the day of a promise."""

    row: Row
    stand: Stand
    due: str = ""
    words: str = ""

    @property
    def number(self) -> str:
        """Its number in our letter: the same in every letter."""
        return self.row.text("question_no")


def points_of(dossier: Dossier) -> tuple[Point, ...]:
    """Every question of the case's chase, by its number."""
    rows = dossier.of("chases", chase_id=dossier.key.split("/")[0])
    return tuple(_point(dossier, row) for row in sorted(rows, key=_number))


def _number(row: Row) -> tuple[int, str]:
    text = row.text("question_no")
    return (int(text) if text.isdigit() else 10_000, text)


def _point(dossier: Dossier, row: Row) -> Point:
    if row.text("status") not in ("open", ""):
        return Point(row=row, stand="settled")
    told = _told(dossier, row)
    if told is None or told.text == "open":
        return Point(row=row, stand="open")
    if told.text == "promised":
        due = dossier.first("deadline:promise", row.object)
        return Point(row=row, stand="promised", due=due.last_day if due else "", words=told.quote)
    if told.text == "part":
        return Point(row=row, stand="part", words=told.quote)
    own = is_own_word(dossier, told)
    return Point(row=row, stand="answered" if own else "heard", words=told.quote)


def _told(dossier: Dossier, row: Row) -> Told | None:
    """What is said of this question, else of the chase as a whole."""
    whole = f"chases:{row.text('chase_id')}"
    return dossier.first("line_state:question", row.object) or dossier.first(
        "line_state:question", whole
    )


def is_own_word(dossier: Dossier, told: Told) -> bool:
    """Whether the partner itself said it, and proved who it is."""
    partner = dossier.partner.key if dossier.partner is not None else ""
    return told.by == partner and told.verdict == "authenticated"


def to_ask(dossier: Dossier) -> tuple[Point, ...]:
    """What is asked again: open and half answered ones, and promises whose day has passed."""
    day = dossier.today.isoformat()
    return tuple(
        one
        for one in points_of(dossier)
        if one.stand in ("open", "part") or (one.stand == "promised" and (one.due or "9") < day)
    )


def alike(dossier: Dossier, row: Row) -> tuple[Row, ...]:
    """The same question in this and earlier chases, where it is still open on record."""
    same = dossier.of("chases", object=row.text("object"), question=row.text("question"))
    return tuple(one for one in same if one.text("status") in ("open", ""))
