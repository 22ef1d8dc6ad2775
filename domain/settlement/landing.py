"""Final landed cost of an order line: goods, its share of carriage and customs, against plan."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from domain.allocation.costs import Bearer, spread
from domain.customs.landed import Landed, landed_cost, landed_variance
from domain.dossier.context import Dossier
from domain.invoice.bill import CUSTOMS, FREIGHT
from domain.money import Money
from domain.options import CostComponent
from domain.rates import in_currency
from domain.reckoning import Reckoning, part
from domain.record import Row


def landed_apart(dossier: Dossier, line: Row, bill: Row) -> str:
    """The final landed cost of what a supplier billed against what was planned, by part, in words;
    empty where nothing on record carried it. Joint costs are shared by gross weight."""
    qty, agreed, currency = bill.number("qty"), line.number("unit_price"), bill.text("currency")
    shipments = _carried(dossier, line)
    if qty is None or agreed is None or not shipments:
        return ""
    worth = qty * agreed / (line.number("price_per") or Decimal(1))
    planned_goods = part("goods", Money(amount=worth, currency=currency), "as ordered")
    paid = Money(amount=bill.number("amount") or Decimal(0), currency=currency)
    plan, real = list[Reckoning](), list[Reckoning]()
    for shipment in shipments:
        plan.append(_share(dossier, line, shipment, currency, _planned(shipment)))
        bills = list(_billed(dossier, shipment))
        name = f"a freight bill for {shipment.key}"
        if not any(one.name == "freight" for one in bills):
            real.append(Reckoning(currency=currency, missing=(name,)))
        real += [_share(dossier, line, shipment, currency, one) for one in bills]
    planned = landed_cost(planned_goods, qty, (), plan)
    actual = landed_cost(part("goods", paid, bill.key), qty, (), real)
    return _said(planned, actual)


def _said(planned: Landed, actual: Landed) -> str:
    """`226,100.00 USD planned, 226,743.00 USD so far: freight 643.00 USD`, and what is missing."""
    lacks = tuple(dict.fromkeys((*planned.cost.missing, *actual.cost.missing)))
    apart = ", ".join(f"{one.name} {one.money}" for one in landed_variance(planned, actual))
    each = f", {actual.per_piece} a piece" if actual.per_piece is not None else ""
    text = (
        f"{planned.cost.total} planned, {actual.cost.total} so far{each}: {apart or 'as planned'}"
    )
    return "; ".join((text, *(f"not known: {one}" for one in lacks)))


def _carried(dossier: Dossier, line: Row) -> list[Row]:
    units = dossier.of("shipment_units", po_id=line.text("po_id"), po_line=line.text("line"))
    names = dict.fromkeys(one.text("shipment_id") for one in units)
    return [row for name in names if (row := dossier.row(f"shipments:{name}")) is not None]


def _planned(shipment: Row) -> CostComponent | None:
    planned = shipment.number("freight_should_cost")
    if planned is None or not shipment.text("currency"):
        return None
    money = Money(amount=planned, currency=shipment.text("currency"))
    return part("freight", money, f"{shipment.key} as booked")


def _billed(dossier: Dossier, shipment: Row) -> Iterator[CostComponent]:
    """What carriers and customs billed for it; days of boxes by their own name."""
    for row in dossier.of("invoices", shipment_id=shipment.key):
        kind = row.text("kind")
        if kind in (*FREIGHT, *CUSTOMS):
            money = Money(amount=row.number("amount") or Decimal(0), currency=row.text("currency"))
            yield part("duty" if kind in CUSTOMS else kind, money, row.key)


def _share(
    dossier: Dossier, line: Row, shipment: Row, currency: str, cost: CostComponent | None
) -> Reckoning:
    """The line's share of a cost of the shipment, by gross weight, in the bill's currency."""
    if cost is None:
        return Reckoning(currency=currency, missing=(f"what {shipment.key} should cost",))
    money = in_currency(cost.money, currency, dossier.fx, dossier.today)
    if money is None:
        lacks = f"a rate of exchange from {cost.money.currency} to {currency} (fx)"
        return Reckoning(currency=currency, missing=(lacks,))
    units = dossier.of("shipment_units", shipment_id=shipment.key)
    bearers = [Bearer(object=one.object, gross_kg=one.number("gross_kg")) for one in units]
    made = spread(cost.name, money, bearers, "gross_kg")
    mine = {
        one.object
        for one in units
        if (one.text("po_id"), one.text("po_line")) == (line.text("po_id"), line.text("line"))
    }
    parts = tuple(share for name, share in made.shares if name in mine)
    return Reckoning(currency=currency, parts=parts, missing=made.missing)
