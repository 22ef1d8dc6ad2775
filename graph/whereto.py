"""Where a message goes on: people moved it, merged its case into another, or split lines off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection

from domain.case import CaseState
from domain.news import Incoming, News, only, says_something, without
from domain.ports import Reads
from domain.rebinding import rebound
from graph.word import case_in
from graph.workflows.registry import workflow


class Place(NamedTuple):
    """A case that a message belongs to, and the message as it is to be read there."""

    state: CaseState
    incoming: Incoming

    def known(self) -> News | None:
        """What this very message has told the case already."""
        message = self.incoming.message.sha256
        return next((one for one in self.state.news if one.message == message), None)


def followed(connection: Connection, reads: Reads, place: Place) -> Place:
    """The case in which the message goes on, after all moves and merges."""
    seen: set[str] = set()
    while onward := _onward(place):
        if onward in seen:
            return place
        seen.add(onward)
        target = case_in(connection, onward)
        incoming = place.incoming
        if incoming.message.sha256 in place.state.sent_on:
            incoming = taken_for(reads, incoming, place.state, target)
        place = Place(target, incoming)
    return place


def _onward(place: Place) -> str:
    sent_on = place.state.sent_on
    return sent_on.get(place.incoming.message.sha256, "") or sent_on.get("", "")


def taken_for(reads: Reads, incoming: Incoming, state: CaseState, target: CaseState) -> Incoming:
    """The message as one about what another case is about."""
    known = Place(state, incoming).known()
    corrected = known is not None and any(one.read_by == "person" for one in known.statements)
    statements = known.statements if known is not None and corrected else ()
    reading = rebound(reads, incoming.reading, state.order, target.order, statements)
    return incoming.model_copy(update={"reading": reading})


def parts(connection: Connection, place: Place) -> Iterator[tuple[CaseState, News]]:
    """What the message tells the case, and the cases that lines of it were split off into."""
    told = workflow(place.state.workflow).news(place.incoming, place.state.order)
    yield from _split(connection, place.state, told)


def _split(
    connection: Connection, state: CaseState, told: News
) -> Iterator[tuple[CaseState, News]]:
    apart: dict[str, set[str]] = {}
    for name, case in state.sent_on.items():
        if ":" in name:
            apart.setdefault(case, set()).add(name)
    gone = frozenset(name for names in apart.values() for name in names)
    rest = without(told, gone)
    if says_something(rest) or not says_something(told):
        yield state, rest
    for case, names in sorted(apart.items()):
        mine = only(told, frozenset(names))
        if says_something(mine):
            yield from _split(connection, case_in(connection, case), mine)
