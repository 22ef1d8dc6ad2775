"""Everything a delay case looks at: rows of the record and the changes in force, one snapshot."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any

from domain.canonical import digest
from domain.delay.changes import LineChange
from domain.money import Money
from domain.record import Row
from domain.snapshot import Snapshot
from domain.values import Value


class Peg(Value):
    """Part of a customer's order line that the delayed goods are meant for."""

    qty: Decimal
    line: Row
    order: Row
    customer: Row
    contract: Row | None = None

    @property
    def name(self) -> str:
        """The customer's line as `SO/LINE`."""
        return self.line.key


class LineContext(Value):
    """One affected order line with what it touches."""

    row: Row
    item: Row
    change: LineChange
    price_unit: Row | None = None
    stock: tuple[Row, ...] = ()
    demand: tuple[Row, ...] = ()
    pegs: tuple[Peg, ...] = ()
    parents: tuple[Row, ...] = ()
    units: tuple[Row, ...] = ()
    shipment: Row | None = None
    co_loaded: tuple[Row, ...] = ()
    documents: tuple[Row, ...] = ()
    sea_rate: Row | None = None
    air_rates: tuple[Row, ...] = ()
    forwarder_contacts: tuple[Row, ...] = ()
    alternate: Row | None = None
    alternate_contacts: tuple[Row, ...] = ()
    quotes: tuple[Row, ...] = ()

    @property
    def name(self) -> str:
        """`PO/LINE`."""
        return self.row.key

    @property
    def units_per_price_unit(self) -> Decimal:
        """Pieces in the unit the price is for, such as 3 for a price by SET of 3."""
        return (self.price_unit.number("base_qty") if self.price_unit else None) or Decimal(1)

    @property
    def qty(self) -> Decimal:
        """Ordered quantity still to come."""
        ordered = self.row.number("qty") or Decimal(0)
        return ordered - (self.row.number("received_qty") or Decimal(0))


class DelayContext(Snapshot):
    """The snapshot all specialists of a run share. Amounts are in the order's currency."""

    order: Row
    supplier: Row
    site: Row | None
    contacts: tuple[Row, ...]
    lines: tuple[LineContext, ...]
    contracts: tuple[Row, ...] = ()
    credits: tuple[Row, ...] = ()
    budgets: tuple[Row, ...] = ()
    sender_contact: str = ""
    subject: str = ""
    message: str = ""
    message_id: str = ""

    @property
    def currency(self) -> str:
        """The order's currency."""
        return self.order.text("currency")

    @cached_property
    def computed(self) -> dict[int, tuple[LineContext, Any]]:
        """What was computed of a line on this snapshot, once: see `exposure`."""
        return {}

    @cached_property
    def snapshot(self) -> str:
        """Digest of every fact the options rest on; an approval dies when it changes.

        The hour is not in it, nor what other cases hold: that is checked when it is firmed.
        """
        return digest(self.model_dump(exclude={"now", "held", "queries", "contacts"}))

    @property
    def scarce(self) -> frozenset[str]:
        """The stocks of its items, and budgets."""
        rows = [row for line in self.lines for row in line.stock]
        stocks = {f"stock:{one.text('site_id')}/{one.text('item_id')}" for one in rows}
        return frozenset(stocks | {one.object for one in self.budgets})

    def money(self, amount: Decimal) -> Money:
        """An amount in the order's currency."""
        return Money(amount=amount, currency=self.currency)
