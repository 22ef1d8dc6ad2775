"""Tables of boxes and bookings: the arrival and departure of the shipment that each row names."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.check_digits import checked
from agents.reader.grids import GridRow, grid_rows
from agents.reader.letter import Letter
from agents.reader.moments import moments, state_moment
from agents.reader.transport import (
    boxes_in,
    loading_zone,
    receiving_zone,
    shipments_in,
)
from agents.reader.transport_causes import state_causes

_LIST = "form_label"
_WRITERS = ("forwarder", "carrier")


def read_transport_tables(letter: Letter) -> Iterator[str]:
    """States what a forwarder's or carrier's table tells of each shipment that is not told yet."""
    if letter.sender.kind not in _WRITERS:
        return
    moved: list[str] = []
    told = {(one.object, one.field) for one in letter.notes.statements}
    for row in grid_rows(letter, _LIST):
        for about in _about(letter, row):
            for code in ("etd", "eta"):
                if code in row.cells and (about, code) not in told:
                    _state(letter, row, about, code)
                    moved += [about] if code == "eta" else []
    if moved and any("old_eta" in row.cells for row in grid_rows(letter, _LIST)):
        state_causes(letter, tuple(dict.fromkeys(moved)))
        yield "eta_change"


def _about(letter: Letter, row: GridRow) -> tuple[str, ...]:
    """The shipments in a row; none where a box in it has an impossible number."""
    if any(not checked(box) for box in boxes_in(letter, row.line.text)):
        return ()
    return shipments_in(letter, row.line.text)


def _state(letter: Letter, row: GridRow, about: str, code: str) -> None:
    zone = loading_zone(letter, about) if code == "etd" else receiving_zone(letter, about)
    cell = row.cells[code]
    found = moments(cell.text, letter.sender, zone)
    if len(found) == 1:
        line = row.line._replace(start=cell.start, end=cell.end)
        state_moment(letter, line, about, code, found[0], zone)
