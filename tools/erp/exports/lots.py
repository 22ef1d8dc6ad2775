"""Lots of an order line, handed over as confirmations of their own or as words in its note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from domain.ports import Reads
from tools.erp.effects import confirmed_lots


class Cell(NamedTuple):
    """A cell to be changed by people: `table:key`, its column, what stands there, what shall."""

    object: str
    field: str
    old: str
    new: str


def lot_cells(reads: Reads, params: Mapping[str, str]) -> list[Cell]:
    """What shows each lot that is not on record yet; nothing for a line that comes at once.

    A company that exports confirmations gets a row of its own for each lot; for any other the lots
    go into the note of the line, beside the date of the last one.
    """
    wanted = params.get("lots", "").split()
    missing = [lot for lot in wanted if lot not in confirmed_lots(reads, params).split()]
    if not missing:
        return []
    if reads.rows("po_confirmations"):
        return [cell for lot in missing for cell in _confirmation(params, lot)]
    place = f"{params['po_id']}/{params['line']}"
    line = reads.row("purchase_order_lines", place)
    note = line.text("note") if line else ""
    words = " ".join(part for part in (note, "lots", *wanted) if part)
    return [Cell(f"purchase_order_lines:{place}", "note", note, words)]


def _confirmation(params: Mapping[str, str], lot: str) -> list[Cell]:
    qty, _, day = lot.partition("@")
    cells = {
        "promised_date": day,
        "qty": qty,
        "event": params.get("event", ""),
        "source": params.get("source", ""),
    }
    key = "/".join((params["po_id"], params["line"], params.get("recorded_on", ""), day, qty))
    return [Cell(f"po_confirmations:{key}", name, "", new) for name, new in cells.items() if new]
