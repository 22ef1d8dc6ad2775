"""The book of notices: what is to go out is written first, and begun by one process at a time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from domain.fact import NewFact
from memory import chain
from memory.modes import stopped_by, stops
from memory.notices import Notice, fold, told_since
from seamline.wiring import Office


class Book:
    """Notices of a workspace; `worker` names this process in what it begins."""

    def __init__(self, office: Office, worker: str) -> None:
        self._office, self._worker = office, worker
        self._known: dict[str, Notice] = {}
        self._head = 0

    def open(self) -> list[Notice]:
        """Those that may still go out, oldest first."""
        with self._office.ledger.reading() as connection:
            self._catch_up(connection)
        return [one for one in self._known.values() if one.is_open]

    def write(self, new: Notice) -> None:
        """Writes a notice down, unless it was before."""
        if new.key in self._known:
            return
        with self._office.ledger.transaction() as connection:
            self._catch_up(connection)
            if new.key not in self._known:
                kept = {"kind", "to", "case", "workflow", "partner", "subject", "text"}
                body = {"notice": new.model_dump(mode="json", include=kept)}
                self._append(connection, new, "notice_written", body)

    def begin(self, one: Notice) -> bool:
        """Notes, before it is done, that a notice is handed over now; False where another process
        was first, or a stop holds it."""
        with self._office.ledger.transaction() as connection:
            self._catch_up(connection)
            state = self._known[one.key].state
            held = stopped_by(stops(connection), one.workflow, {one.partner}, "Notice")
            if state != one.state or held:
                return False
            self._append(connection, one, "notice_begun", {"worker": self._worker})
        return True

    def settle(self, one: Notice, kind: str, detail: str = "") -> None:
        """Notes what came of it, unless something else was noted since."""
        with self._office.ledger.transaction() as connection:
            self._catch_up(connection)
            if self._known[one.key].is_open:
                self._append(connection, one, kind, {"detail": detail[:300]})

    def _append(self, connection: Connection, one: Notice, kind: str, body: dict[str, Any]) -> None:
        clock = self._office.clock
        fact = NewFact(
            stream=one.stream,
            kind=kind,
            at=clock.now(),
            actor="notifier",
            body={
                "key": one.key,
                "attempts": self._known[one.key].attempts if one.key in self._known else 0,
                "wall": clock.wall().isoformat(),
                **body,
            },
        )
        chain.append(connection, [fact])

    def _catch_up(self, connection: Connection) -> None:
        told = told_since(connection, self._head)
        fold(self._known, told)
        self._head = told[-1].number if told else self._head
