"""Customer lines that come late: since when, by how many days, and what each contract charges."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from domain.aboard import Waiting, aboard, waiting
from domain.cells import cell
from domain.claims.exposure import penalty
from domain.costs.delay import days_late
from domain.dossier.context import Dossier
from domain.options import CostComponent
from domain.provenance import Slot
from domain.reckoning import Reckoning
from domain.recovery.by_air import relieved
from domain.recovery.slip import Slip, dock_slot, slips
from domain.values import Value


class Late(Value):
    """A customer's line, and the day from which it can be delivered now with its source.

    `until` is a later day the customer itself names as good enough.
    """

    waiting: Waiting
    day: Slot
    until: date | None = None

    @property
    def promised(self) -> date | None:
        """The day the customer was promised."""
        return self.waiting.line.day("promised_date")

    @property
    def arrives(self) -> date:
        """The day it can be delivered."""
        return date.fromisoformat(self.day.value[:10])

    @property
    def days(self) -> int:
        """Calendar days after the promise."""
        return 0 if self.promised is None else days_late(self.arrives, self.promised)

    @property
    def is_accepted(self) -> bool:
        """Whether the customer said that so late is good enough."""
        return self.until is not None and self.arrives <= self.until

    def penalty(self, late_qty: Decimal) -> CostComponent | None:
        """What the contract charges while so many pieces are late; both readings are shown.

        The wording decides which counts; where it does not say, the dearer one does.
        """
        one = self.waiting
        found = penalty(one.clause, one.price, one.qty, late_qty, self.promised, self.arrives)
        if found.missing or self.is_accepted or late_qty <= 0:
            return None
        taken = found.pieces if found.reading == "pieces" else found.line
        return _component(self, taken, found.line if found.reading == "pieces" else found.pieces)


def _component(late: Late, taken: Reckoning, other: Reckoning) -> CostComponent | None:
    if not taken.parts:
        return None
    part = taken.parts[0]
    other_sum = f"; the other reading of the clause: {other.total}"
    formula = part.formula + (other_sum if other.total != taken.total else "")
    name = f"penalty {late.waiting.name}"
    return CostComponent(name=name, money=part.money, formula=formula)


def late_by(dossier: Dossier, slip: Slip) -> tuple[Late, ...]:
    """Customers of what is on board that come late by this slip, the dearest first."""
    found: dict[str, Late] = {}
    for goods in aboard(dossier, slip.shipment):
        day = dock_slot(dossier, slip, goods.line)
        for one in goods.waiting if day is not None else ():
            assert day is not None  # nothing is looped over without
            late = Late(waiting=one, day=day, until=_accepted(dossier, one))
            served = relieved(dossier, goods.line, late.arrives)
            if late.days > 0 and one.line.object not in served:
                found.setdefault(one.line.object, late)
    return tuple(sorted(found.values(), key=dearest))


def late_lines(dossier: Dossier) -> tuple[Late, ...]:
    """Lines of a customer's order that the record plans later than they were promised."""
    found = []
    for row in dossier.of("sales_order_lines", so_id=dossier.key):
        one = waiting(dossier, row)
        planned = cell(row, "planned_date") if row.day("planned_date") is not None else None
        if one is not None and planned is not None:
            late = Late(waiting=one, day=planned, until=_accepted(dossier, one))
            found += [late] if late.days > 0 else []
    return tuple(sorted(found, key=dearest))


def all_late(dossier: Dossier) -> tuple[Late, ...]:
    """Every customer line that is late in this case, each once."""
    if dossier.subject.startswith("sales_orders:"):
        return late_lines(dossier)
    found = {
        late.waiting.line.object: late for slip in slips(dossier) for late in late_by(dossier, slip)
    }
    return tuple(found.values())


def dearest(late: Late) -> tuple[bool, Decimal, str]:
    """By what its contract charges while all of it is late, key accounts first."""
    charged = late.penalty(late.waiting.qty)
    cost = charged.money.amount if charged is not None else Decimal(0)
    return (not late.waiting.is_key, -cost, late.waiting.line.key)


def _accepted(dossier: Dossier, one: Waiting) -> date | None:
    """The day the customer itself names for the line, where it is later than the promise."""
    told = dossier.first("deadline:delivery", one.line.object)
    promised = one.line.day("promised_date")
    if told is None or not told.last_day or promised is None:
        return None
    day = date.fromisoformat(told.last_day)
    return day if day > promised else None
