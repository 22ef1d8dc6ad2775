"""Views that many pages show at once, made once for each state of the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Any, NamedTuple

from memory import chain
from seamline import views
from seamline.alike import alike
from seamline.role_inbox import Reader, inbox_of
from seamline.wiring import Office

#: Views kept at a time.
_MOST = 50


class _Kept:
    """A view, and the state of the ledger it was made of."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.state: tuple[int, datetime] | None = None
        self.made: Any = None


class Glance:
    """Views as they are now; made again when the ledger has moved or a minute has passed."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = Lock()
        self._kept: dict[str, _Kept] = {}

    def head(self) -> int:
        """The number of the newest fact."""
        with self._office.ledger.reading() as connection:
            return chain.head(connection)[0]

    def inbox(self) -> dict[str, Any]:
        """`views.inbox`."""
        seen: dict[str, Any] = self.kept("inbox", lambda: views.inbox(self._office))
        return seen

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        """The view of this name, made once for each state; who asks for another does not wait."""
        minute = self._office.clock.now().replace(second=0, microsecond=0)
        with self._lock:
            if name not in self._kept and len(self._kept) >= _MOST:
                self._kept.clear()  # a name may hold what somebody typed
            kept = self._kept.setdefault(name, _Kept())
        with kept.lock:
            state = (self.head(), minute)
            if kept.state != state:
                kept.made, kept.state = make(), state
            return kept.made


class Mine(NamedTuple):
    """The inbox of one person: what waits for them, for others, and what they should know of.

    `alike` are groups of waiting cases that the same clauses ask the person about, by a name.
    """

    waiting: tuple[dict[str, Any], ...]
    others: tuple[dict[str, Any], ...]
    notify: tuple[dict[str, Any], ...]
    alike: dict[str, tuple[dict[str, Any], ...]]


def mine(inbox: dict[str, Any], reader: Reader) -> Mine:
    """The reader's part of the inbox."""
    seen = inbox_of(inbox, reader)
    waiting = tuple(seen["waiting"])
    offered = [
        {**one, "what": f"offered by {each['by']['name']}: {each['task']}"}
        for one in seen["handed_over"]
        for each in one["handoffs"]
    ]
    others = tuple(one for one in inbox["waiting"] if one not in waiting)
    return Mine(waiting, others, (*offered, *seen["to_acknowledge"]), alike(waiting))
