"""Freight rates on record: which one applies to a weight and a day, and the fees beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.record import Row

_FEE = re.compile(
    r"([A-Za-z][A-Za-z &/-]*?)\s+(\d+(?:\.\d+)?)(?=\s*(?:,|$|per invoice|a shipment))"
)
_UP_TO = re.compile(r"\b(?:up to|for)\s+(\d+)\s*kg", re.IGNORECASE)
_OVER = re.compile(r"\bover\s+(\d+)\s*kg", re.IGNORECASE)


def fees(rate: Row) -> list[tuple[str, Decimal]]:
    """Named amounts charged beside the rate, such as `AWB fee 40.00 per invoice`."""
    return [(name.strip(), Decimal(amount)) for name, amount in _FEE.findall(rate.text("other"))]


def applies(rate: Row, weight_kg: Decimal, day: date) -> bool:
    """Valid on the day, and the weight within the band its note states."""
    first, last = rate.day("valid_from"), rate.day("valid_to")
    if (first and day < first) or (last and day > last):
        return False
    up_to, over = _UP_TO.search(rate.text("note")), _OVER.search(rate.text("note"))
    if up_to and weight_kg > Decimal(up_to[1]):
        return False
    return not (over and weight_kg <= Decimal(over[1]))


def cheapest(rates: Sequence[Row], weight_kg: Decimal, day: date) -> Row | None:
    """The applicable rate with the smallest charge for this weight; ties by id."""
    fitting = [rate for rate in rates if applies(rate, weight_kg, day)]
    return min(fitting, key=lambda rate: (charge(rate, weight_kg), rate.key), default=None)


def charge(rate: Row, weight_kg: Decimal) -> Decimal:
    """Rate × weight, at least its minimum, plus handling and fees, in the rate's currency."""
    carriage = (rate.number("rate") or Decimal(0)) * weight_kg
    carriage = max(carriage, rate.number("min_charge") or Decimal(0))
    return (
        carriage
        + (rate.number("handling") or Decimal(0))
        + sum((amount for _, amount in fees(rate)), Decimal(0))
    )
