"""Where a message goes on: people moved it, merged its case into another, or split lines off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import Connection

from domain.case import CaseState
from domain.news import Incoming, News, only, says_something, without
from domain.ports import Reads
from domain.rebinding import put_right, rebound
from graph.word import case_in
from graph.workflows.contract import news_of
from graph.workflows.registry import workflow


class Place(NamedTuple):
    """A case that a message belongs to, and the message as it is to be read there."""

    state: CaseState
    incoming: Incoming

    def known(self) -> News | None:
        """What this very message has told the case already."""
        return _heard(self.state, self.incoming.message.sha256)


def _heard(state: CaseState, message: str) -> News | None:
    return next((one for one in state.news if one.message == message), None)


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
    """The message as one about what another case is about, with what people corrected of it."""
    incoming = put_right(incoming, Place(state, incoming).known())
    return rebound(reads, incoming, state.order, target.order)


def parts(
    connection: Connection, place: Place, more: Iterable[str] = ()
) -> Iterator[tuple[CaseState, News]]:
    """What the message tells the case, also of what it brings to it (`more`), and the cases that
    lines of it were split off into."""
    told = news_of(workflow(place.state.workflow), place.incoming, place.state, *more)
    yield from _split(connection, place.state, told)


def _split(
    connection: Connection, state: CaseState, told: News
) -> Iterator[tuple[CaseState, News]]:
    """Lines split off are told where they went, while that case is open; a closed one that has
    heard of them keeps them too, and is told nothing."""
    apart: dict[str, set[str]] = {}
    for name, case in state.sent_on.items():
        if ":" in name:
            apart.setdefault(case, set()).add(name)
    places = {case: goes_on_in(connection, case_in(connection, case)) for case in sorted(apart)}
    live = {
        case: one
        for case, one in places.items()
        if one.id != state.id and (one.closed is None or _heard(one, told.message))
    }
    gone = frozenset(name for case in live for name in apart[case])
    rest = without(told, gone)
    if says_something(rest) or not says_something(told):
        yield state, rest
    for case, target in live.items():
        mine = only(told, frozenset(apart[case]))
        if says_something(mine) and target.closed is None:
            yield from _split(connection, target, mine)


def goes_on_in(connection: Connection, state: CaseState) -> CaseState:
    """The case in which all of a case goes on."""
    while onward := state.sent_on.get("", ""):
        state = case_in(connection, onward)
    return state
