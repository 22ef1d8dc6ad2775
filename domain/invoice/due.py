"""What of a bill is due, and why the rest is not: envelope, contract or receipt against it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.invoice.bill import Bill
from domain.provenance import Slot
from domain.record import Row
from domain.values import Value


class Due(Value):
    """What is due of a bill. `reason` is of the product's list, `why` says it with the figures.

    `amount` None: nobody can say yet. `rests_on` are the rows behind it.
    """

    amount: Slot | None
    reason: str
    why: str
    rests_on: tuple[str, ...] = ()


def due_of(dossier: Dossier, bill: Bill) -> Due:
    """The first of these that speaks of it: approved envelope, should-cost, received goods."""
    for rule in _RULES:
        found = rule(dossier, bill)
        if found is not None:
            return found
    return Due(amount=None, reason="to be checked", why="nothing on record says what is due")


def _by_envelope(dossier: Dossier, bill: Bill) -> Due | None:
    """A past approval: so much, up to then; a cent above it is asked for anew (R-120)."""
    for case in dossier.of("past_cases"):
        envelope = re.search(r"up to ([\d.]+) ([A-Z]{3})", case.text("envelope"))
        if envelope is None or envelope[2] != bill.currency.value:
            continue
        allowed = Decimal(envelope[1])
        if bill.money.amount > allowed:
            ended = _until(case)
            over = f"{bill.money} is above the {allowed:,.2f} approved in {case.key}"
            if ended is not None and ended < dossier.today:
                over += f", which ended on {ended}"
            return Due(amount=None, reason="above envelope", why=over, rests_on=(case.object,))
    return None


def _until(case: Row) -> date | None:
    found = re.search(r"until (\d{4}-\d\d-\d\d)", case.text("envelope"))
    return date.fromisoformat(found[1]) if found else None


def _by_should_cost(dossier: Dossier, bill: Bill) -> Due | None:
    """Freight by contract: what the shipment should cost as computed when it was booked."""
    if bill.row is None or bill.row.text("kind") != "freight":
        return None
    for shipment in dossier.of("shipments"):
        if shipment.number("freight_should_cost") is None:
            continue
        if shipment.text("currency") != bill.currency.value:
            continue
        should = cell(shipment, "freight_should_cost")
        why = f"{shipment.key} should cost {Decimal(should.value):,.2f} {bill.currency.value}"
        return Due(amount=should, reason="rate", why=why, rests_on=(shipment.object,))
    return None


def _by_receipt(dossier: Dossier, bill: Bill) -> Due | None:
    """Goods: what was received, at the order's price."""
    lines = dossier.of("purchase_order_lines")
    if len(lines) != 1 or lines[0].number("received_qty") is None:
        return None
    line = lines[0]
    price, per = cell(line, "unit_price"), cell(line, "price_per")
    received = cell(line, "received_qty")
    worth = derived("worth", qty=received, price=price, per=per)
    why = f"{received.value} received at {price.value} per {per.value or 1}"
    return Due(amount=worth, reason="quantity", why=why, rests_on=(line.object,))


_RULES: tuple[Callable[[Dossier, Bill], Due | None], ...] = (
    _by_envelope,
    _by_should_cost,
    _by_receipt,
)
