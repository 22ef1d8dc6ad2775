"""Landed cost: what goods cost at the door, by part and by piece, planned against actual."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from domain.money import Money, total
from domain.options import CostComponent
from domain.reckoning import Reckoning
from domain.values import Value

#: Digits of a cost by the piece: enough for screws, and the sum is kept beside it.
_DIGITS = Decimal("0.0001")


class Landed(Value):
    """The whole cost by part, and by piece rounded to four digits. Recoverable tax is not in it."""

    cost: Reckoning
    qty: Decimal
    per_piece: Decimal | None = None


def landed_cost(
    goods: CostComponent,
    qty: Decimal | None,
    costs: Sequence[CostComponent],
    reckonings: Sequence[Reckoning] = (),
) -> Landed:
    """Goods, costs (freight, insurance, handling) and reckonings (duty, fees) in one currency."""
    currency = goods.money.currency
    parts = [goods, *costs, *(one for each in reckonings for one in each.parts)]
    missing = [said for each in reckonings for said in each.missing]
    foreign = {one.money.currency for one in parts} - {currency}
    missing += [f"a rate from {one} to {currency}" for one in sorted(foreign)]
    missing += [] if qty else ["how many pieces"]
    kept = tuple(one for one in parts if one.money.currency == currency)
    cost = Reckoning(currency=currency, parts=kept, missing=tuple(dict.fromkeys(missing)))
    each = (cost.total.amount / qty).quantize(_DIGITS, ROUND_HALF_UP) if qty else None
    return Landed(cost=cost, qty=qty or Decimal(0), per_piece=None if missing else each)


def landed_variance(planned: Landed, actual: Landed) -> tuple[CostComponent, ...]:
    """Actual less planned by the name of the part; parts of one name are added first."""
    names = dict.fromkeys(one.name for each in (planned, actual) for one in each.cost.parts)
    found = []
    for name in names:
        was, came = _sum(planned, name), _sum(actual, name)
        if was != came:
            found.append(CostComponent(name=name, money=came - was, formula=f"{came} less {was}"))
    return tuple(found)


def _sum(landed: Landed, name: str) -> Money:
    return total((one.money for one in landed.cost.parts if one.name == name), landed.cost.currency)
