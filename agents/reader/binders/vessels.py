"""The shipments on board a vessel that a carrier or forwarder names without a number of theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.letter import Letter
from domain.reading import Reference
from domain.record import Row

#: How a shipment is bound that only its vessel stands for.
ON_BOARD = "on board the vessel on this voyage"
_CARRIERS = ("carrier", "forwarder")
_OVER = frozenset({"delivered", "closed", "cancelled", "canceled"})
#: Between a vessel's name and its voyage.
_VOYAGE = r"[\s,/]{1,3}(?:(?:v|voy|voyage|reise|viaje|voyage\sno|voy\sno)[.:\s]{1,2})?"


def bind_vessels(letter: Letter) -> Iterator[Reference]:
    """The sender's open shipments on the one vessel and voyage named, where no shipment is."""
    named = letter.bound("shipments") or letter.bound("shipment_units")
    if letter.sender.kind not in _CARRIERS or named:
        return
    sailings: dict[tuple[str, str], list[Row]] = {}
    for row in _open(letter):
        sailings.setdefault((row.text("vessel"), row.text("voyage")), []).append(row)
    found = [
        (match, line, rows)
        for (vessel, voyage), rows in sailings.items()
        for line in letter.lines()
        if (match := _sailing(vessel, voyage).search(line.text))
    ]
    if len({rows[0].object for _, _, rows in found}) != 1:
        return
    match, line, rows = found[0]
    rows = _with_orders(letter, rows)
    span = letter.notes.span(line.part, line.start + match.start(), line.start + match.end())
    for row in rows:
        yield Reference(as_written=match[0], object=row.object, how=ON_BOARD, span=span)


def _with_orders(letter: Letter, rows: list[Row]) -> list[Row]:
    """Those that goods of the orders named travel on, where any is named."""
    orders = letter.bound("purchase_orders")
    units = (
        unit
        for one in orders
        for unit in letter.reads.rows("shipment_units", po_id=one.partition(":")[2])
    )
    aboard = {unit.text("shipment_id") for unit in units}
    return [row for row in rows if row.key in aboard] if orders else rows


def _open(letter: Letter) -> list[Row]:
    columns = ("carrier_id", "forwarder_id")
    partner = letter.sender.partner_id
    rows = (row for name in columns for row in letter.reads.rows("shipments", **{name: partner}))
    known = {row.key: row for row in rows if row.text("vessel") and row.text("voyage")}
    return [row for row in known.values() if row.text("status").lower() not in _OVER]


def _sailing(vessel: str, voyage: str) -> re.Pattern[str]:
    name = r"\s{1,2}".join(re.escape(word) for word in vessel.split())
    return re.compile(rf"(?<!\w){name}{_VOYAGE}{re.escape(voyage)}(?!\w)", re.IGNORECASE)
