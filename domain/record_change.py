"""A row that an export brought: its cells before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from domain.record import Row
from domain.values import Value


class RowChange(Value):
    """One row of `table` as an export changed it; cells as text, `before` empty where it is new."""

    table: str
    key: str
    before: dict[str, Any] = {}
    after: dict[str, Any]

    @property
    def object(self) -> str:
        """`table:key`."""
        return f"{self.table}:{self.key}"

    def now(self, column: str) -> str:
        """The cell as it is."""
        return str(self.after.get(column) or "")

    def was(self, column: str) -> str:
        """The cell as it was; empty where the row is new."""
        return str(self.before.get(column) or "")

    def differs(self, column: str) -> bool:
        """Whether the cell is another than before."""
        return self.now(column) != self.was(column)


#: States in which a bill waits for somebody.
HELD_BILLS = ("blocked", "parked")

#: States of a shipment at which it does not go as it was planned.
UPSET = ("delayed", "rolled", "held", "cancelled")

#: What a booking must be ready by.
CUTOFFS = {"si_cutoff": "SI", "vgm_cutoff": "VGM", "cy_cutoff": "CY"}


#: Cells whose value before a change says how far things are from their plan.
PLANNED = ("eta", *CUTOFFS)


def held_bills(changes: Iterable[RowChange]) -> Iterator[tuple[RowChange, str]]:
    """Bills that came to be blocked or parked, with why; a bill that is so already is no news."""
    for one in changes:
        state = one.now("status")
        if one.table == "invoices" and state in HELD_BILLS and one.differs("status"):
            reason = one.now("hold_reason")
            yield one, f"{state} on record" + (f": {reason}" if reason else "")


def slipped(changes: Iterable[RowChange]) -> Iterator[tuple[RowChange, str]]:
    """Shipments whose arrival on record came to be later, or that do not go as planned."""
    for one in changes:
        if one.table != "shipments" or not one.before:
            continue
        was, new, state = one.was("eta"), one.now("eta"), one.now("status")
        if was and new and new[:10] > was[:10]:
            yield one, f"arrival on record moved from {was} to {new}"
        elif state in UPSET and one.differs("status"):
            yield one, f"{state} on record, {one.was('status') or 'nothing'} before"


def cut_earlier(changes: Iterable[RowChange]) -> Iterator[tuple[RowChange, str]]:
    """Shipments with a cut-off that is earlier than the record had it."""
    for one in changes:
        if one.table != "shipments":
            continue
        earlier = [
            f"{said} cut-off moved from {one.was(name)} to {one.now(name)}"
            for name, said in CUTOFFS.items()
            if one.was(name) and one.now(name) and one.now(name) < one.was(name)
        ]
        if earlier:
            yield one, "; ".join(earlier)


def received_for(changes: Iterable[RowChange], bills: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    """Bills that are held while goods of their order line come in, with what came."""
    lines = {(one.now("po_id"), one.now("line")): one for one in changes if one.table == "receipts"}
    for bill in bills if lines else ():
        came = lines.get((bill.text("po_id"), bill.text("po_line")))
        if came is not None and bill.text("status") in HELD_BILLS:
            yield bill, f"{came.now('qty')} {came.now('uom')} received: {came.key}"
