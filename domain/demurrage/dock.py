"""A truck at a dock: free minutes, and what waiting beyond them costs."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import ROUND_CEILING, Decimal

from domain.money import Money
from domain.reckoning import Reckoning, figure, part, price
from domain.record import Row
from domain.values import Value

_TERMS = re.compile(
    r"\bdetention\s+(\d+(?:\.\d+)?)\s?/\s?h\w*\s+after\s+(\d{1,4})\s?(min|h)", re.IGNORECASE
)
_APPROVAL = re.compile(r"advance above\s+(\d{1,3})\s?(h|min)", re.IGNORECASE)


class WaitingTerms(Value):
    """Free minutes, a rate an hour, begun steps of minutes; above `ask_above` minutes charged an
    approval is needed beforehand (None: never)."""

    free_minutes: int
    rate: Money
    step: int = 1
    ask_above: int | None = None
    source: str = ""


class Waiting(Value):
    """Minutes at the dock, minutes beyond the free ones, and what they cost."""

    minutes: int = 0
    over: int = 0
    owed: Reckoning
    needs_approval: bool = False


def waiting_terms(rate: Row) -> WaitingTerms | None:
    """Terms a truck rate names beside it: `detention 60.00/h after 120 min, approved in advance
    above 2 h`; None where it names none."""
    found = _TERMS.search(rate.text("other"))
    if found is None:
        return None
    bound = _APPROVAL.search(rate.text("other"))
    return WaitingTerms(
        free_minutes=_minutes(found[2], found[3]),
        rate=Money(amount=Decimal(found[1]), currency=rate.text("currency")),
        ask_above=_minutes(bound[1], bound[2]) if bound else None,
        source=f"rate {rate.key}",
    )


def _minutes(n: str, unit: str) -> int:
    return int(n) * (60 if unit.lower() == "h" else 1)


def waiting(
    terms: WaitingTerms,
    arrived: datetime | None,
    left: datetime | None,
    appointment: datetime | None = None,
) -> Waiting:
    """Minutes beyond the free ones × rate / 60. Who comes early waits from the appointment on."""
    currency = terms.rate.currency
    if arrived is None or left is None:
        names = ("when the truck came", arrived), ("when it left", left)
        missing = tuple(name for name, moment in names if moment is None)
        return Waiting(owed=Reckoning(currency=currency, missing=missing))
    try:
        start = max(arrived, appointment) if appointment is not None else arrived
        minutes = int((left - start).total_seconds() // 60)
    except TypeError:
        return Waiting(owed=Reckoning(currency=currency, missing=("the time zone of the dock",)))
    if left < arrived or minutes > 60 * 24 * 31:
        wrong = f"which of {arrived} and {left} is wrong"
        return Waiting(owed=Reckoning(currency=currency, missing=(wrong,)))
    return _waited(terms, max(0, minutes))


def _waited(terms: WaitingTerms, minutes: int) -> Waiting:
    over = max(0, minutes - terms.free_minutes)
    steps = (Decimal(over) / terms.step).to_integral_value(ROUND_CEILING)
    charged = steps * terms.step
    basis = f"{figure(charged)} min over {terms.free_minutes} free × {price(terms.rate.amount)} / h"
    parts = (part("waiting", terms.rate.times(charged / 60), basis),) if over else ()
    return Waiting(
        minutes=minutes,
        over=over,
        owed=Reckoning(currency=terms.rate.currency, parts=parts),
        needs_approval=terms.ask_above is not None and charged > terms.ask_above,
    )
