"""What is on board of a shipment, and which customers wait for it."""

from __future__ import annotations

from decimal import Decimal

from domain.claims.exposure import PenaltyClause, penalty_clause
from domain.dossier.context import Dossier
from domain.money import Money
from domain.record import Row
from domain.values import Value


class Waiting(Value):
    """A customer's order line: its order, customer and penalty clause."""

    line: Row
    order: Row
    customer: Row | None
    clause: PenaltyClause | None
    is_key: bool

    @property
    def qty(self) -> Decimal:
        """Pieces ordered."""
        return self.line.number("qty") or Decimal(0)

    @property
    def price(self) -> Money:
        """Of one piece."""
        amount = self.line.number("unit_price") or Decimal(0)
        return Money(amount=amount, currency=self.order.text("currency"))

    @property
    def name(self) -> str:
        """`Medivale Hospitals 70045512/1`."""
        who = self.customer.text("name") if self.customer is not None else "a customer"
        return f"{who} {self.line.key}"


class Aboard(Value):
    """Goods of one order line in a unit of a shipment, and who waits for that line."""

    unit: Row
    line: Row
    value: Money | None
    waiting: tuple[Waiting, ...] = ()


def aboard(dossier: Dossier, shipment: Row) -> tuple[Aboard, ...]:
    """Every order line in the shipment's units."""
    found = []
    for unit in dossier.of("shipment_units", shipment_id=shipment.key):
        line = dossier.row(f"purchase_order_lines:{unit.text('po_id')}/{unit.text('po_line')}")
        if line is not None:
            found.append(
                Aboard(
                    unit=unit,
                    line=line,
                    value=_value(dossier, unit, line),
                    waiting=_pegged(dossier, line),
                )
            )
    return tuple(found)


def _value(dossier: Dossier, unit: Row, line: Row) -> Money | None:
    order = dossier.row(f"purchase_orders:{line.text('po_id')}")
    qty, price = unit.number("qty"), line.number("unit_price")
    same = unit.text("uom") == (line.text("price_uom") or line.text("uom"))
    if order is None or qty is None or price is None or not same:
        return None  # a price for another unit is not guessed at
    amount = qty * price / (line.number("price_per") or 1)
    return Money(amount=amount, currency=order.text("currency"))


def _pegged(dossier: Dossier, line: Row) -> tuple[Waiting, ...]:
    pegs = dossier.of("pegging", po_id=line.text("po_id"), po_line=line.text("line"))
    names = [f"sales_order_lines:{one.text('so_id')}/{one.text('so_line')}" for one in pegs]
    rows = [row for name in names if (row := dossier.row(name)) is not None]
    found = [one for row in rows if (one := waiting(dossier, row)) is not None]
    return tuple(found)


def waiting(dossier: Dossier, line: Row) -> Waiting | None:
    """A sales order line with what its customer's contract says; None without its order."""
    order = dossier.row(f"sales_orders:{line.text('so_id')}")
    if order is None:
        return None
    customer = dossier.row(f"partners:{order.text('customer_id')}")
    clauses = dossier.of("contracts", contract_id=order.text("contract_id"))
    known = [one for row in clauses if (one := penalty_clause(row)) is not None]
    note = customer.text("note").lower() if customer is not None else ""
    return Waiting(
        line=line,
        order=order,
        customer=customer,
        clause=known[0] if known and order.text("contract_id") else None,
        is_key=dossier.key_customer_mark in note,
    )
