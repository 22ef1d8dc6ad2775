"""The outbox: intended effects and how far each has come; a key stands for one effect for ever."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from domain.actions import PROTOCOL
from domain.canonical import plain
from domain.errors import Refused
from domain.ports import Receipt
from domain.values import Value
from memory.tables import outbox

#: From which state an effect may come to which; what is confirmed or failed stays so.
MOVES: dict[str, frozenset[str]] = {
    "pending": frozenset({"sending", "failed", "held"}),
    "held": frozenset({"pending", "failed"}),
    "sending": frozenset(
        {"pending", "confirmed", "failed", "unknown", "awaiting_erp", "needs_human"}
    ),
    "unknown": frozenset(
        {"pending", "sending", "confirmed", "failed", "awaiting_erp", "needs_human"}
    ),
    "needs_human": frozenset({"sending", "confirmed", "failed"}),
    "awaiting_erp": frozenset({"confirmed", "failed"}),
    "confirmed": frozenset(),
    "failed": frozenset(),
}

#: The same by a person's word, where the product cannot clear it up by itself.
SETTLES: dict[str, frozenset[str]] = {
    "unknown": frozenset({"pending", "confirmed", "failed"}),
    "needs_human": frozenset({"pending", "confirmed", "failed"}),
    "failed": frozenset({"pending", "confirmed", "failed"}),
    "confirmed": frozenset({"pending", "confirmed", "failed"}),
    "awaiting_erp": frozenset({"failed"}),
}


class Effect(Value):
    """One intended effect: its action as decided, what allows it, and its state.

    pending → sending → confirmed | failed | unknown | awaiting_erp | needs_human; `held` is an
    effect that a stop caught before it began.
    """

    key: str
    position: int
    case_id: str
    kind: str
    partner: str
    standing: str
    day: date
    action: dict[str, Any]
    authority: dict[str, Any]
    fact_id: str
    state: str
    attempts: int
    receipt: dict[str, Any]


class Intended(Value):
    """An effect to be added; `partner` is empty when it stays inside."""

    key: str
    case_id: str
    action: dict[str, Any]
    authority: dict[str, Any]
    fact_id: str
    partner: str = ""
    day: date


# Statements of every step are made once: making one costs as much as running it.
_KNOWN = select(outbox.c.key).where(outbox.c.key == bindparam("wanted"))
_NEWEST = select(func.max(outbox.c.position))
_INSERT = insert(outbox)
_STATES = (
    select(outbox.c.key, outbox.c.state)
    .where(outbox.c.case_id == bindparam("wanted"))
    .order_by(outbox.c.position)
)


def intend(connection: Connection, new: Intended) -> bool:
    """Adds an effect; False when an effect with this key is already there."""
    if connection.execute(_KNOWN, {"wanted": new.key}).scalar() is not None:
        return False
    row = {
        "key": new.key,
        "position": (connection.execute(_NEWEST).scalar() or 0) + 1,
        "case_id": new.case_id,
        "kind": new.action["kind"],
        "partner": new.partner,
        "standing": str(new.authority.get("standing", "")),
        "day": new.day.isoformat(),
        "action": json.dumps(plain(new.action), ensure_ascii=False),
        "authority": json.dumps(plain(new.authority), ensure_ascii=False),
        "fact_id": new.fact_id,
    }
    connection.execute(_INSERT, row)
    return True


def intend_again(connection: Connection, new: Intended) -> bool:
    """Lets an effect that failed wait once more, under its new authority; False if it has not."""
    again = {
        "state": "pending",
        "standing": str(new.authority.get("standing", "")),
        "day": new.day.isoformat(),
        "action": json.dumps(plain(new.action), ensure_ascii=False),
        "authority": json.dumps(plain(new.authority), ensure_ascii=False),
        "fact_id": new.fact_id,
    }
    failed = (outbox.c.key == new.key) & (outbox.c.state == "failed")
    return connection.execute(update(outbox).where(failed).values(**again)).rowcount == 1


def effects(
    connection: Connection, *, case_id: str | None = None, states: Sequence[str] = ()
) -> list[Effect]:
    """Effects in the order they were decided, of one case and in given states if named."""
    wanted = select(outbox).order_by(outbox.c.position)
    if case_id is not None:
        wanted = wanted.where(outbox.c.case_id == case_id)
    if states:
        wanted = wanted.where(outbox.c.state.in_(states))
    return [_effect(row) for row in connection.execute(wanted)]


def by_standing(connection: Connection, after: int, kinds: Collection[str]) -> list[Effect]:
    """Effects after a position that a standing authority allowed, or that are of some kinds."""
    wanted = select(outbox).where(outbox.c.position > after)
    wanted = wanted.where(or_(outbox.c.standing != "", outbox.c.kind.in_(kinds)))
    return [_effect(row) for row in connection.execute(wanted.order_by(outbox.c.position))]


def times_used(connection: Connection) -> dict[str, int]:
    """How many effects ran under each standing authority, of all days."""
    wanted = select(outbox.c.standing, func.count()).group_by(outbox.c.standing)
    return {name: count for name, count in connection.execute(wanted) if name}


def by_key(connection: Connection, key: str) -> Effect | None:
    """The effect under a key, if it was ever intended."""
    row = connection.execute(select(outbox).where(outbox.c.key == key)).one_or_none()
    return None if row is None else _effect(row)


def known(connection: Connection, case_id: str) -> dict[str, str]:
    """The state of each effect of a case by its key, in the order they were decided."""
    return {row.key: row.state for row in connection.execute(_STATES, {"wanted": case_id})}


def acts_on(connection: Connection, day: date, partner: str) -> int:
    """How many effects towards a partner were decided for a day; answers of protocol are none."""
    wanted = select(func.count()).select_from(outbox)
    wanted = wanted.where(outbox.c.day == day.isoformat(), outbox.c.partner == partner)
    wanted = wanted.where(outbox.c.kind.not_in(PROTOCOL))
    return int(connection.execute(wanted).scalar_one())


def standing_acts_on(connection: Connection, day: date) -> dict[str, int]:
    """How many effects ran under each standing authority on a day."""
    wanted = select(outbox.c.standing, func.count()).where(outbox.c.day == day.isoformat())
    rows = connection.execute(wanted.group_by(outbox.c.standing))
    return {name: count for name, count in rows if name}


def move(
    connection: Connection, key: str, came_from: Sequence[str], to: str, receipt: Receipt | None
) -> bool:
    """Moves an effect on if it is still in one of `came_from`; False when another was first.

    Refused when an effect can never move like that.
    """
    wrong = [state for state in came_from if to not in MOVES.get(state, ())]
    if wrong:
        raise Refused(f"an effect does not move from {wrong[0]} to {to}")
    return _moved(connection, key, came_from, to, receipt)


def settle(
    connection: Connection, key: str, came_from: str, to: str, receipt: Receipt | None
) -> bool:
    """The same by a person's word; False when the effect has moved on, Refused when it never can
    be settled like that."""
    if to not in SETTLES.get(came_from, ()):
        raise Refused(f"nobody settles an effect from {came_from} to {to}")
    return _moved(connection, key, (came_from,), to, receipt)


def _moved(
    connection: Connection, key: str, came_from: Sequence[str], to: str, receipt: Receipt | None
) -> bool:
    values: dict[str, Any] = {"state": to}
    if to == "sending":
        values["attempts"] = outbox.c.attempts + 1
    if receipt is not None:
        values["receipt"] = json.dumps(plain(receipt), ensure_ascii=False)
    moved = connection.execute(
        update(outbox).where(outbox.c.key == key, outbox.c.state.in_(came_from)).values(**values)
    )
    return moved.rowcount == 1


def _effect(row: Any) -> Effect:
    data = dict(row._mapping)
    for column in ("action", "authority", "receipt"):
        data[column] = json.loads(data[column])
    return Effect(**data)
