"""One invoice line against its order: payable quantity, the difference and its parts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from domain.match.tolerance import Tolerance, breaches
from domain.money import Money
from domain.quantity import Quantity, unit_name
from domain.reckoning import figure, price, unbelievable
from domain.values import Value
from domain.variance import At, Variance, variance

Verdict = Literal["matched", "within tolerance", "exception", "nothing received", "unknown"]


class Agreed(Value):
    """What is known of an order line: quantities in the order's unit, the price per `per` units.

    `price_unit` is the unit of the price where it is not that of the quantities (per SET of 3).
    `over_pct`: how much more than ordered may be delivered and billed (CISG art. 52(2): more may
    be refused). `ways`: 2 against the order (services), 3 against receipts, 4 against what
    inspection accepted. `invoiced` is what earlier invoices took already.
    """

    object: str
    unit: str
    price: Decimal | None
    per: Decimal = Decimal(1)
    price_unit: str = ""
    currency: str
    ordered: Decimal | None = None
    received: Decimal | None = None
    accepted: Decimal | None = None
    invoiced: Decimal = Decimal(0)
    over_pct: Decimal = Decimal(0)
    ways: Literal[2, 3, 4] = 3


class BilledLine(Value):
    """What the invoice asks for: a quantity in its own unit, a price per `per` of that unit.

    `price_unit` where the price is for another unit than the quantity is counted in.
    """

    qty: Quantity
    price: Decimal
    per: Decimal = Decimal(1)
    price_unit: str = ""
    currency: str


class LineMatch(Value):
    """The line as matched: `payable` is what was billed where nothing is beyond a bound, else the
    payable pieces at the agreed price; and how the bill differs. A price below the agreed one is
    taken as billed (domain.md 2.0: price down passes) and told among the reasons.

    `owners` are the functions that decide on a difference (domain.md 2.0): price the buyer,
    quantity receiving. With something `missing` the verdict is unknown and nothing is payable.
    """

    object: str
    verdict: Verdict
    payable_qty: Decimal = Decimal(0)
    payable: Money
    variance: Variance | None = None
    reasons: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def match_line(
    agreed: Agreed,
    billed: BilledLine,
    tolerance: Tolerance,
    units: Mapping[str, Decimal] | None = None,
) -> LineMatch:
    """Matches one line; `units` gives base pieces by unit name (item_uom), the order's among them.

    Only what was received (accepted, ordered: by `ways`) and not yet billed is payable, at the
    agreed price; fewer pieces than that are a part invoice, no difference. Never more is payable
    than was billed.
    """
    known = {unit_name(unit): size for unit, size in (units or {}).items() if size > 0}
    missing = _missing(agreed, billed, known)
    if missing or agreed.price is None:
        return LineMatch(
            object=agreed.object,
            verdict="unknown",
            payable=Money(amount=Decimal(0), currency=billed.currency),
            missing=missing,
        )
    asked = At(
        n=billed.qty.n * (_in(billed.qty.unit, agreed.unit, known) or 1),
        price=billed.price / billed.per / (_in(_unit(billed), agreed.unit, known) or 1),
    )
    left = max(Decimal(0), _allowed(agreed) - agreed.invoiced)
    size = _in(agreed.price_unit or agreed.unit, agreed.unit, known) or 1
    return _judged(agreed, asked, At(n=left, price=agreed.price / agreed.per / size), tolerance)


def _judged(agreed: Agreed, asked: At, open_: At, tolerance: Tolerance) -> LineMatch:
    """Against what is open at the agreed price, or at the lower price that was billed."""
    due = At(n=min(asked.n, open_.n), price=min(asked.price, open_.price))
    found = variance(due, asked, agreed.currency, agreed.unit)
    beyond = breaches(tolerance, found, due, asked)
    return LineMatch(
        object=agreed.object,
        verdict=_verdict(found, due, beyond),
        payable_qty=due.n,
        payable=found.expected if beyond else found.billed,
        variance=found,
        reasons=(*_said(agreed, asked, open_), *beyond),
        owners=tuple(
            owner
            for owner, one in (("receiving", found.quantity), ("buyer", found.price))
            if one.money.amount
        ),
    )


def _verdict(found: Variance, due: At, beyond: tuple[str, ...]) -> Verdict:
    if due.n <= 0 and found.total.amount > 0:
        return "nothing received"
    if beyond:
        return "exception"
    return "within tolerance" if found.parts else "matched"


def _said(agreed: Agreed, asked: At, due: At) -> tuple[str, ...]:
    unit, found = agreed.unit, []
    counted = _counted(agreed) or Decimal(0)
    if counted > _allowed(agreed) and asked.n > due.n:
        most = figure(_allowed(agreed))
        found.append(f"{figure(counted)} {unit} {_WAYS[agreed.ways]}, at most {most} as ordered")
    if asked.n > due.n:
        less = f", {figure(agreed.invoiced)} billed before" if agreed.invoiced else ""
        found.append(
            f"{figure(asked.n)} {unit} billed, {figure(_counted(agreed) or Decimal(0))} "
            f"{_WAYS[agreed.ways]}{less}"
        )
    if price(asked.price) != price(due.price):
        found.append(f"billed at {price(asked.price)}, agreed {price(due.price)}")
    return tuple(found)


_WAYS = {2: "ordered", 3: "received", 4: "accepted"}


def _counted(agreed: Agreed) -> Decimal | None:
    return {2: agreed.ordered, 3: agreed.received, 4: agreed.accepted}[agreed.ways]


def _allowed(agreed: Agreed) -> Decimal:
    """What was counted, no more than ordered and its tolerance where the order says how much."""
    counted = _counted(agreed) or Decimal(0)
    if agreed.ordered is None or agreed.ways == 2:
        return counted
    return min(counted, agreed.ordered * (100 + agreed.over_pct) / 100)


def _missing(agreed: Agreed, billed: BilledLine, units: Mapping[str, Decimal]) -> tuple[str, ...]:
    found = []
    if agreed.price is None:
        found.append("the agreed price")
    if _counted(agreed) is None:
        found.append(f"the quantity {_WAYS[agreed.ways]}")
    named = dict.fromkeys((billed.qty.unit, _unit(billed), agreed.price_unit or agreed.unit))
    found += [
        f"how many {agreed.unit} are in a {unit}"
        for unit in named
        if _in(unit, agreed.unit, units) is None
    ]
    if billed.currency != agreed.currency:
        found.append(f"why {billed.currency} is billed where {agreed.currency} is agreed")
    if billed.per <= 0 or agreed.per <= 0:
        found.append("how many units the price is for")
    found += unbelievable(
        billed_quantity=billed.qty.n, billed_price=billed.price, billed_price_unit=billed.per
    )
    if billed.qty.n < 0:
        found.append("the invoice this credit belongs to")
    return tuple(found)


def _unit(billed: BilledLine) -> str:
    return billed.price_unit or billed.qty.unit


def _in(unit: str, other: str, sizes: Mapping[str, Decimal]) -> Decimal | None:
    """How many of `other` one of `unit` is, by their sizes in base pieces; None when unknown."""
    one, two = unit_name(unit), unit_name(other)
    if one == two:
        return Decimal(1)
    return sizes[one] / sizes[two] if one in sizes and two in sizes else None
