"""Despatch advices: what was sent on which order line, in how many packages, when it comes."""

from __future__ import annotations

from agents.reader.structured.binding import line_of, order_of, shipments_of
from agents.reader.structured.lines import day_of
from agents.reader.structured.told import Told
from agents.reader.transport import receiving_zone
from domain.tradedoc import Cell, Dated


def read_despatch(told: Told) -> None:
    """What a supplier advises for its open orders."""
    if told.sender.kind != "supplier":
        told.notes.notes.append("a despatch advice of no supplier on file was not read")
        return
    orders = _orders(told)
    if not orders:
        return
    told.intends("despatch_advice")
    note = _note(told)
    about = told.thing("deliveries", note) if note else f"purchase_orders:{orders[0]}"
    if note is not None:
        told.names(note, about, "delivery note of the advice")
        for order in orders:
            told.words(f"purchase_orders:{order}", "delivery_note", note)
    for name in ("packages", "gross_weight", "net_weight", "volume"):
        measure = told.document.measures.get(name)
        if measure is not None:
            told.quantity(about, name, measure, "PKG" if name == "packages" else "KG")
    shipments = shipments_of(told, told.document.refs)
    for dated in told.document.dates:
        _dated(told, dated, shipments[0] if len(shipments) == 1 else about)


def _orders(told: Told) -> list[str]:
    """The orders something was sent for; each line that was bound is stated on the way."""
    head = [order_of(told, ref.cell) for ref in told.document.refs if ref.kind == "order"]
    known = list(dict.fromkeys(one for one in head if one))
    sent: list[str] = []
    for line in told.document.lines:
        order = order_of(told, line.order) if line.order else known[0] if len(known) == 1 else ""
        about = line_of(told, line, order) if order else ""
        row = told.notes.book.row(about)
        if row is not None:
            sent.append(order)
        if row is not None and line.qty is not None:
            told.quantity(about, "shipped_qty", line.qty, row.text("uom") or "PCS")
    return list(dict.fromkeys([*sent, *known]))


def _note(told: Told) -> Cell | None:
    """The number of the delivery note: named as such, else that of the advice itself."""
    named = [ref.cell for ref in told.document.refs if ref.kind == "delivery_note"]
    values = {cell.value for cell in named}
    return named[0] if len(values) == 1 else told.document.number if not named else None


def _dated(told: Told, dated: Dated, about: str) -> None:
    """Despatch as it happened or is planned, and arrival as expected."""
    day = day_of(dated)
    if day is None:
        return
    zone = receiving_zone(told.letter, about) if about.startswith("shipments:") else ""
    if dated.event == "despatched":
        past = day.latest <= told.sender.written_on
        field = "actual_date:despatch" if past else "etd"
        told.date(about, field, dated, event="despatch" if past else "etd")
    elif dated.event == "etd":
        told.date(about, "etd", dated, event="etd")
    elif dated.event in ("eta", "delivery"):
        told.date(about, "eta", dated, event="eta", tz=zone)
