"""Goods that were asked to fly: what an answer about a flight says of what we asked for."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

from domain.owed import Owed
from domain.quantity import unit_name
from domain.reading import QuantityStated, Reading, stated_text
from domain.record import Row

#: Intents of a letter about a flight: it is booked, or it is not.
CONFIRMED, REFUSED = "flight_confirmed", "flight_refused"

#: What a letter tells of a flight, in the order it is said.
_TOLD = {"air_waybill": "AWB", "flight": "flight", "flight_etd": "on", "flight_eta": "arriving"}


def is_by_air(owed: Owed) -> bool:
    """Whether what is owed is the word on a flight that we asked for."""
    return "air" in (owed.wanted.get("template", "").removeprefix("book_"), owed.wanted.get("mode"))


def speaks_of_flight(reading: Reading) -> bool:
    """Whether a letter about goods that sail speaks of a flight for a part of them."""
    return bool({CONFIRMED, REFUSED} & {*reading.intents})


def doubt(owed: Owed, reading: Reading, packages: Iterable[Row]) -> str:
    """What keeps a letter about a flight from being the yes to what was asked; empty where it is.

    `packages` are the units the goods are in: so many of a kind hold so many pieces.
    """
    if REFUSED in reading.intents:
        return "the flight is not to be had"
    if CONFIRMED not in reading.intents:
        return "no flight is confirmed"
    asked, unit = Decimal(owed.wanted.get("qty") or 0), unit_name(owed.wanted.get("uom", ""))
    rows = list(packages)
    for one in reading.statements:
        if one.field != "flown_qty" or not isinstance(one.value, QuantityStated):
            continue
        told, of = one.value.quantity.n, unit_name(one.value.quantity.unit)
        least = asked if of == unit else _needed(asked, of, rows)
        if least is not None and told < least:
            return f"{told:f} {of} are fewer than the {least:f} {of} that {asked:f} {unit} are"
    return ""


def _needed(asked: Decimal, package: str, rows: Iterable[Row]) -> Decimal | None:
    """How many packages hold what was asked for; None where nobody knows what one holds."""
    for row in rows:
        pieces, count = row.number("qty"), row.number("packages")
        if unit_name(row.text("package_type")) == package and pieces and count:
            return (asked * count / pieces).to_integral_value(ROUND_CEILING)
    return None


def told(reading: Reading) -> str:
    """`AWB 020-12345675, flight LH8401, on 2026-04-14, 3 PLT`; empty where no flight is told of."""
    said = [
        f"{_TOLD[one.field]} {stated_text(one.value)}"
        for field in _TOLD
        for one in reading.statements
        if one.field == field
    ]
    said += [
        f"{one.value.quantity.n:f} {one.value.quantity.unit}"
        for one in reading.statements
        if one.field == "flown_qty" and isinstance(one.value, QuantityStated)
    ]
    return ", ".join(said)
