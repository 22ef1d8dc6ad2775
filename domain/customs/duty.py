"""Duties by tariff number: rates on record, the longest number that fits, and the money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.money import Money
from domain.quantity import Quantity, unit_name
from domain.reckoning import Reckoning, figure, part, unknown
from domain.record import Row
from domain.values import Value

_RULE = re.compile(
    r"^(?P<kind>.*?\bduty\b)(?:\s+example)?\s+(?P<hs>\d{4}(?:\.?\d{2}){0,3})(?P<rest>.*)$"
)


class DutyRate(Value):
    """A rate for a tariff number and all below it: per cent of the value, or so much a unit.

    `only_if` is a condition in words (`without EUR.1`); `adds`: on top of others (additional
    duty). Rates are data with a source; classification itself is always a person's.
    """

    jurisdiction: str
    hs: str
    pct: Decimal | None = None
    per_unit: Money | None = None
    unit: str = ""
    name: str = "duty"
    only_if: str = ""
    adds: bool = False
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on that day."""
        after = self.valid_from is None or self.valid_from <= day
        return after and (self.valid_to is None or day <= self.valid_to)


def duty_rates_of(rows: Sequence[Row]) -> tuple[DutyRate, ...]:
    """Rates kept in `tariffs_and_deadlines` as `duty 8544.42`, per cent, with their source."""
    found = []
    for row in rows:
        told = _RULE.match(row.text("rule"))
        if told is None or row.text("unit") != "pct" or row.number("value") is None:
            continue
        found.append(
            DutyRate(
                jurisdiction=row.text("jurisdiction"),
                hs=told["hs"],
                pct=row.number("value"),
                name=told["kind"],
                only_if=told["rest"].strip(),
                source=f"{row.object}: {row.text('source')}",
            )
        )
    return tuple(found)


def applying(
    known: Sequence[DutyRate], country: str, hs: str, day: date, conditions: frozenset[str]
) -> tuple[DutyRate, ...]:
    """The one main rate of the longest number that fits, and all that add to it.

    A rate with a condition applies only where that condition is among `conditions`.
    """
    number = _digits(hs)
    fits = [
        rate
        for rate in known
        if rate.jurisdiction == country
        and rate.holds_on(day)
        and _digits(rate.hs) == number[: len(_digits(rate.hs))]
        and (not rate.only_if or rate.only_if in conditions)
    ]
    main = [rate for rate in fits if not rate.adds]
    best = max(main, key=lambda rate: (len(_digits(rate.hs)), bool(rate.only_if)), default=None)
    extra = tuple(rate for rate in fits if rate.adds)
    return (best, *extra) if best is not None else extra


def duty(value: Reckoning, rates: Sequence[DutyRate], qty: Quantity | None = None) -> Reckoning:
    """Per cent of the customs value, or so much a unit, a part for each rate."""
    if value.missing:
        return unknown(value.currency, *value.missing)
    if not any(not rate.adds for rate in rates):
        return unknown(value.currency, "a duty rate for this tariff number")
    parts, missing = [], []
    for rate in rates:
        money, basis = _one(rate, value.total, qty)
        if money is None:
            missing.append(basis)
        else:
            parts.append(part(rate.name, money, f"{basis} ({rate.source})"))
    return Reckoning(currency=value.currency, parts=tuple(parts), missing=tuple(missing))


def _one(rate: DutyRate, base: Money, qty: Quantity | None) -> tuple[Money | None, str]:
    if rate.pct is not None:
        return base.times(rate.pct / 100), f"{figure(rate.pct)} % of {base}"
    if rate.per_unit is None or rate.per_unit.currency != base.currency:
        return None, f"a rate of {rate.name} in {base.currency}"
    if qty is None or unit_name(qty.unit) != unit_name(rate.unit):
        return None, f"the quantity in {rate.unit}"
    return rate.per_unit.times(qty.n), f"{qty} × {rate.per_unit}"


def _digits(hs: str) -> str:
    return re.sub(r"\D", "", hs)
