"""A truck at a dock: the minutes free of charge, and the rate of an hour beyond them."""

from __future__ import annotations

import re
from decimal import Decimal

from domain.money import Money
from domain.record import Row
from domain.values import Value

_TERMS = re.compile(
    r"\bdetention\s+(\d+(?:\.\d+)?)\s?/\s?h\w*\s+after\s+(\d{1,4})\s?(min|h)", re.IGNORECASE
)


class WaitingTerms(Value):
    """Free minutes, and a rate an hour."""

    free_minutes: int
    rate: Money


def waiting_terms(rate: Row) -> WaitingTerms | None:
    """Terms a truck rate names beside it: `detention 60.00/h after 120 min`; None where it names
    none."""
    found = _TERMS.search(rate.text("other"))
    if found is None:
        return None
    return WaitingTerms(
        free_minutes=_minutes(found[2], found[3]),
        rate=Money(amount=Decimal(found[1]), currency=rate.text("currency")),
    )


def _minutes(n: str, unit: str) -> int:
    return int(n) * (60 if unit.lower() == "h" else 1)
