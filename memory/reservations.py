"""Reservations: what proposals count on, so that the same unit is never promised twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from domain.canonical import digest
from domain.options import Draw
from domain.values import Value
from memory.instants import stamp
from memory.tables import reservations


class Reservation(Value):
    """So much of an object, held for a case: `soft` with a proposal, `firm` with an approval."""

    id: str
    case_id: str
    proposal: str
    kind: str
    object: str
    qty: Decimal
    unit: str
    state: str
    expires_at: datetime


_LIVE = (reservations.c.state == "firm") | (
    (reservations.c.state == "soft") & (reservations.c.expires_at > bindparam("now"))
)
# Asked at every step, so made once: making a statement costs as much as running it.
_DRAWN = (
    select(
        reservations.c.case_id,
        reservations.c.object,
        reservations.c.qty,
        reservations.c.unit,
        reservations.c.state,
    )
    .where(_LIVE, reservations.c.case_id != bindparam("but_not"))
    .order_by(reservations.c.id)
)


def hold(
    connection: Connection,
    *,
    case_id: str,
    proposal: str,
    draws: Sequence[Draw],
    expires_at: datetime,
) -> None:
    """Reserves softly what a proposal draws; a repeat changes nothing.

    Whoever holds or makes firm has counted what others leave (`held`) in the same transaction:
    writers follow one another, so that nothing comes between the count and the hold.
    """
    for position, draw in enumerate(draws):  # two lines may draw the same quantity of one thing
        identity = digest([case_id, proposal, position, draw])
        known = select(reservations.c.id).where(reservations.c.id == identity)
        if draw.holds > 0 and connection.execute(known).scalar() is None:
            connection.execute(
                insert(reservations).values(
                    id=identity,
                    case_id=case_id,
                    proposal=proposal,
                    kind=draw.kind,
                    object=draw.object,
                    qty=format(draw.holds, "f"),
                    unit=draw.unit,
                    state="soft",
                    expires_at=stamp(expires_at),
                )
            )


def firm(
    connection: Connection, case_id: str, proposal: str, done: Collection[str] = ()
) -> frozenset[str]:
    """Makes a proposal's reservations firm: they no longer expire. What earlier proposals of the
    case held firmly goes back, but for what the acts of those `done` use up and this one does not
    take as well; the objects of it."""
    mine = (reservations.c.case_id == case_id) & (reservations.c.proposal == proposal)
    _move(connection, case_id, proposal, "firm")
    own = set(connection.execute(select(reservations.c.object).where(mine)).scalars())
    firmly = (reservations.c.case_id == case_id) & (reservations.c.state == "firm")
    before = connection.execute(
        select(reservations).where(firmly, reservations.c.proposal != proposal)
    )
    gone = [
        row
        for row in before
        if row.object in own or not (row.kind in _USED_UP and row.proposal in done)
    ]
    for row in gone:
        change = update(reservations).where(reservations.c.id == row.id)
        connection.execute(change.values(state="released"))
    return frozenset(row.object for row in gone)


#: What an act of ours uses up; stock is there until the record shows that it was picked.
_USED_UP = ("space", "capacity", "budget")


def let_go(connection: Connection, case_id: str, proposal: str | None = None) -> None:
    """Returns what a proposal (or the whole case) held."""
    _move(connection, case_id, proposal, "released")


def end(connection: Connection, case_id: str) -> None:
    """A case is over: what it held goes back, but space and capacity that were approved are used
    up. No record shows that, as it shows a pick; they bind nobody once their period has passed."""
    used = (reservations.c.state == "firm") & reservations.c.kind.in_(("space", "capacity"))
    mine = (reservations.c.case_id == case_id) & reservations.c.state.in_(("soft", "firm"))
    connection.execute(update(reservations).where(mine & ~used).values(state="released"))


def consume(connection: Connection, case_id: str, name: str) -> None:
    """Ends a case's firm hold of an object: the record shows it from now on, and it counts once."""
    mine = (reservations.c.case_id == case_id) & (reservations.c.object == name)
    change = update(reservations).where(mine & (reservations.c.state == "firm"))
    connection.execute(change.values(state="consumed"))


def objects_of(connection: Connection, case_id: str) -> set[str]:
    """Everything a case holds or ever held."""
    wanted = select(reservations.c.object).where(reservations.c.case_id == case_id).distinct()
    return {row.object for row in connection.execute(wanted)}


def held(
    connection: Connection, *, now: datetime, objects: Sequence[str] = (), but_not: str = ""
) -> list[Reservation]:
    """Live reservations, of some objects if named, without those of case `but_not`. A proposal that
    takes the place of what its case decided holds only what goes beyond that."""
    wanted = select(reservations).where(_LIVE)
    if objects:
        wanted = wanted.where(reservations.c.object.in_(objects))
    if but_not:
        wanted = wanted.where(reservations.c.case_id != but_not)
    rows = list(connection.execute(wanted.order_by(reservations.c.id), {"now": stamp(now)}))
    return [
        Reservation(**{**row._mapping, "qty": qty})
        for row, qty in zip(rows, _once(rows), strict=True)
        if qty > 0
    ]


def drawn(
    connection: Connection, *, now: datetime, but_not: str
) -> list[tuple[str, str, Decimal, str]]:
    """Case, object, quantity and unit of what `held` gives: all cases look at all others'."""
    found = list(connection.execute(_DRAWN, {"now": stamp(now), "but_not": but_not}))
    return [
        (row.case_id, row.object, qty, row.unit)
        for row, qty in zip(found, _once(found), strict=True)
        if qty > 0
    ]


def _once(rows: Sequence[Any]) -> list[Decimal]:
    """What each row holds: a soft one no more than goes beyond what its case holds firmly of the
    same thing, since either the old decision counts or the new one."""
    firmly: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        if row.state == "firm":
            key = (row.case_id, row.object)
            firmly[key] = firmly.get(key, Decimal(0)) + Decimal(row.qty)
    found = []
    for row in rows:
        qty, key = Decimal(row.qty), (row.case_id, row.object)
        if row.state == "soft" and key in firmly:
            less = min(qty, firmly[key])
            firmly[key] -= less
            qty -= less
        found.append(qty)
    return found


def _move(connection: Connection, case_id: str, proposal: str | None, state: str) -> None:
    change = update(reservations).where(
        reservations.c.case_id == case_id, reservations.c.state.in_(("soft", "firm"))
    )
    if proposal is not None:
        change = change.where(reservations.c.proposal == proposal)
    connection.execute(change.values(state=state))
