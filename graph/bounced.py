"""Contacts whose mail comes back: by reports of mail servers about letters of ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.case import CaseState
from domain.silence.bounce import Letter
from graph.deps import Deps
from graph.heard import Report

#: A report comes back so soon after the letter; a later one is of no letter of ours.
REPORTED_WITHIN = timedelta(days=5)


class Mailing(NamedTuple):
    """Letters that left and did not come back, those that did, and contacts whose mail comes back,
    since when."""

    letters: list[Letter]
    returned: list[Letter]
    bounced: Mapping[str, datetime]


def mailing(deps: Deps, states: Iterable[CaseState]) -> Mailing:
    """How the letters of these cases fared. A contact cannot be reached if a letter to it came back
    and its address on file is still the one that the report names.

    Anybody can write such a report. It moves a letter to no other address than those on file.
    """
    with deps.ledger.reading() as connection:
        reports = list(deps.bounces.at(connection).values())
    kept: list[Letter] = []
    returned: list[Letter] = []
    bounced: dict[str, datetime] = {}
    for letter in letters_of(states):
        back = [one for one in reports if _is_of(one, letter)]
        (returned if back else kept).append(letter)
        for one in back:
            if _is_current(deps, one):
                bounced[one.contact] = max(one.at, bounced.get(one.contact, one.at))
    return Mailing(kept, returned, bounced)


def _is_of(one: Report, letter: Letter) -> bool:
    """Whether a report can be of the letter: of its contact, and shortly after it left."""
    soon = letter.at - timedelta(minutes=5) <= one.at <= letter.at + REPORTED_WITHIN
    return one.contact == letter.contact and soon


def _is_current(deps: Deps, one: Report) -> bool:
    row = deps.reads.row("contacts", one.contact)
    address = row.text("mail").strip().lower() if row is not None else ""
    if not address:
        return False
    message = deps.parse_safely(deps.blobs.read(one.sha256))
    return any(address in part.text.lower() for part in message.parts)


def letters_of(states: Iterable[CaseState]) -> Iterator[Letter]:
    """Every letter of these cases that was really sent."""
    for state in states:
        for one in state.effects:
            contact = one.wanted.get("contact", "")
            if one.kind == "SendMessage" and one.at is not None and contact and one.has_happened:
                yield Letter(one.at, contact, one.wanted.get("template", ""), one.objects)
