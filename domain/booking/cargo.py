"""Cargo of an order that is told to be ready, or that its day on record is near of: lines with
quantity, packages, weight and volume."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from domain.aboard import aboard
from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.told import Told
from domain.money import Money
from domain.provenance import Slot
from domain.record import Row
from domain.values import Value
from domain.vocabulary import HANDED_OVER


class CargoLine(Value):
    """One order line of it: what is told of the line, else what the record has. `day` is when it is
    ready, None while nobody can say."""

    row: Row
    item: Row | None
    qty: Slot
    day: date | None = None
    day_slot: Slot | None = None
    packages: Told | None = None
    weight: Told | None = None
    volume: Told | None = None


class Cargo(Value):
    """What is ready of one order. `gross_kg` and `m3` are of all of it, None while nobody knows.

    `flat`: packages on which nothing may stand.
    """

    order: Row
    lines: tuple[CargoLine, ...]
    gross_kg: Decimal | None = None
    m3: Decimal | None = None
    flat: Decimal | None = None

    @property
    def ready(self) -> date | None:
        """The day all of it is ready."""
        return max((one.day for one in self.lines if one.day is not None), default=None)

    def ready_slot(self) -> Slot | None:
        """The same as a slot."""
        dated = [one for one in self.lines if one.day is not None]
        known = [one.day_slot for one in dated if one.day_slot is not None]
        if not known or len(known) < len(dated):
            return None
        return derived("latest_of", **{f"day{at}": one for at, one in enumerate(known, 1)})


def cargo_of(dossier: Dossier) -> Cargo | None:
    """The cargo that the mails of a case tell of, or the record where none opened it; None where
    the case is about no order."""
    order = dossier.subject_row
    if order is None or order.table != "purchase_orders":
        return None
    ordered = dossier.of("purchase_order_lines", po_id=order.key)
    rows = [row for row in ordered if _told(dossier, row)]
    if (dossier.origin.sweep or dossier.origin.person) and not rows:
        rows = _first_due(dossier, ordered)
    lines = tuple(line_of(dossier, row) for row in rows)
    return Cargo(
        order=order,
        lines=lines,
        gross_kg=_whole(dossier, order, lines, "gross_weight", "weight"),
        m3=_whole(dossier, order, lines, "volume", "volume"),
        flat=_number(dossier.first("non_stackable_packages")),
    )


def cargo_aboard(dossier: Dossier, shipment: Row) -> Cargo | None:
    """What a booking is held for, by the record; None where its orders are not on record, or are in
    several currencies."""
    goods = aboard(dossier, shipment)
    heads = [dossier.row(f"purchase_orders:{one.line.text('po_id')}") for one in goods]
    orders = [one for one in heads if one is not None]
    if len({one.text("currency") for one in orders}) != 1 or len(orders) < len(goods):
        return None
    rows = {one.line.object: one.line for one in goods}
    return Cargo(
        order=orders[0],
        lines=tuple(line_of(dossier, row) for row in rows.values()),
        gross_kg=_packed([one.unit.number("gross_kg") for one in goods]),
        m3=_packed([one.unit.number("m3") for one in goods]),
    )


def _packed(sizes: list[Decimal | None]) -> Decimal | None:
    known = [one for one in sizes if one is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(sizes) else None


def _told(dossier: Dossier, row: Row) -> bool:
    return any(one.object == row.object for one in dossier.told)


def _first_due(dossier: Dossier, rows: Iterable[Row]) -> list[Row]:
    """Lines of which nothing is under way and that the record has ready on the first such day; the
    later ones have a turn of their own."""
    dated: dict[str, list[Row]] = {}
    for row in rows:
        units = dossier.of("shipment_units", po_id=row.text("po_id"), po_line=row.text("line"))
        day = _on_record(row)
        if day is not None and not units and not row.number("received_qty"):
            dated.setdefault(day.value, []).append(row)
    return dated[min(dated)] if dated else []


def _on_record(row: Row) -> Slot | None:
    """The day that the record has for the goods to be handed over; None for any other event."""
    is_ready = row.text("promised_event") in HANDED_OVER and row.day("promised_date") is not None
    return cell(row, "promised_date") if is_ready else None


def line_of(dossier: Dossier, row: Row) -> CargoLine:
    """An order line as cargo."""
    qty, told = dossier.first("promised_qty", row.object), dossier.first("ready_date", row.object)
    stated = qty.slot if qty is not None and qty.slot is not None else None
    own = _on_record(row) if told is None and dossier.origin.fact else None
    slot = told.slot if told is not None else own
    day = told.last_day if told is not None else own.value if own is not None else ""
    return CargoLine(
        row=row,
        item=dossier.row(f"items:{row.text('item_id')}"),
        qty=stated or cell(row, "qty"),
        day=date.fromisoformat(day) if day else None,
        day_slot=slot,
        packages=dossier.first("packages", row.object),
        weight=dossier.first("gross_weight", row.object),
        volume=dossier.first("volume", row.object),
    )


def _number(told: Told | None) -> Decimal | None:
    return None if told is None else told.number


def _whole(
    dossier: Dossier, order: Row, lines: tuple[CargoLine, ...], field: str, of_line: str
) -> Decimal | None:
    """The larger of the total told and the sum of the lines; by the items where nothing is told."""
    total = _number(dossier.first(field, order.object))
    parts = [_number(getattr(one, of_line)) or _by_item(one, of_line) for one in lines]
    known = [one for one in parts if one is not None]
    summed = sum(known, Decimal(0)) if known and len(known) == len(parts) else None
    if total is None or summed is None:
        return total if summed is None else summed
    return max(total, summed)


def _by_item(line: CargoLine, of_line: str) -> Decimal | None:
    """Pieces × what the item master has for one; nothing where it has nothing."""
    column = "gross_kg_per_base" if of_line == "weight" else "m3_per_base"
    each = line.item.number(column) if line.item is not None else None
    return None if each is None else Decimal(line.qty.value) * each


def worth(cargo: Cargo) -> Money | None:
    """What it is worth at the order's prices; None where a price is for another unit."""
    amount = Decimal(0)
    for one in cargo.lines:
        price = one.row.number("unit_price")
        other_unit = one.row.text("price_uom") not in ("", one.row.text("uom"))
        if price is None or other_unit:
            return None
        amount += Decimal(one.qty.value) * price / (one.row.number("price_per") or 1)
    return Money(amount=amount, currency=cargo.order.text("currency"))


def held(dossier: Dossier, cargo: Cargo) -> Row | None:
    """The booking that is held for it, if there is one that still sails."""
    mine = {one.row.object for one in cargo.lines}
    for unit in dossier.of("shipment_units"):
        line = f"purchase_order_lines:{unit.text('po_id')}/{unit.text('po_line')}"
        shipment = dossier.row(f"shipments:{unit.text('shipment_id')}")
        if line in mine and shipment is not None and shipment.text("status") in _LIVE:
            return shipment
    return None


_LIVE = frozenset({"booked", "requested", "confirmed", "rolled", "booking requested"})
