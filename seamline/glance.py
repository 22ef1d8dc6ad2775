"""Views that many pages show at once, made once for each state of the ledger."""

from __future__ import annotations

from datetime import datetime
from threading import Lock
from typing import Any

from domain.people import Person
from memory import chain
from seamline import views
from seamline.wiring import Office


class Glance:
    """The inbox as it is now; made again when the ledger has moved or a minute has passed."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = Lock()
        self._made: tuple[tuple[int, datetime], dict[str, Any]] | None = None

    def head(self) -> int:
        """The number of the newest fact."""
        with self._office.ledger.reading() as connection:
            return chain.head(connection)[0]

    def inbox(self) -> dict[str, Any]:
        """`views.inbox`."""
        minute = self._office.clock.now().replace(second=0, microsecond=0)
        with self._lock:
            key = (self.head(), minute)
            if self._made is None or self._made[0] != key:
                self._made = (key, views.inbox(self._office))
            return self._made[1]


def is_for(person: Person, row: dict[str, Any]) -> bool:
    """Whether a waiting case waits for this person."""
    return any(one["id"] == person.id and not one["approved"] for one in row["people"])
