"""Which orders, order lines and shipments of the record a trade document speaks of."""

from __future__ import annotations

import re

from agents.reader.check_digits import checked, is_container
from agents.reader.spelled import by_form
from agents.reader.spelling import plain
from agents.reader.structured.told import Told
from domain.record import Row
from domain.tradedoc import Cell, DocumentLine, Ref

#: Where the number of a reference stands in a row of a shipment, by the kind of reference.
_SHIPMENT_COLUMNS = {
    "booking": ("booking_no",),
    "bill_of_lading": ("bol", "master_ref"),
    "master_bill": ("master_ref",),
    "house_bill": ("bol", "master_ref"),
    "air_waybill": ("master_ref",),
    "consignment": ("master_ref", "bol", "booking_no"),
    "load": ("truck_load", "bol"),
    "carrier_reference": ("bol", "master_ref", "truck_load"),
    "tracking": ("bol", "master_ref", "truck_load"),
    "shipment": ("truck_load", "bol", "booking_no"),
    "customer_reference": ("truck_load", "booking_no"),
    "forwarder_reference": ("booking_no",),
    "shipper_reference": ("truck_load", "booking_no"),
}


def order_of(told: Told, cell: Cell | None) -> str:
    """The number of the sender's open order; empty where none is meant, which is asked about."""
    if cell is None:
        return ""
    book, written = told.notes.book, cell.value
    found = next((one for one in book.lines if _plain(one) == _plain(written)), "")
    if found:
        told.names(cell, f"purchase_orders:{found}", "number in full")
        return found
    if told.sender.kind == "supplier":
        _ask_which(told, cell, f"{written} is no open order of this supplier", book.nearly(written))
    return ""


def of_another(told: Told, about: str) -> str:
    """Whose a document on record is, where it is another partner's than the sender."""
    row = told.letter.reads.row(*about.split(":", 1))
    whose = row.text("partner_id") if row is not None else ""
    return whose if whose != told.sender.partner_id else ""


def _plain(number: str) -> str:
    """A number without what systems put around it: blanks, `PO`, leading zeros."""
    letters = re.sub(r"[^0-9A-Z]", "", number.upper())
    return letters.removeprefix("PO").lstrip("0") or letters


def _ask_which(told: Told, cell: Cell, doubt: str, choices: tuple[str, ...]) -> None:
    told.names(cell, None, doubt)
    slot = f"reference_{re.sub(r'[^0-9A-Za-z]+', '_', cell.value)}"
    text = f"{doubt}: which is meant?"
    about = f"unresolved:{cell.value}"
    told.ask("reference", about, text, cell, slot=slot, choices=choices)


def line_of(told: Told, line: DocumentLine, order: str) -> str:
    """The line object of the order; empty where number and item disagree, which is asked about."""
    book = told.notes.book
    number = line.order_line or line.number
    digits = re.sub(r"\D", "", number.value) if number else ""
    by_number = book.line_object(order, digits) if digits else ""
    by_item = _by_item(told, line, order)
    if by_number and by_number in by_item:
        by_item = (by_number,)
    found = by_number or (by_item[0] if len(by_item) == 1 else "")
    agreed = not by_number or by_number in by_item or not (by_item or _strange(told, line))
    if not agreed and len(by_item) == 1 and not line.order_line and _counted(told, order):
        found, agreed = by_item[0], True  # lines are numbered in their own way here
    where = number or next(iter(_item_numbers(line)), None)
    if found and agreed and where is not None:
        told.names(where, found, "line of the order")
        return found
    if where is not None:
        lines = [one for one in (by_number, *by_item) if one]
        _ask_line(told, where, order, _doubt(told, line, order, lines), lines)
    return ""


def _doubt(told: Told, line: DocumentLine, order: str, lines: list[str]) -> str:
    """Why no line of the order is meant for sure."""
    where = (line.number or line.order_line or _item_numbers(line)[0]).value
    row = told.notes.book.row(lines[0]) if len(lines) == 1 else None
    if row is not None and line.buyer_item is not None:
        is_for, other = row.text("item_id"), line.buyer_item.value
        return f"line {where} of order {order} is for {is_for}, not for {other}"
    if not lines:
        return f"order {order} has no line {where}"
    return f"number and item of line {where} of order {order} belong to different lines"


def _by_item(told: Told, line: DocumentLine, order: str) -> tuple[str, ...]:
    """Lines of the order for the item, by our number, else by what the supplier calls it.

    What its own numbers and GTINs stand for is what was taught: the record holds neither.
    """
    book = told.notes.book
    for cell in _item_numbers(line):
        lines = book.with_item(book.ours(cell.value), [order])
        if lines:
            return lines
    return ()


