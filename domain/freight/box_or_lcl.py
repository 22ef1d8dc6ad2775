"""A full box or less than one: which is cheaper for the goods, and from what volume on."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from domain.freight.chargeable import Chargeable
from domain.money import Money
from domain.options import CostComponent
from domain.reckoning import figure, part, price
from domain.values import Value


class BoxOrLcl(Value):
    """Both costs with their basis. `box` True: the box is no dearer. `from_tons`: revenue tons
    from which it is (in practice 13 to 18, domain.md 2.3); None where LCL costs nothing a ton."""

    box: bool | None
    box_cost: CostComponent
    lcl_cost: CostComponent | None = None
    from_tons: Decimal | None = None
    missing: tuple[str, ...] = ()


def box_or_lcl(
    tons: Chargeable, boxes: int | None, box_total: Money, lcl_per_ton: Money, lcl_fixed: Money
) -> BoxOrLcl:
    """Boxes × all-in cost of a box against revenue tons × LCL rate + what LCL costs besides."""
    missing = list(tons.missing)
    missing += [] if tons.unit == "RT" or missing else ["the goods in revenue tons"]
    missing += [] if boxes else ["how many boxes"]
    currencies = {lcl_per_ton.currency, lcl_fixed.currency} - {box_total.currency}
    missing += [f"a rate from {one} to {box_total.currency}" for one in sorted(currencies)]
    full = part("boxes", box_total.times(boxes or 0), f"{boxes or 0} × {price(box_total.amount)}")
    if missing:
        return BoxOrLcl(box=None, box_cost=full, missing=tuple(missing))
    basis = f"{figure(tons.n)} RT × {price(lcl_per_ton.amount)} + {price(lcl_fixed.amount)}"
    loose = part("LCL", lcl_per_ton.times(tons.n) + lcl_fixed, basis)
    return BoxOrLcl(
        box=full.money.amount <= loose.money.amount,
        box_cost=full,
        lcl_cost=loose,
        from_tons=_even(box_total, lcl_per_ton, lcl_fixed),
    )


def _even(box: Money, per_ton: Money, fixed: Money) -> Decimal | None:
    if per_ton.amount <= 0:
        return None
    tons = (box.amount - fixed.amount) / per_ton.amount
    return max(Decimal(0), tons).quantize(Decimal("0.01"), ROUND_HALF_UP)
