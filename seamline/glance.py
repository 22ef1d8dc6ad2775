"""Views that many pages show at once, made once for each state of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Lock
from typing import Any, NamedTuple

from memory import chain
from seamline import views
from seamline.alike import alike
from seamline.mail_words import MailWords
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
    """Views as they are now; made again when the ledger has moved or a minute has passed. `words`
    are those of the mails, for every search."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.words = MailWords(office)
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


#: Rows of an inbox.
Rows = tuple[dict[str, Any], ...]


class Mine(NamedTuple):
    """The inbox of a reader: what waits for them, what they may answer in a colleague's stead, what
    waits for others, and what they should take on or know of.

    A case has one row, with whatever else concerns the reader of it in `also`, in that order. A row
    of `notify` says in `what` what it is about and in `kind` whether it is `offered`, `owed`
    (to be acknowledged) or `told`. `alike` are groups of waiting cases that the same clauses ask
    about, by a name.
    """

    waiting: Rows
    may_answer: Rows
    others: Rows
    notify: Rows
    alike: dict[str, Rows]

    @property
    def to_take(self) -> Rows:
        """What somebody has to answer of what is to be taken note of, also of cases that wait."""
        rows = (*self.waiting, *self.may_answer, *self.notify)
        notes = (*self.notify, *(each for one in rows for each in one.get("also", ())))
        return tuple(one for one in notes if one["kind"] != "told")


def mine(inbox: dict[str, Any], reader: Reader) -> Mine:
    """The reader's part of the inbox."""
    seen = inbox_of(inbox, reader)
    offered = [
        {**one, "kind": "offered", "what": f"{each['by']['name']} asks: {each['task']}"}
        for one in seen["handed_over"]
        for each in one["handoffs"]
    ]
    owed = [{**one, "kind": "owed"} for one in seen["to_acknowledge"]]
    told = [{**one, "kind": "told", "what": _told(one, reader)} for one in seen["told"]]
    notify = [*offered, *owed, *told]
    waiting, may_answer = _with(seen["waiting"], notify), _with(seen["may_answer"], notify)
    shown = {one["case"] for one in (*waiting, *may_answer)}
    notify = [one for one in _once(notify) if one["case"] not in shown]
    shown |= {one["case"] for one in notify}
    others = tuple(one for one in inbox["waiting"] if one["case"] not in shown)
    return Mine(waiting, may_answer, others, tuple(notify), alike(waiting))


def _with(rows: Sequence[dict[str, Any]], notify: Sequence[dict[str, Any]]) -> Rows:
    """Rows with what their readers should take on or know of the same case."""
    also = {one["case"]: [each for each in notify if each["case"] == one["case"]] for one in rows}
    return tuple({**one, "also": also[one["case"]]} if also[one["case"]] else one for one in rows)


def _once(notify: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a case, the first of them, with the others of it."""
    firsts = {one["case"]: one for one in reversed(notify)}
    return [
        {**one, "also": [each for each in notify if each["case"] == one["case"] and each != one]}
        for one in notify
        if one is firsts[one["case"]]
    ]


def _told(row: dict[str, Any], reader: Reader) -> str:
    """What the reader's function was told last; the case's title where it was told nothing."""
    notes = [said for to, said in row["notes"].items() if to in reader.functions]
    return str(notes[-1] if notes else row["title"])
