"""What goods are worth on record, by quantities and prices of orders; no mail says it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from domain.dossier.context import Dossier
from domain.money import Money
from domain.quantity import unit_name
from domain.record import Row


def of_order(dossier: Dossier, order: Row) -> list[Money]:
    """Lines of a purchase order, each in full; those alone whose price is known."""
    lines = dossier.of("purchase_order_lines", po_id=order.key)
    return _known(_bought(dossier, line, line) for line in lines)


def aboard(dossier: Dossier, shipment: Row) -> list[Money]:
    """What is in a shipment's units, at the prices of its orders."""
    found = []
    for unit in dossier.of("shipment_units", shipment_id=shipment.key):
        line = dossier.row(f"purchase_order_lines:{unit.text('po_id')}/{unit.text('po_line')}")
        found.append(_bought(dossier, line, unit) if line is not None else None)
    return _known(found)


def of_customers(dossier: Dossier, lines: Iterable[Row]) -> list[Money]:
    """Lines of customers' orders, each in full."""
    return _known(_sold(dossier, line, line) for line in lines)


def delivered(dossier: Dossier, delivery: Row) -> list[Money]:
    """A delivery to a customer, at the price of its order line."""
    line = dossier.row(f"sales_order_lines:{delivery.text('so_id')}/{delivery.text('so_line')}")
    return _known([_sold(dossier, line, delivery)] if line is not None else [])


def _known(found: Iterable[Money | None]) -> list[Money]:
    return [one for one in found if one is not None]


def _sold(dossier: Dossier, line: Row, counted: Row) -> Money | None:
    order = dossier.row(f"sales_orders:{line.text('so_id')}")
    qty, price = counted.number("qty"), line.number("unit_price")
    if order is None or qty is None or price is None:
        return None
    return Money(amount=qty * price, currency=order.text("currency"))


def _bought(dossier: Dossier, line: Row, counted: Row) -> Money | None:
    """A quantity of an order line; its price may be for another unit, by master data."""
    order = dossier.row(f"purchase_orders:{line.text('po_id')}")
    qty, price = counted.number("qty"), line.number("unit_price")
    pieces = _pieces_priced(dossier, line, counted.text("uom"))
    if order is None or qty is None or price is None or pieces is None:
        return None
    amount = qty * price / (line.number("price_per") or 1) / pieces
    return Money(amount=amount, currency=order.text("currency"))


def _pieces_priced(dossier: Dossier, line: Row, counted_in: str) -> Decimal | None:
    """How many of the units counted one price is for; None where nobody knows."""
    priced = line.text("price_uom") or line.text("uom")
    if unit_name(priced) == unit_name(counted_in):
        return Decimal(1)
    sizes = {
        unit_name(row.text("uom")): row.number("base_qty")
        for row in dossier.of("item_uom", item_id=line.text("item_id"))
    }
    base = unit_name(line.text("uom"))
    price_size = Decimal(1) if unit_name(priced) == base else sizes.get(unit_name(priced))
    own_size = Decimal(1) if unit_name(counted_in) == base else sizes.get(unit_name(counted_in))
    return price_size / own_size if price_size and own_size else None
