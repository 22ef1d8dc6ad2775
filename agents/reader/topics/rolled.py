"""Bookings that will not sail as booked: rolled, why, what to choose from, which credit suffers."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.alternatives import options
from agents.reader.deals import person
from agents.reader.letter import Letter
from agents.reader.moments import moments
from agents.reader.transport import shipments_believed, shipments_in, spoken_of
from agents.reader.transport_causes import state_causes
from domain.record import Row
from domain.words import lexicon

_MOVED = frozenset({"etd", "eta", "booking_state"})


def read_rolled(letter: Letter) -> Iterator[str]:
    """What a forwarder or carrier says of a booking that is rolled, and the choice it offers."""
    shipments = shipments_believed(letter)
    if letter.sender.kind not in ("forwarder", "carrier"):
        return
    rolled = tuple(one for one in shipments if _is_rolled(letter, one, shipments))
    if rolled:
        state_causes(letter, shipments)
        yield "booking_rolled"
    if len(shipments) == 1:
        _ask_choice(letter, shipments[0])


def _is_rolled(letter: Letter, about: str, shipments: tuple[str, ...]) -> bool:
    """States that a booking is rolled; of several the one whose line says so."""
    lines = sorted(letter.lines(), key=lambda one: one.part.name == "subject")
    for line in lines:
        hit = lexicon("booking_state").first_of(line.text, "rolled")
        general = line.part.name == "subject" and not shipments_in(letter, line.text)
        if general and len(shipments) > 1:
            continue  # `rolled bookings`: which, the lines tell
        if hit is not None and about in spoken_of(letter, line, shipments):
            where = (line.part, line.start + hit.start, line.start + hit.end)
            letter.state(about, "booking_state", "code", where, {"list": "booking_state"})
            return True
    return False


def _ask_choice(letter: Letter, about: str) -> None:
    """Options bind nobody before somebody of us chose one, whatever silence is said to mean."""
    offered = options(letter)
    if not offered:
        return
    said = [" ".join(one.text.split())[:80] for one in offered]
    first = offered[0]
    letter.ask(
        "booking",
        about,
        f"a choice is offered: {'; '.join(said)}: which one?",
        of=person(letter, "logistics", "coordinator", "lead"),
        choices=tuple(said),
        where=(first.part, first.start, first.end),
    )


def ask_credits(letter: Letter) -> Iterator[str]:
    """A shipment under a credit that sails later than the credit allows: amend it, or not?"""
    moved = {one.object for one in letter.notes.statements if one.field in _MOVED}
    moved |= {one.object for one in letter.notes.questions if one.about in ("booking", *_MOVED)}
    for about in sorted(one for one in moved if one.startswith("shipments:")):
        number = about.partition(":")[2]
        for credit in letter.reads.rows("letters_of_credit", shipment_id=number):
            late = _late(letter, credit)
            if late:
                letter.ask(
                    "lc_amendment",
                    credit.object,
                    f"credit {credit.key} wants shipment by {credit.day('latest_shipment')}, the "
                    f"letter names {late}: amend it, ship otherwise, or take the discrepancy?",
                    of=person(letter, "finance", "treasur"),
                )
    yield from ()


def _late(letter: Letter, credit: Row) -> str:
    """The first day the letter names behind the credit's latest shipment."""
    last = credit.day("latest_shipment")
    days = [
        one.date.readings[0].latest
        for line in letter.lines()
        for one in moments(line.text, letter.sender, letter.sender.tz)
        if not one.date.ambiguous
    ]
    return next((str(day) for day in sorted(days) if last and day > last), "")
