"""Views that many pages show at once, made once for each state of the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Any, NamedTuple

from domain.people import Person
from memory import chain
from seamline import views
from seamline.alike import alike
from seamline.wiring import Office


class Glance:
    """Views as they are now; made again when the ledger has moved or a minute has passed."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = Lock()
        self._key: tuple[int, datetime] | None = None
        self._made: dict[str, Any] = {}

    def head(self) -> int:
        """The number of the newest fact."""
        with self._office.ledger.reading() as connection:
            return chain.head(connection)[0]

    def inbox(self) -> dict[str, Any]:
        """`views.inbox`."""
        seen: dict[str, Any] = self.kept("inbox", lambda: views.inbox(self._office))
        return seen

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        """The view of this name, made once for each state."""
        minute = self._office.clock.now().replace(second=0, microsecond=0)
        with self._lock:
            key = (self.head(), minute)
            if self._key != key:
                self._key, self._made = key, {}
            if name not in self._made:
                self._made[name] = make()
            return self._made[name]


class Mine(NamedTuple):
    """The inbox of one person: what waits for them, for others, and what they should know of.

    `alike` are groups of waiting cases that the same clauses ask the person about, by a name.
    """

    waiting: tuple[dict[str, Any], ...]
    others: tuple[dict[str, Any], ...]
    notify: tuple[dict[str, Any], ...]
    alike: dict[str, tuple[dict[str, Any], ...]]


def mine(inbox: dict[str, Any], person: Person) -> Mine:
    """The person's part of the inbox."""
    waiting = tuple(one for one in inbox["waiting"] if is_for(person, one))
    others = tuple(one for one in inbox["waiting"] if not is_for(person, one))
    offered = [
        {**one, "what": f"offered to you by {each['by']['name']}: {each['task']}"}
        for one in inbox["handed_over"]
        for each in one["handoffs"]
        if each["state"] == "offered" and each["to"] == person.function
    ]
    told = [one for one in inbox["to_acknowledge"] if one["to"] == person.function]
    return Mine(waiting, others, (*offered, *told), alike(waiting))


def is_for(person: Person, row: dict[str, Any]) -> bool:
    """Whether a waiting case waits for this person."""
    return any(one["id"] == person.id and not one["approved"] for one in row["people"])