def _strange(told: Told, line: DocumentLine) -> bool:
    """Whether the buyer's number is of an item of ours that no line of the order is for: a typing
    error in the line or the item, or other goods. A substitute that is offered may be any."""
    cell = line.buyer_item
    if cell is None or line.state == "substituted":
        return False
    return told.letter.reads.row("items", told.notes.book.ours(cell.value)) is not None


def _item_numbers(line: DocumentLine) -> list[Cell]:
    named = [cell for cell in (line.buyer_item, line.seller_item) if cell is not None]
    return named + [one.cell for one in line.refs if one.kind in ("gtin", "manufacturer_item")]


def _counted(told: Told, order: str) -> bool:
    """Whether the document numbers its lines 1, 2, 3 … while the order does not."""
    numbers = [one.number.value.lstrip("0") for one in told.document.lines if one.number]
    known = {one.rpartition("/")[2].lstrip("0") for one in told.notes.book.line_objects(order)}
    return numbers == [str(n) for n in range(1, len(numbers) + 1)] and not known >= set(numbers)


def _ask_line(told: Told, cell: Cell, order: str, doubt: str, lines: list[str]) -> None:
    choices = lines or told.notes.book.line_objects(order)
    told.names(cell, None, doubt)
    told.ask(
        "reference",
        f"purchase_orders:{order}",
        f"{doubt}: which line is meant?",
        cell,
        slot=f"reference_{order}_{re.sub(r'[^0-9A-Za-z]+', '_', cell.value)}",
        choices=tuple(dict.fromkeys(one.partition(":")[2] for one in choices)),
    )


def shipments_of(told: Told, refs: tuple[Ref, ...]) -> tuple[str, ...]:
    """The shipments that these references name, each once; what names none is kept as written."""
    found: dict[str, None] = {}
    for ref in refs:
        rows = _shipments(told, ref)
        objects = list(dict.fromkeys(row.object for row in rows))
        if len(objects) == 1:
            how = ref.kind.replace("_", " ")
            told.names(ref.cell, _named(ref, objects[0]), how)
            found[objects[0]] = None
    if not found:
        _ask_for_nearly(told, refs)
    return tuple(found)


def _ask_for_nearly(told: Told, refs: tuple[Ref, ...]) -> None:
    """Where no reference names a shipment: which open one a number that is nearly its means."""
    for ref in refs:
        value = ref.cell.value
        near = _nearly(told, value) if ref.kind in _SHIPMENT_COLUMNS else ()
        if near:
            doubt = f"{value} is no number on record; one sign may be wrong"
            _ask_which(told, ref.cell, doubt, near)
            return


def _nearly(told: Told, number: str) -> tuple[str, ...]:
    return tuple(one.number for one in told.notes.numbers.near(number))


def _named(ref: Ref, shipment: str) -> str:
    """A container is named itself; everything else names the shipment."""
    return f"shipment_units:{_box(ref)}" if ref.kind == "container" else shipment


def _box(ref: Ref) -> str:
    return re.sub(r"[^0-9A-Z]", "", ref.cell.value.upper())


def _shipments(told: Told, ref: Ref) -> list[Row]:
    reads, value = told.letter.reads, ref.cell.value.strip()
    if not value:
        return []
    if ref.kind == "container":
        return _by_container(told, ref)
    rows: list[Row] = []
    for column in _SHIPMENT_COLUMNS.get(ref.kind, ()):
        rows += reads.rows("shipments", **{column: value})
    return rows or _otherwise_written(told, value)


def _otherwise_written(told: Told, value: str) -> list[Row]:
    """The shipment of the sender's of this number, however the record sets it."""
    found = told.notes.numbers.full(value) or by_form(plain(value), told.letter.reads)
    row = told.letter.row(found.object) if found else None
    return [row] if row is not None and row.table == "shipments" else []


def _by_container(told: Told, ref: Ref) -> list[Row]:
    """The shipment of a container; one whose check digit does not fit is asked about."""
    box, reads = _box(ref), told.letter.reads
    if is_container(box) and not checked(box):
        doubt = f"{box} is no container number: its check digit does not fit"
        _ask_which(told, ref.cell, doubt, _nearly(told, box))
        return []
    units = reads.rows("shipment_units", unit_no=box)
    rows = (reads.row("shipments", unit.text("shipment_id")) for unit in units)
    return [row for row in rows if row is not None]
