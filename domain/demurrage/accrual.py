"""Accrual: from the events of a box to its last free day, its chargeable days and their money."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import groupby

from domain.demurrage.tariff import Days, Tariff
from domain.money import Money
from domain.reckoning import Reckoning, part, price, unknown
from domain.values import Value
from domain.workdays import LONGEST, Workdays, days_between, later


class Accrual(Value):
    """The clock of one box under one tariff.

    `running`: it is not back or out yet, and the money is that of the day it was reckoned on.
    `a_day` is what the next day costs, `rates` what each of `days` did. Days are dates at the place
    of the event.
    """

    unit: str
    started: date | None = None
    ended: date | None = None
    running: bool = False
    free_until: date | None = None
    days: tuple[date, ...] = ()
    a_day: Money
    rates: tuple[Decimal, ...] = ()
    owed: Reckoning
    source: str = ""
    assumed: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What must be known before anything can be said."""
        return self.owed.missing

    def left(self, today: date) -> int | None:
        """Calendar days of free time left on that day; 0 on the last, negative after it."""
        return None if self.free_until is None else (self.free_until - today).days


class Box(Value):
    """A box between two events: what starts its clock and what ends it, days at the place.

    `free_days` of the shipment's own contract go before the tariff's. `excluded`: days it could
    not be fetched or returned, which a fair clock leaves out (46 CFR 545.5(c)).
    """

    unit: str
    started: date | None
    ended: date | None = None
    free_days: int | None = None
    excluded: frozenset[date] = frozenset()


def accrue(
    tariff: Tariff, box: Box, *, today: date | None = None, workdays: Workdays | None = None
) -> Accrual:
    """Reckons a box from the event that starts its clock to the one that ends it.

    Free time counts calendar or working days from the day of the event or the day after; every
    day after the last free one is charged up to and including the day of the end, or `today`
    while it runs. `workdays` must be known where working days count.
    """
    free = tariff.free_days if box.free_days is None else box.free_days
    until = box.ended or today
    missing = _missing(tariff, box.started, until, free, workdays)
    if missing or box.started is None or until is None:
        nothing = Money(amount=Decimal(0), currency=tariff.currency)
        return Accrual(
            unit=box.unit, started=box.started, ended=box.ended, a_day=nothing,
            source=tariff.source, owed=unknown(tariff.currency, *missing),
        )  # fmt: skip
    calendar = workdays or Workdays()
    last_free = tariff.last_free_day or _last_free(tariff, box.started, free or 0, calendar)
    charged = _charged(tariff, last_free, until, calendar, box.excluded)
    return _accrual(tariff, box, last_free, charged, free or 0)


def _accrual(
    tariff: Tariff, box: Box, last_free: date, charged: tuple[date, ...], free: int
) -> Accrual:
    skipped = free if tariff.tiers_from == "start" else 0
    return Accrual(
        unit=box.unit,
        started=box.started,
        ended=box.ended,
        running=box.ended is None,
        free_until=last_free,
        days=charged,
        a_day=_money(tariff, tariff.rate_on(len(charged) + 1 + skipped)),
        rates=tuple(tariff.rate_on(day + skipped) for day in range(1, len(charged) + 1)),
        owed=owed(tariff, len(charged), skipped),
        source=tariff.source,
        assumed=tariff.assumed,
    )


def owed(tariff: Tariff, days: int, skipped: int = 0) -> Reckoning:
    """The money for so many chargeable days, a part for each rate: 4 days × 150.00 …"""
    rates = [tariff.rate_on(day + skipped) for day in range(1, min(days, LONGEST) + 1)]
    parts = []
    for rate, same in groupby(rates):
        n = len(list(same))
        said = f"{n} day{'' if n == 1 else 's'} × {price(rate)}"
        parts.append(part(tariff.kind, _money(tariff, rate * n), said))
    return Reckoning(currency=tariff.currency, parts=tuple(parts))


def _missing(
    tariff: Tariff,
    started: date | None,
    until: date | None,
    free: int | None,
    workdays: Workdays | None,
) -> tuple[str, ...]:
    found = []
    if started is None:
        found.append(f"the event that starts {tariff.kind}")
    if until is None:
        found.append(f"the event that ends {tariff.kind}, or the day to reckon on")
    if started and until and not 0 <= (until - started).days <= LONGEST:
        found.append(f"which of {started} and {until} is wrong")
    if tariff.last_free_day is None and (free is None or not 0 <= free <= 365):
        found.append("the free days")
    if workdays is None and "working" in (tariff.free_count, tariff.charged_count):
        found.append("the working days of the place")
    return tuple(found)


def _last_free(tariff: Tariff, started: date, free: int, workdays: Workdays) -> date:
    """The last free day; without free time the day before the first that counts."""
    before = started if tariff.starts == "day after" else later(started, -1)
    if tariff.free_count == "working":
        return workdays.after(before, free)
    return later(before, free)


def _charged(
    tariff: Tariff, last_free: date, until: date, workdays: Workdays, excluded: frozenset[date]
) -> tuple[date, ...]:
    first = later(last_free, 1)
    if until < first:
        return ()
    days = _counted(tariff.charged_count, first, until, workdays)
    return tuple(day for day in days if day not in excluded)


def _counted(count: Days, first: date, last: date, workdays: Workdays) -> Iterable[date]:
    return workdays.within(first, last) if count == "working" else days_between(first, last)


def _money(tariff: Tariff, amount: Decimal) -> Money:
    return Money(amount=amount, currency=tariff.currency)
