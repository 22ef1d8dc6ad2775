"""Reservations: what proposals count on, so that the same unit is never promised twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

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
    select(reservations.c.case_id, reservations.c.object, reservations.c.qty, reservations.c.unit)
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


def firm(connection: Connection, case_id: str, proposal: str) -> None:
    """Makes a proposal's reservations firm: they no longer expire."""
    _move(connection, case_id, proposal, "firm")


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
    """Live reservations, of some objects if named, without those of case `but_not`."""
    wanted = select(reservations).where(_LIVE)
    if objects:
        wanted = wanted.where(reservations.c.object.in_(objects))
    if but_not:
        wanted = wanted.where(reservations.c.case_id != but_not)
    rows = connection.execute(wanted.order_by(reservations.c.id), {"now": stamp(now)})
    return [Reservation(**dict(row._mapping)) for row in rows]


def drawn(
    connection: Connection, *, now: datetime, but_not: str
) -> list[tuple[str, str, Decimal, str]]:
    """Case, object, quantity and unit of what `held` gives: all cases look at all others'."""
    found = connection.execute(_DRAWN, {"now": stamp(now), "but_not": but_not})
    return [(case, name, Decimal(qty), unit) for case, name, qty, unit in found]


def _move(connection: Connection, case_id: str, proposal: str | None, state: str) -> None:
    change = update(reservations).where(
        reservations.c.case_id == case_id, reservations.c.state.in_(("soft", "firm"))
    )
    if proposal is not None:
        change = change.where(reservations.c.proposal == proposal)
    connection.execute(change.values(state=state))
