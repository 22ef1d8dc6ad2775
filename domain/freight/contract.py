"""What a freight contract agrees to: the rates of the record as charges a bill may hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.freight.codes import charge_code, charge_kind
from domain.freight.rates import applies, fees
from domain.money import Money
from domain.record import Row
from domain.values import Value


class Contracted(Value):
    """One charge as agreed: a rate per unit, at least a minimum; `source` is the rate or clause."""

    code: str
    name: str
    rate: Money
    per: str
    least: Money | None = None
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date | None) -> bool:
        """Whether it is in force on the day of the shipment; a day nobody knows is not held."""
        if day is None:
            return self.valid_from is None and self.valid_to is None
        after = self.valid_from is None or self.valid_from <= day
        return after and (self.valid_to is None or day <= self.valid_to)


#: A rate's basis as the record words it, and the unit it counts.
_PER = (
    ("container", "container"),
    ("kg", "kg"),
    ("w/m", "revenue ton"),
    ("revenue", "revenue ton"),
    ("load", "shipment"),
    ("shipment", "shipment"),
    ("day", "day"),
    ("hour", "hour"),
)


def contracted(rate: Row) -> tuple[Contracted, ...]:
    """The charges of one row of `rates`: its rate, its handling, and the fees it names.

    The rate of a detention, demurrage or storage row is a tariff by the day
    (domain.demurrage.tariff) and none of these.
    """
    if charge_kind(rate.text("mode")) is not None and rate.text("mode") != "base":
        return ()
    amount, least = rate.number("rate"), rate.number("min_charge")
    found = []
    if amount is not None:
        found.append(_of(rate, "base", "freight", amount, _per(rate.text("basis")), least))
    if rate.number("handling"):
        found.append(_of(rate, "handling", "handling", rate.number("handling"), "shipment"))
    for name, fee in fees(rate):
        code = charge_code(name)
        kind = charge_kind(code)
        found.append(_of(rate, code or name, name, fee, kind.per if kind else "shipment"))
    return tuple(found)


def rates_of_lane(
    rates: Sequence[Row], shipment: Row, weight_kg: Decimal | None, equipment: str = ""
) -> tuple[Row, ...]:
    """The rows of `rates` that speak of a shipment: its mode, lane, day, box and weight band.

    By its ETD. Without a weight, bands by weight are not told apart; more than one row left is
    for a person to choose from.
    """
    day = shipment.day("etd")
    return tuple(
        row
        for row in rates
        if row.text("mode") == shipment.text("mode")
        and row.text("origin") == shipment.text("pol")
        and row.text("destination") == shipment.text("pod")
        and row.text("equipment") in ("", equipment or row.text("equipment"))
        and day is not None
        and (weight_kg is None or applies(row, weight_kg, day))
        and _in_force(row, day)
    )


def _in_force(rate: Row, day: date) -> bool:
    first, last = rate.day("valid_from"), rate.day("valid_to")
    return (first is None or first <= day) and (last is None or day <= last)


def _of(
    rate: Row,
    code: str,
    name: str,
    amount: Decimal | None,
    per: str,
    least: Decimal | None = None,
) -> Contracted:
    def money(value: Decimal) -> Money:
        return Money(amount=value, currency=rate.text("currency"))

    clause = rate.text("contract_id")
    return Contracted(
        code=code,
        name=name,
        rate=money(amount or Decimal(0)),
        per=per,
        least=None if least is None else money(least),
        source=f"rate {rate.key}" + (f" of {clause}" if clause else ""),
        valid_from=rate.day("valid_from"),
        valid_to=rate.day("valid_to"),
    )


def _per(basis: str) -> str:
    words = re.sub(r"\s+", " ", basis.lower())
    return next((unit for word, unit in _PER if word in words), basis)
