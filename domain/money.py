"""Money: a Decimal with its currency, rounded half up to the currency's minor unit."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from pydantic import field_validator

from domain.errors import Refused
from domain.values import Value

# ISO 4217 minor units that are not 2.
_MINOR_DIGITS = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0,
    "PYG": 0, "RWF": 0, "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}  # fmt: skip


class Money(Value):
    """An amount in one currency; sums of different currencies are refused."""

    amount: Decimal
    currency: str

    @field_validator("currency")
    @classmethod
    def _three_letters(cls, code: str) -> str:
        if len(code) != 3 or not code.isalpha() or not code.isupper():
            raise ValueError(f"{code!r} is no ISO 4217 code")
        return code

    @property
    def minor_digits(self) -> int:
        """Digits after the point in this currency (JPY 0, USD 2, KWD 3)."""
        return _MINOR_DIGITS.get(self.currency, 2)

    def rounded(self) -> Money:
        """Rounded half up to the minor unit."""
        return self._with(
            self.amount.quantize(Decimal(1).scaleb(-self.minor_digits), ROUND_HALF_UP)
        )

    @property
    def minor(self) -> int:
        """Whole minor units (cents), rounded half up: what policy compares."""
        return int(self.rounded().amount.scaleb(self.minor_digits))

    @classmethod
    def of_minor(cls, minor: int, currency: str) -> Money:
        """So many whole minor units (cents), as policy bounds them, as an amount."""
        unit = cls(amount=Decimal(minor), currency=currency)
        return unit.times(Decimal(1).scaleb(-unit.minor_digits))

    def __add__(self, other: Money) -> Money:
        return self._with(self.amount + self._same(other))

    def __sub__(self, other: Money) -> Money:
        return self._with(self.amount - self._same(other))

    def __neg__(self) -> Money:
        return self._with(-self.amount)

    def times(self, factor: Decimal | int) -> Money:
        """Multiplied by a plain number; not rounded."""
        return self._with(self.amount * factor)

    def __str__(self) -> str:
        return f"{self.rounded().amount:,} {self.currency}"

    def _with(self, amount: Decimal) -> Money:
        return Money(amount=amount, currency=self.currency)

    def _same(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise Refused(f"{self.currency} and {other.currency} cannot be added without a rate")
        return other.amount


def total(parts: Iterable[Money], currency: str) -> Money:
    """The sum of `parts`, all in `currency`; zero of that currency when there are none."""
    result = Money(amount=Decimal(0), currency=currency)
    for part in parts:
        result = result + part
    return result
