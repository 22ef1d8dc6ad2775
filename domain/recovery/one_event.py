"""Whether a message tells of the event that a case is about: one vessel late, or one place shut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.case import CaseState
from domain.ports import Reads
from domain.reading import Statement, stated_text
from domain.record import Row

#: What is said of a vessel's schedule holds for everything on board.
_SCHEDULE = frozenset({"eta", "etd", "voyage"})

#: Causes that hit all that passes a place at one time.
_OF_A_PLACE = frozenset({"congestion", "labour", "weather"})

#: Words older than that are of another event.
_LASTS = timedelta(days=14)


class _Told(NamedTuple):
    """What messages tell of: vessels with voyage whose schedule moves, causes, causes at places."""

    voyages: frozenset[tuple[str, str]]
    causes: frozenset[str]
    places: frozenset[tuple[str, str]]


def one_event(
    reads: Reads, state: CaseState, subject: str, statements: Iterable[Statement], sent_at: datetime
) -> str:
    """What a message and an open case have in common, in words; empty where it is another event,
    whatever `subject` of it would open a case.

    One vessel on one voyage, both told to come or sail at another time and with no other cause; or
    one cause that holds for a whole place, at that place. What is only named is no event.
    """
    recent = [one for one in state.news if abs(one.sent_at - sent_at) <= _LASTS]
    new = _told(reads, (one for one in statements if not _apart(reads, one, subject)))
    known = _told(reads, (said for one in recent for said in one.statements))
    if new.causes and known.causes and not new.causes & known.causes:
        return ""
    for vessel, voyage in sorted(new.voyages & known.voyages):
        return f"the same vessel, {vessel} {voyage}"
    for cause, place in sorted(new.places & known.places):
        return f"the same cause, {cause} at {place}"
    return ""


def _apart(reads: Reads, said: Statement, subject: str) -> bool:
    """Whether it is said of another shipment than the subject."""
    ships = {row.object for row in _ships(reads, said)}
    return subject.startswith("shipments:") and bool(ships) and subject not in ships


def _told(reads: Reads, statements: Iterable[Statement]) -> _Told:
    voyages, causes, places = set(), {}, {}
    for one in statements:
        if one.field in _SCHEDULE:
            voyages |= {(row.text("vessel"), row.text("voyage")) for row in _ships(reads, one)}
        elif one.field == "cause":
            causes[one.object] = stated_text(one.value)
        elif one.field == "event_place":
            places[one.object] = stated_text(one.value).upper()
    at = ((cause, places.get(name, "")) for name, cause in causes.items())
    return _Told(
        voyages=frozenset((vessel, voyage) for vessel, voyage in voyages if vessel and voyage),
        causes=frozenset(causes.values()),
        places=frozenset((cause, place) for cause, place in at if place and cause in _OF_A_PLACE),
    )


def _ships(reads: Reads, said: Statement) -> Iterator[Row]:
    """The shipment a statement is of, by itself or by one of its units."""
    table, _, key = said.object.partition(":")
    row = reads.row(table, key)
    if table == "shipment_units" and row is not None:
        row = reads.row("shipments", row.text("shipment_id"))
    elif table != "shipments":
        row = None
    if row is not None:
        yield row
