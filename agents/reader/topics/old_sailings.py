"""Letters that name the old sailing beside the new: days of the old one are no news."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.letter import Letter
from agents.reader.topics.bookings import VOYAGE
from domain.reading import DateStated, Statement, stated_text
from domain.record import Row

_DAYS = ("etd", "eta")


def leave_old_sailings(letter: Letter) -> Iterator[str]:
    """Where another vessel than the one on record is told, takes back days of the old one: those of
    the record, and those that stand behind its name."""
    stated = letter.notes.statements
    for about, field in {(one.object, one.field) for one in stated if one.field in _DAYS}:
        row = letter.row(about)
        told = [one for one in stated if (one.object, one.field) == (about, field)]
        if row is None or len(told) < 2 or not _sails_otherwise(letter, row):
            continue
        old = [one for one in told if _is_on_record(one, row) or _is_of_old(letter, one, row)]
        if len(old) < len(told):
            stated[:] = [one for one in stated if one not in old]
    yield from ()


def _sails_otherwise(letter: Letter, row: Row) -> bool:
    voyages = [one for one in letter.notes.statements if one.field == "voyage"]
    return any(
        one.object == row.object and not _plain(stated_text(one.value)).endswith(_known(row))
        for one in voyages
    )


def _known(row: Row) -> str:
    return _plain(f"{row.text('vessel')} {row.text('voyage')}")


def _plain(name: str) -> str:
    return " ".join(name.upper().split())


def _is_on_record(one: Statement, row: Row) -> bool:
    known = row.text(one.field)[:10]
    return isinstance(one.value, DateStated) and one.value.span.latest.isoformat() == known


def _is_of_old(letter: Letter, one: Statement, row: Row) -> bool:
    """Whether the last vessel named before it in the letter is the one on record."""
    known = _known(row)
    if one.span is None or not known:
        return False
    text = next((each.text for each in letter.parts if each.name == one.span.part), "")
    named = [_plain(hit[1]) for hit in VOYAGE.finditer(text) if hit.start() < one.span.start]
    return bool(named) and named[-1].endswith(known)
