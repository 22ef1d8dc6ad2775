"""Bookings as forwarders confirm or roll them: written on record, and what a roll means."""

from __future__ import annotations

from domain.actions import Action
from domain.booking import earlier
from domain.booking.cargo import cargo_of
from domain.booking.dangers import TOPICS, dangers, slot_of, to_certify
from domain.booking.request import options as ways
from domain.dossier import asking
from domain.dossier.context import Dossier
from domain.options import Option
from domain.reading import Question
from domain.recovery import options as recovery
from domain.recovery.recording import updated


def actions(dossier: Dossier) -> list[Action]:
    """The shipment as confirmed; letters to suppliers and forwarders with what is open."""
    row = dossier.subject_row
    found: list[Action] = []
    if row is not None and row.table == "shipments":
        written = updated(dossier, row, state_of(dossier))
        found += [written] if written is not None else []
    return [*found, *asking.letters(dossier, "logistics", leave=_certified(dossier))]


def state_of(dossier: Dossier) -> str:
    """What the forwarder says of the booking: rolled counts before confirmed."""
    said = {one.text for one in dossier.stated("booking_state", dossier.subject)}
    return next((word for word in ("rolled", "confirmed") if word in said), "")


def _certified(dossier: Dossier) -> tuple[str, ...]:
    cargo = cargo_of(dossier)
    found = dangers(dossier, cargo) if cargo is not None else ()
    return TOPICS if found and all(one.certified is not None for one in found) else ()


def questions(dossier: Dossier) -> list[Question]:
    """What people must say; whether goods are dangerous they certify line by line."""
    cargo = cargo_of(dossier)
    found = asking.of_people(dossier, *(to_certify(dossier, cargo) if cargo is not None else ()))
    renamed = [
        one.model_copy(update={"slot": slot_of(one.object)}) if one.about in TOPICS else one
        for one in found
    ]
    each = {one.slot: one for one in renamed}
    return [one for slot, one in each.items() if slot not in dossier.given]


def options(dossier: Dossier) -> list[Option]:
    """Ways to carry cargo that is ready; for a booking that sails later, ways to recover."""
    row = dossier.subject_row
    if row is not None and row.table == "shipments":
        return recovery.options(dossier) or earlier.options(dossier, row)
    return ways(dossier)
