"""A complaint: the delivery, what is wrong with it by cause, and what the customer wants."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.told import Told
from domain.money import Money
from domain.provenance import Slot
from domain.reading import PriceStated, QuantityStated
from domain.record import Row
from domain.values import Value

#: Packages that a delivery is counted in; everything else is counted in pieces.
_PACKS = frozenset({"CTN", "COLIS", "PLT", "BOX", "CASE", "PACK", "PKG", "BUNDLE", "SKID"})


class Loss(Value):
    """What is lost by one cause: so many pieces, as told; `packs` where it was counted in packs."""

    cause: str
    told: Told
    pieces: Slot
    packs: bool

    @property
    def n(self) -> Decimal:
        """Pieces."""
        return Decimal(self.pieces.value)


class Complaint(Value):
    """A delivery with its order line; `wanted` is how many good pieces are asked for.

    Short and damaged goods are the carrier's to answer for; a wrong item is ours: two causes are
    never one claim.
    """

    delivery: Row
    line: Row
    order: Row
    losses: tuple[Loss, ...] = ()
    wanted: Told | None = None
    cover: Told | None = None
    cost: Row | None = None

    @property
    def qty(self) -> Decimal | None:
        """Good pieces that are asked for."""
        return self.wanted.number if self.wanted is not None else None

    @property
    def beyond(self) -> str:
        """How a letter tells of more than was delivered; empty where it does not. Nothing is paid,
        sent or claimed on such a count before somebody puts it right."""
        delivered, lost = self.delivery.number("qty"), sum(one.n for one in self.losses)
        most = max(lost, self.qty or Decimal(0))
        if delivered is None or most <= delivered:
            return ""
        return f"which count is right: {most:f} are told of {delivered:f} delivered"

    @property
    def price(self) -> Money:
        """What the customer pays for one."""
        amount = self.line.number("unit_price") or Decimal(0)
        return Money(amount=amount, currency=self.order.text("currency"))

    @property
    def cover_price(self) -> Money | None:
        """What one costs the customer elsewhere, by its own word."""
        value = self.cover.statement.value if self.cover is not None else None
        return value.money if isinstance(value, PriceStated) and value.per == 1 else None

    @property
    def carriers(self) -> tuple[Loss, ...]:
        """Losses that the carrier may owe."""
        return tuple(one for one in self.losses if one.cause in ("shortage", "damage"))


def complaint_of(dossier: Dossier) -> Complaint | None:
    """What the case is about; None where no delivery of an order line is known."""
    delivery = dossier.subject_row
    if delivery is None or delivery.table != "customer_deliveries":
        return None
    key = f"{delivery.text('so_id')}/{delivery.text('so_line')}"
    line = dossier.row(f"sales_order_lines:{key}")
    order = dossier.row(f"sales_orders:{delivery.text('so_id')}")
    if line is None or order is None:
        return None
    return Complaint(
        delivery=delivery,
        line=line,
        order=order,
        losses=tuple(_losses(dossier, delivery)),
        wanted=_in_pieces(dossier, "ordered_qty:replacement", delivery),
        cover=dossier.first("unit_price:cover", delivery.object),
        cost=_cost(dossier, line),
    )


_CAUSES = (
    ("missing_qty", "shortage"),
    ("damaged_qty", "damage"),
    ("received_qty:wrong_item", "wrong item"),
)


def _losses(dossier: Dossier, delivery: Row) -> list[Loss]:
    found = []
    for field, cause in _CAUSES:
        known = [one for one in dossier.stated(field, delivery.object) if one.slot is not None]
        pieces = [one for one in known if not _in_packs(one)]
        told = next(iter([*pieces, *known]), None)
        if told is not None and told.slot is not None:
            packs = _in_packs(told)
            slot = _pieces_of(delivery, told.slot) if packs else told.slot
            found.append(Loss(cause=cause, told=told, pieces=slot, packs=packs))
    return found


def _in_packs(told: Told) -> bool:
    value = told.statement.value
    return isinstance(value, QuantityStated) and value.quantity.unit in _PACKS


def _in_pieces(dossier: Dossier, field: str, delivery: Row) -> Told | None:
    known = dossier.stated(field, delivery.object)
    return next((one for one in known if not _in_packs(one) and one.slot is not None), None)


def _pieces_of(delivery: Row, packs: Slot) -> Slot:
    """So many packs in pieces, by what the delivery had in each."""
    return derived(
        "packed_pieces", packs=packs, qty=cell(delivery, "qty"), packages=cell(delivery, "packages")
    )


def _cost(dossier: Dossier, line: Row) -> Row | None:
    """The newest order line at which the item was bought, for what a piece costs us."""
    rows = [
        row
        for row in dossier.of("purchase_order_lines", item_id=line.text("item_id"))
        if row.number("unit_price") is not None and (row.number("price_per") or 1) == 1
    ]
    return max(rows, key=lambda row: (row.text("po_id"), row.text("line")), default=None)


def unit_cost(dossier: Dossier, complaint: Complaint) -> Money | None:
    """What one piece costs us; None where nobody bought it on record."""
    row = complaint.cost
    order = dossier.row(f"purchase_orders:{row.text('po_id')}") if row is not None else None
    if row is None or order is None:
        return None
    amount = row.number("unit_price") or Decimal(0)
    return Money(amount=amount, currency=order.text("currency"))


def delivered_on(dossier: Dossier, complaint: Complaint) -> date | None:
    """The day it came: as the record has it, else as the customer tells."""
    known = complaint.delivery.day("delivered_on")
    told = dossier.first("actual_date:delivered", complaint.delivery.object)
    if known is not None or told is None or not told.last_day:
        return known
    return date.fromisoformat(told.last_day)
