"""What of a delayed line flies already by an approval: a new plan counts it in and says so."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from domain.match.envelope import envelope_of
from domain.quantity import unit_name
from domain.reckoning import figure
from domain.record import Row
from domain.values import Value


class Flown(Value):
    """Pieces of a line that people approved to fly, in which case, and by which day at our dock."""

    case: str
    qty: Decimal
    until: str = ""

    def said(self) -> str:
        """In words."""
        by = f" by {self.until}" if self.until else ""
        return f"{figure(self.qty)} fly already{by}, as approved in {self.case}"


def flown_of(approvals: Iterable[Row], line: Row) -> tuple[Flown, ...]:
    """The approvals to fly of this line whose letter has gone out, the oldest first; none once as
    much of the line is received."""
    found = []
    for row in sorted(approvals, key=lambda one: (one.text("opened_on"), one.key)):
        envelope = envelope_of(row.text("envelope"))
        qty = envelope.qty
        if envelope.mode == "air" and qty is not None and qty.unit == unit_name(line.text("uom")):
            day = envelope.until.isoformat() if envelope.until is not None else ""
            found.append(Flown(case=row.text("case_id"), qty=qty.n, until=day))
    there = line.number("received_qty") or Decimal(0)
    return tuple(found) if sum((one.qty for one in found), Decimal(0)) > there else ()


def already(flown: Iterable[Flown]) -> str:
    """All of them in words; empty where none flies."""
    return "; ".join(one.said() for one in flown)
