"""Reckonings: an amount worked out part by part with its basis, or what is missing to do so."""

from __future__ import annotations

from decimal import Decimal

from domain.money import Money, total
from domain.options import CostComponent
from domain.values import Value


class Reckoning(Value):
    """Parts that add up, each rounded to the cent as a bill shows it, or what is missing.

    With something `missing` the parts are what is known so far, and no basis to act on.
    """

    currency: str
    parts: tuple[CostComponent, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def total(self) -> Money:
        """The sum of the parts as shown."""
        return total((part.money for part in self.parts), self.currency)

    @property
    def complete(self) -> bool:
        """Nothing is missing."""
        return not self.missing

    def said(self) -> str:
        """In words: each part with its basis, or what is missing."""
        shown = [f"{one.name} {one.formula} = {one.money}" for one in self.parts]
        return "; ".join([*shown, *(f"missing: {one}" for one in self.missing)])


def part(name: str, money: Money, basis: str) -> CostComponent:
    """A part rounded to the minor unit of its currency; `basis` shows the figures it came from."""
    return CostComponent(name=name, money=money.rounded(), formula=basis)


def unknown(currency: str, *missing: str) -> Reckoning:
    """A reckoning that cannot be made."""
    return Reckoning(currency=currency, missing=missing)


#: Nothing of the trade is counted or priced beyond this; more is a misprint or an attack, and
#: would not fit the digits that exact sums are made with.
LARGEST = Decimal(10) ** 12


def unbelievable(**numbers: Decimal | Money | None) -> tuple[str, ...]:
    """What is beyond any figure of the trade, by its name (`_` for blanks); empty when all is fine.

    Papers are their senders' writing: a calculator asks before it reckons with such a figure.
    """
    found = []
    for name, one in numbers.items():
        number = one.amount if isinstance(one, Money) else one
        if number is not None and (abs(number) > LARGEST or _digits_behind(number) > 12):
            found.append(f"a {name.replace('_', ' ')} that can be true")
    return tuple(found)


def _digits_behind(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def figure(number: Decimal | int) -> str:
    """A number as people write it: whole ones without a point, others to six digits behind it."""
    return _written(Decimal(number), 0)


def price(number: Decimal) -> str:
    """A price as people write it: two to six digits behind the point."""
    return _written(number, 2)


def _written(number: Decimal, least: int) -> str:
    rounded = f"{number:,.6f}"
    whole, _, behind = rounded.partition(".")
    kept = behind.rstrip("0").ljust(least, "0")
    return f"{whole}.{kept}" if kept else whole
