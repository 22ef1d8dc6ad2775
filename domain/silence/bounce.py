"""Contacts that mail does not reach, and who is written to in their place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from domain.silence.book import Book
from domain.silence.expected import Expected
from domain.sweeps import Sweep


class Letter(NamedTuple):
    """A letter that left: when, to which contact, by which template and about what."""

    at: datetime
    contact: str
    template: str
    objects: tuple[str, ...]


def unreachable(book: Book, sweep: Sweep) -> Iterator[Expected]:
    """Contacts whose mail comes back: our own people are asked for the address (S13)."""
    for contact, at in sorted(book.told.bounced.items()):
        row = book.row("contacts", contact)
        if row is None:
            continue
        calendar = book.calendar("")
        yield Expected(
            sweep=sweep.id,
            object=row.object,
            partner="",
            topic=sweep.question,
            said=f"mail to {row.text('name') or contact} ({row.text('mail')}) comes back",
            late=calendar.after(at, sweep.wait),
            heard_from=at,
            faults=("contact_bounced",),
        )
