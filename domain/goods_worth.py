"""What goods are worth on record, by quantities and prices of orders; no mail says it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from domain.dossier.context import Dossier
from domain.money import Money
from domain.quantity import unit_name
from domain.record import Row
from domain.values import Value


class Worth(Value):
    """What goods are worth as far as their prices are `known`; what `lacks` for the rest: the value
    that is missing on record, and who enters it, in words."""

    known: tuple[Money, ...] = ()
    lacks: tuple[str, ...] = ()

    def __add__(self, other: Worth) -> Worth:
        lacks = tuple(dict.fromkeys((*self.lacks, *other.lacks)))
        return Worth(known=(*self.known, *other.known), lacks=lacks)


def of_order(dossier: Dossier, order: Row) -> Worth:
    """Lines of a purchase order, each in full; those alone whose price is known."""
    lines = dossier.of("purchase_order_lines", po_id=order.key)
    return _worth(_bought(dossier, line, line) for line in lines)


def aboard(dossier: Dossier, shipment: Row) -> Worth:
    """What is in a shipment's units, at the prices of its orders."""
    found: list[Money | str] = []
    for unit in dossier.of("shipment_units", shipment_id=shipment.key):
        name = f"purchase_order_lines:{unit.text('po_id')}/{unit.text('po_line')}"
        line = dossier.row(name)
        found.append(_bought(dossier, line, unit) if line is not None else _no_row(name))
    return _worth(found)


def of_customers(dossier: Dossier, lines: Iterable[Row]) -> Worth:
    """Lines of customers' orders, each in full."""
    return _worth(_sold(dossier.row, line, line) for line in lines)


def delivered(row: Callable[[str], Row | None], delivery: Row) -> Worth:
    """A delivery to a customer, at the price of its order line; `row` gives the row `table:key`."""
    name = f"sales_order_lines:{delivery.text('so_id')}/{delivery.text('so_line')}"
    line = row(name)
    return _worth([_sold(row, line, delivery) if line is not None else _no_row(name)])


def _worth(found: Iterable[Money | str]) -> Worth:
    parts = list(found)
    return Worth(
        known=tuple(one for one in parts if isinstance(one, Money)),
        lacks=tuple(dict.fromkeys(one for one in parts if isinstance(one, str))),
    )


def _no_row(name: str) -> str:
    return f"the row {name}"


def _lacks(row: Row, column: str, who: str, person: str) -> str:
    """A cell that is empty, and whose it is to fill."""
    by = f", which {who} {person} enters" if person else ""
    return f"{column} of {row.object}{by}"


def _sold(row: Callable[[str], Row | None], line: Row, counted: Row) -> Money | str:
    order = row(f"sales_orders:{line.text('so_id')}")
    qty, price = counted.number("qty"), line.number("unit_price")
    if order is None:
        return _no_row(f"sales_orders:{line.text('so_id')}")
    whose = ("account owner", order.text("account_owner_id"))
    if qty is None or price is None:
        empty = (line, "unit_price") if price is None else (counted, "qty")
        return _lacks(*empty, *whose)
    return Money(amount=qty * price, currency=order.text("currency"))


def _bought(dossier: Dossier, line: Row, counted: Row) -> Money | str:
    """A quantity of an order line; its price may be for another unit, by master data."""
    order = dossier.row(f"purchase_orders:{line.text('po_id')}")
    qty, price = counted.number("qty"), line.number("unit_price")
    pieces = _pieces_priced(dossier, line, counted.text("uom"))
    if order is None:
        return _no_row(f"purchase_orders:{line.text('po_id')}")
    whose = ("buyer", order.text("buyer_id"))
    if qty is None or price is None:
        empty = (line, "unit_price") if price is None else (counted, "qty")
        return _lacks(*empty, *whose)
    if pieces is None:
        priced = line.text("price_uom") or line.text("uom")
        unit = f"item_uom:{line.text('item_id')}/{{}}".format
        return f"base_qty of {unit(priced)} or {unit(counted.text('uom'))}"
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
