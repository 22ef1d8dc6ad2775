"""Everything a delay case looks at: rows of the record and the changes in force, one snapshot."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any

from pydantic import Field

from domain.canonical import digest
from domain.delay.flown import Flown
from domain.delay.stated import LineChange
from domain.money import Money
from domain.reading import Question
from domain.record import Row
from domain.room import objects
from domain.snapshot import Snapshot
from domain.values import Value


class Peg(Value):
    """Part of a customer's order line that the delayed goods are meant for; `row` says so."""

    qty: Decimal
    line: Row
    order: Row
    customer: Row
    contract: Row | None = None
    row: Row | None = Field(default=None, exclude=True)

    @property
    def name(self) -> str:
        """The customer's line as `SO/LINE`."""
        return self.line.key


class LineContext(Value):
    """One affected order line with what it touches; `order` where its case is about several,
    `pack` the carton of its item where it comes in lots that customers may share, `flown` what
    of it flies already."""

    row: Row
    item: Row
    change: LineChange
    order: Row | None = Field(default=None, exclude_if=lambda row: row is None)
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
    customer_contacts: tuple[Row, ...] = Field(default=(), exclude=True)
    pack: Row | None = Field(default=None, exclude_if=lambda row: row is None)
    flown: tuple[Flown, ...] = Field(default=(), exclude_if=lambda flown: not flown)

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

    def booking(self, held: str) -> str:
        """What becomes of the booking held, in these words; without one, that there is none yet."""
        return held if self.shipment is not None else "no booking is held yet"


class DelayContext(Snapshot):
    """The snapshot all specialists of a run share. Amounts are in the order's currency, in which
    all its orders are; `untold` are open lines of their supplier that nobody tells anything of,
    `put` what it puts to us and nobody has answered; `less` what a person lets an order have, by
    the name of its quantity. `language` is that of the newest message, where it is certain."""

    order: Row
    supplier: Row
    site: Row | None
    contacts: tuple[Row, ...]
    lines: tuple[LineContext, ...]
    contracts: tuple[Row, ...] = ()
    credits: tuple[Row, ...] = ()
    untold: tuple[Row, ...] = Field(default=(), exclude_if=lambda rows: not rows)
    budgets: tuple[Row, ...] = ()
    capacities: tuple[Row, ...] = Field(default=(), exclude_if=lambda rows: not rows)
    put: tuple[Question, ...] = Field(default=(), exclude_if=lambda asked: not asked)
    less: dict[str, str] = Field(default={}, exclude_if=lambda less: not less)
    sender_contact: str = ""
    subject: str = ""
    message: str = ""
    message_id: str = ""
    language: str = Field(default="", exclude_if=lambda code: not code)

    @property
    def orders(self) -> tuple[Row, ...]:
        """The orders that the case speaks of; where there are none, the one it was opened for."""
        found = {row.key: row for row in map(self.order_of, self.lines)}
        return tuple(found.values()) or (self.order,)

    def order_of(self, line: LineContext) -> Row:
        """The order of a line."""
        return line.order or self.order

    def credits_of(self, line: LineContext) -> tuple[Row, ...]:
        """Letters of credit under which a line is paid."""
        if line.order is None:
            return self.credits
        return tuple(row for row in self.credits if row.text("po_id") == line.order.key)

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
        """The stocks of its items, budgets, and the space and capacity that partners give us."""
        rows = [row for line in self.lines for row in line.stock]
        stocks = {f"stock:{one.text('site_id')}/{one.text('item_id')}" for one in rows}
        return frozenset(stocks | self.rooms | {one.object for one in self.budgets})

    @property
    def rooms(self) -> frozenset[str]:
        """The space and capacity that partners give us for its lines."""
        return objects((*self.capacities, *(row for line in self.lines for row in line.air_rates)))

    def money(self, amount: Decimal) -> Money:
        """An amount in the order's currency."""
        return Money(amount=amount, currency=self.currency)
