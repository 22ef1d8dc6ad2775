"""The hand that writes the embedded record: compare-and-set under a key, each effect once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from domain.errors import Uncertain
from domain.ports import Clock, Receipt
from tools.erp.effects import ADDS, CHANGES, KINDS, held
from tools.erp.embedded.database import Database
from tools.erp.embedded.reads import EmbeddedReads
from tools.erp.embedded.writes.journal import enter, look_up
from tools.erp.embedded.writes.orders import issue
from tools.erp.embedded.writes.rows import add_row, confirm, set_row


class EmbeddedHands:
    """Applies every kind of effect that `tools.erp.effects` knows, each once a key.

    `clock` dates what is written down: a confirmation's day, an order's creation.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def apply(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """Carries the effect out in one transaction with its line in the journal.

        `conflict` when the row changed since `seen` and is not as wished; `rejected` when it
        cannot be done at all. Raises OutsideFailed when the record stays busy, and Uncertain when
        the commit failed: then `find` tells.
        """
        if kind not in KINDS:
            return Receipt(outcome="rejected", detail=f"the record has no effect called {kind}")
        told = {name: str(value) for name, value in params.items() if value is not None}
        try:
            with self._database.writing() as connection:
                return self._once(connection, key, kind, told)
        except OperationalError as problem:
            raise Uncertain(f"the record did not answer: {problem.orig}") from problem

    def _once(
        self, connection: Connection, key: str, kind: str, params: Mapping[str, str]
    ) -> Receipt:
        done = look_up(connection, key, kind, params)
        if done is not None:
            repeated = done.outcome == "applied"
            return done.model_copy(update={"outcome": "already_applied"}) if repeated else done
        day = self._clock.now().date().isoformat()
        receipt = _carry_out(connection, key, kind, params, day)
        enter(connection, key, kind, params, receipt)
        return receipt

    def find(self, key: str, kind: str, params: dict[str, Any]) -> Receipt:
        """`applied` when the journal has the key, `rejected` when it surely did not happen."""
        told = {name: str(value) for name, value in params.items() if value is not None}
        with self._database.reading(fresh=True) as connection:
            done = look_up(connection, key, kind, told, exact=False)
        if done is None:
            return Receipt(outcome="rejected", detail="the record has no effect under this key")
        return (
            done if done.outcome == "rejected" else done.model_copy(update={"outcome": "applied"})
        )

    def read_back(self, kind: str, params: dict[str, Any]) -> dict[str, str]:
        """What the record holds now, by slot, over a new connection."""
        told = {name: str(value) for name, value in params.items() if value is not None}
        return held(EmbeddedReads(self._database).fresh(), kind, told)


def _change_order_line(
    connection: Connection, key: str, params: Mapping[str, str], day: str
) -> Receipt:
    receipt = set_row(connection, CHANGES["ChangeOrderLine"], params)
    if receipt.outcome == "applied":
        confirm(connection, key, params, day)
    return receipt


def _carry_out(
    connection: Connection, key: str, kind: str, params: Mapping[str, str], day: str
) -> Receipt:
    if kind in _OWN_WAYS:
        return _OWN_WAYS[kind](connection, key, params, day)
    if kind in ADDS:
        return add_row(connection, ADDS[kind], key, {"recorded_on": day, **params})
    return set_row(connection, CHANGES[kind], params)


#: Effects that write more than one row.
_OWN_WAYS: dict[str, Callable[[Connection, str, Mapping[str, str], str], Receipt]] = {
    "ChangeOrderLine": _change_order_line,
    "IssueOrder": issue,
}
