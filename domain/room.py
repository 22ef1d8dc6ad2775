"""Room: space and capacity that partners give us for a period, and what others leave of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from domain.options import Draw, Held
from domain.quantity import unit_name
from domain.record import Row
from domain.values import Value

#: A spot quote is for so much and no more: `spot quote Q-2604-17 for 900 kg`.
_QUOTED = re.compile(r"\bfor\s+(\d+)\s*kg", re.IGNORECASE)


class Room(Value):
    """So much of a partner's space or capacity in one unit for a period.

    `row` says so on record: of `capacities`, or a rate quoted for so many kilograms. `taken` is
    what the record has committed of it, `held` what other cases hold.
    """

    kind: str
    row: Row
    amount: Decimal
    unit: str
    taken: Decimal = Decimal(0)
    held: tuple[Held, ...] = ()

    @property
    def object(self) -> str:
        """`space:CAP-1`, as reservations name it."""
        return f"{self.kind}:{self.row.key}"

    @property
    def by_cases(self) -> Decimal:
        """What other cases hold of it."""
        return sum((one.qty for one in self.held), Decimal(0))

    @property
    def left(self) -> Decimal:
        """What may still be promised of it."""
        return max(self.amount - self.taken - self.by_cases, Decimal(0))

    def draw(self, qty: Decimal, wanted: Decimal) -> Draw:
        """What a proposal holds of it."""
        name, unit, short = self.object, self.unit, qty < wanted
        return Draw(kind=self.kind, object=name, qty=qty, unit=unit, free=self.left, short=short)

    def said(self) -> str:
        """What is left, and whose holds bind: `R04: 0 of 900 KG left, 900 held by W1-1`."""
        holders = ", ".join(dict.fromkeys(one.case for one in self.held))
        held = f", {self.by_cases:f} held by {holders}" if self.held else ""
        return f"{self.row.key}: {self.left:f} of {self.amount:f} {self.unit} left{held}"


class Use(Value):
    """What a way takes of rooms: what it draws, where it is short, and what nobody knows."""

    draws: tuple[Draw, ...] = ()
    short: tuple[Room, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether there is room for it, so far as anybody knows."""
        return not self.short and not self.missing

    def said(self) -> str:
        """Where it is short or not known, in words that follow others; empty where it fits."""
        known = "".join(f"; {one.said()}" for one in self.short)
        return known + "".join(f"; not on record: {one}" for one in self.missing)


def of_rate(
    rate: Row, rows: Iterable[Row], held: Sequence[Held], day: date
) -> tuple[list[Room], list[str]]:
    """Rooms that bind what travels at this rate on this day: what it is quoted for, and space that
    its partner gives us on the lane. Where space of the lane is on record but none of that day,
    nobody knows: said second."""
    lane = [
        row
        for row in rows
        if row.text("kind") == "space"
        and row.text("partner_id") == rate.text("partner_id")
        and all(
            row.text(name) in ("", rate.text(name)) for name in ("mode", "origin", "destination")
        )
    ]
    found, missing = _on(lane, held, day, f"space at rate {rate.key} on {day}")
    quoted = quoted_kg(rate)
    if quoted is not None:
        found.append(_room("space", rate, quoted, "KG", held))
    return found, missing


def of_source(
    partner: str, item: str, rows: Iterable[Row], held: Sequence[Held], day: date
) -> tuple[list[Room], list[str]]:
    """Capacity of a source for an item (else for all it makes for us) on the day it delivers."""
    mine = [
        row
        for row in rows
        if row.text("kind") == "capacity"
        and row.text("partner_id") == partner
        and row.text("item_id") in ("", item)
    ]
    own = [row for row in mine if row.text("item_id")]
    return _on(own or mine, held, day, f"capacity of {partner} for {item} on {day}")


def _on(
    rows: Sequence[Row], held: Sequence[Held], day: date, what: str
) -> tuple[list[Room], list[str]]:
    """Of each unit the room of that day with most left: two of one unit are two ways to go."""
    best: dict[str, Room] = {}
    for row in rows:
        amount, unit = row.number("amount"), unit_name(row.text("uom"))
        if amount is None or not _covers(row, day):
            continue
        room = _room(row.text("kind"), row, amount, unit, held)
        known = best.get(unit)
        if known is None or (-room.left, row.key) < (-known.left, known.row.key):
            best[unit] = room
    return list(best.values()), [what] if rows and not best else []


def _covers(row: Row, day: date) -> bool:
    first, last = row.day("first_day"), row.day("last_day")
    return not ((first and day < first) or (last and day > last))


def _room(kind: str, row: Row, amount: Decimal, unit: str, held: Sequence[Held]) -> Room:
    name = f"{kind}:{row.key}"
    others = tuple(one for one in held if one.object == name)
    taken = max(row.number("committed") or Decimal(0), Decimal(0))  # a credit makes no room
    return Room(kind=kind, row=row, amount=amount, unit=unit, taken=taken, held=others)


def quoted_kg(rate: Row) -> Decimal | None:
    """The kilograms a rate without a contract is quoted for; None where it is for any quantity."""
    found = None if rate.text("contract_id") else _QUOTED.search(rate.text("note"))
    return Decimal(found[1]) if found else None


def use_of(
    rooms: Iterable[Room],
    sizes: Mapping[str, Decimal],
    missing: Iterable[str] = (),
    wanted: Decimal = Decimal(0),
) -> Use:
    """What a way of these sizes, by unit, takes of the rooms; a unit it is not measured in is asked
    about, and no part of it is drawn where anything is short. `wanted` is what it would take if
    there were room for it."""
    draws, short, lacks = list[Draw](), list[Room](), [*missing]
    for room in rooms:
        qty = sizes.get(room.unit)
        if qty is None:
            lacks.append(f"how many {room.unit} it takes of {room.row.key}")
        elif qty > room.left:
            short.append(room)
        else:
            draws.append(room.draw(qty, wanted))
    kept = () if short else tuple(draws)
    return Use(draws=kept, short=tuple(short), missing=tuple(lacks))


def objects(rows: Iterable[Row]) -> frozenset[str]:
    """What reservations call the rooms in these rows of `capacities` and `rates`."""
    return frozenset(
        f"space:{row.key}" if row.table == "rates" else f"{row.text('kind')}:{row.key}"
        for row in rows
        if row.table == "capacities" or quoted_kg(row) is not None
    )
