"""What a decision approves of bills to come: for which goods, up to how much, until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from domain.actions import Action, IssueOrder, RequestBooking
from domain.money import Money, total
from domain.options import Option
from domain.values import Value

#: The table under which approvals of the ledger are looked up as rows.
APPROVALS = "approvals"


class Approved(Value):
    """A bill that was approved before it came: of a carrier, or of a supplier.

    `envelope` is written as cases note it (`1200 PCS; up to 4720.26 USD; air; until 2026-04-25`):
    no more than was priced, to the cent. `acts` are the acts that ask for what is billed. What is
    carried first bridges until the rest is in on `bridges_to`.
    """

    object: str
    option: str
    payee: Literal["carrier", "supplier"]
    po_id: str
    po_line: str = ""
    envelope: str
    acts: tuple[str, ...]
    bridges_to: date | None = Field(default=None, exclude_if=lambda one: one is None)


def approved(taken: Iterable[Option], actions: Iterable[Action]) -> Iterator[Approved]:
    """What the chosen options, carried out by these actions, let others bill us.

    Of freight what the rate makes of it, whoever offered to bear a share and whatever it saves; of
    an order its quantity at its price, with the charges that were priced.
    """
    acts = list(actions)
    for option in taken:
        mine = [one for one in acts if one.option == option.name and _of(one, option)]
        freight, booked = _sum(option, "carrier"), [one for one in mine if _books(one)]
        if freight.amount > 0 and booked:
            yield _carriage(option, freight, booked)
        for order in (one for one in mine if isinstance(one, IssueOrder)):
            yield _order(option, order)


def _of(action: Action, option: Option) -> bool:
    """Whether an act is of this option, and not of its like for another line."""
    keys = {one.params().get("po_id") for one in option.actions if isinstance(one, IssueOrder)}
    if isinstance(action, IssueOrder):
        return action.po_id.value in keys
    return not action.objects or option.object in action.objects or not _is_line(option.object)


def _books(action: Action) -> bool:
    return isinstance(action, RequestBooking)


def _is_line(name: str) -> bool:
    return name.startswith("purchase_order_lines:")


def _carriage(option: Option, freight: Money, acts: list[Action]) -> Approved:
    order, _, line = option.object.partition(":")[2].partition("/")
    bounds = [f"{option.bridge.n:f} {option.bridge.unit}"] if option.bridge is not None else []
    bounds += [f"up to {plain_sum(freight)}", *filter(None, [option.carried])]
    bounds += [f"until {option.arrives}"] if option.arrives is not None else []
    return Approved(
        object=option.object,
        option=option.name,
        payee="carrier",
        po_id=order,
        po_line=line,
        envelope="; ".join(bounds),
        acts=tuple(one.key for one in acts),
        bridges_to=option.bridges_to,
    )


def _order(option: Option, order: IssueOrder) -> Approved:
    goods = Money(
        amount=Decimal(order.qty.value) * Decimal(order.unit_price.value),
        currency=order.currency.value,
    )
    more = _sum(option, "supplier")
    whole = goods + more if more.currency == goods.currency else goods
    bounds = [f"{order.qty.value} {order.uom.value}", f"up to {plain_sum(whole.rounded())}"]
    return Approved(
        object=option.object,
        option=option.name,
        payee="supplier",
        po_id=order.po_id.value,
        envelope="; ".join(bounds),
        acts=(order.key,),
    )


def _sum(option: Option, payee: str) -> Money:
    parts = (one.money for one in option.components if one.payee == payee and not one.offered)
    return total(parts, option.currency).rounded()


def plain_sum(money: Money) -> str:
    """`4720.26 USD`."""
    return f"{money.rounded().amount:f} {money.currency}"
