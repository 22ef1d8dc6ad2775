"""Packages as a receiver or carrier counts them, and the pieces they make of an order line."""

from __future__ import annotations

from domain.cells import cell
from domain.delay.slots import derived
from domain.dossier.context import Dossier
from domain.dossier.told import Told
from domain.partner_kinds import acts_as
from domain.provenance import Slot
from domain.quantity import unit_name
from domain.reading import QuantityStated
from domain.record import Row

_COUNTED = ("deliveries", "shipments", "purchase_order_lines")


def told_count(dossier: Dossier, field: str) -> Told | None:
    """How many somebody counted: of the delivery, the shipment or the line."""
    for told in dossier.stated(field):
        if told.object.partition(":")[0] in _COUNTED and told.slot is not None:
            return told
    return None


def unit_of(told: Told) -> str:
    """The unit of a count."""
    value = told.statement.value
    return value.quantity.unit if isinstance(value, QuantityStated) else ""


def is_receiver(dossier: Dossier, told: Told) -> bool:
    """Whether who counted receives for us: a warehouse, not the carrier."""
    partner = dossier.row(f"partners:{told.by}")
    return partner is not None and acts_as(partner) == "warehouse"


def line_counted(dossier: Dossier) -> Row | None:
    """The one order line of a delivery; None where several are on it."""
    lines = dossier.of("purchase_order_lines")
    return lines[0] if len(lines) == 1 else None


def as_pieces(dossier: Dossier, line: Row, packs: Slot, unit: str) -> Slot | None:
    """Packages as pieces of the line; None where nobody knows how many are in one."""
    if unit_name(unit) == unit_name(line.text("uom")):
        return packs
    size = size_of(dossier, line, unit)
    return None if size is None else derived("pieces_of", packs=packs, size=size)


def size_of(dossier: Dossier, line: Row, unit: str) -> Slot | None:
    """Pieces in a package: by master data, else as the delivery or the box came out even."""
    for row in dossier.of("item_uom", item_id=line.text("item_id")):
        if unit_name(row.text("uom")) == unit_name(unit):
            return cell(row, "base_qty")
    even = packed(dossier, line)
    if even is None or unit_name(unit) in ("PLT", "KG", "T"):
        return None
    pieces, packs = even.number("qty"), even.number("packages")
    if not pieces or not packs or pieces % packs:
        return None
    return derived("per_pack", pieces=cell(even, "qty"), packs=cell(even, "packages"))


def packed(dossier: Dossier, line: Row) -> Row | None:
    """The delivery note of the line, else its box: both tell pieces and packages."""
    at = {"po_id": line.text("po_id")}
    note = dossier.one("deliveries", **at, line=line.text("line"))
    return note or dossier.one("shipment_units", **at, po_line=line.text("line"))


def good_count(dossier: Dossier) -> tuple[Slot, str] | None:
    """Packages received in good order and their unit: as a person answered, else as counted.

    The answer to what a count includes is the number of packages in good order.
    """
    told = told_count(dossier, "received_qty")
    if told is None or told.slot is None:
        return None
    answered = dossier.answered("received_qty")
    slot = dossier.answer(answered) if answered else told.slot
    return (slot, unit_of(told)) if slot is not None else None


def received_pieces(dossier: Dossier, line: Row) -> Slot | None:
    """Pieces that our own receiver counted; None where only a carrier did, or nobody."""
    told, good = told_count(dossier, "received_qty"), good_count(dossier)
    answered = dossier.answered("received_qty")
    if told is None or good is None or not (answered or is_receiver(dossier, told)):
        return None
    return as_pieces(dossier, line, *good)


def only_carrier_counted(dossier: Dossier) -> bool:
    """Whether a carrier's proof of delivery is all there is: goods are not received by it."""
    told = told_count(dossier, "received_qty")
    return told is not None and not is_receiver(dossier, told)
