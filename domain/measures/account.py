"""What a case's fragmentation costs: carrier's work and waits in minutes, priced line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import get_args

from domain.effort import Effort, Item
from domain.measures.carrying import JOBS, Carried, Who
from domain.measures.delay_cost import Rise
from domain.measures.waiting import Wait
from domain.money import Money, total
from domain.values import Value

DEFINITION = (
    "Pieces of carrier's work × minutes of one × price of an hour ÷ 60, each line rounded half up "
    "to the cent; sums add the rounded lines. Spent is what people did, spared what the system did "
    "in their place. A day that a case waited for people or partners counts when it is whole. What "
    "became dearer by waiting stands as it was priced, and is added where its currency is that of "
    "the hour."
)


class Line(Value):
    """One line of a case's account: `count` × `each` minutes, in money; `numbers` are its facts."""

    item: Item
    by: Who
    count: int
    each: Decimal
    money: Money
    numbers: tuple[int, ...] = ()

    @property
    def minutes(self) -> Decimal:
        """How long it took, or would have taken."""
        return self.count * self.each

    def said(self, hour: Money) -> str:
        """The line as a sum that can be done by hand."""
        return f"{self.count} × {self.each} min × {hour} an hour ÷ 60 = {self.money}"


class Account(Value):
    """What a case's fragmentation costs: what people spent, and what the system spared them.

    `dearer` is what waiting alone made dearer, whatever its currency.
    """

    lines: tuple[Line, ...]
    dearer: tuple[Money, ...]
    spent: Money
    spared: Money


def account(one: Carried, waits: Iterable[Wait], rises: Sequence[Rise], effort: Effort) -> Account:
    """The account of a case as it stands."""
    lines = [*_lines(one, effort), *_waited(waits, effort)]
    code, dearer = effort.hour.currency, tuple(rise.by for rise in rises)
    added = [money for money in dearer if money.currency == code]
    spent = [line.money for line in lines if line.by == "person"]
    return Account(
        lines=tuple(lines),
        dearer=dearer,
        spent=total([*spent, *added], code).rounded(),
        spared=total((line.money for line in lines if line.by == "system"), code),
    )


def _lines(one: Carried, effort: Effort) -> Iterator[Line]:
    for item in JOBS:
        for by in get_args(Who):
            work = [each for each in one.work if (each.unit, each.by) == (item, by)]
            if work:
                numbers = tuple(each.number for each in work)
                yield _line(item, by, sum(each.count for each in work), effort, numbers)


def _waited(waits: Iterable[Wait], effort: Effort) -> Iterator[Line]:
    told = [one for one in waits if one.who in ("people", "partners")]
    days = int(sum(one.hours for one in told) // 24)
    if days:
        numbers = tuple(one.number for one in told)
        yield _line("waiting day", "person", days, effort, numbers)


def _line(item: Item, by: Who, count: int, effort: Effort, numbers: tuple[int, ...]) -> Line:
    each = effort.minutes[item].minutes
    money = effort.hour.times(count * each / 60).rounded()
    return Line(item=item, by=by, count=count, each=each, money=money, numbers=numbers)
