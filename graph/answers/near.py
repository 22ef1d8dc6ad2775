"""Of a thread the rows nearest to what a case is about: its own, and what they carry or are for."""

from __future__ import annotations

from collections.abc import Iterable

from domain.record import Row
from domain.thread import Thread

#: Columns by which a row names the order, shipment, bill or claim it belongs to.
_HEADS = ("po_id", "so_id", "shipment_id", "invoice_id", "line_ref", "against", "rfq_id")


def near(thread: Thread, abouts: Iterable[str]) -> Thread:
    """The thread without what only hangs on other orders of the same shipment, or on other
    shipments of the same order."""
    rows = [row for stage in thread.stages.values() for row in stage]
    heads = {name.partition(":")[2].partition("/")[0] for name in abouts if name}
    mine = [row for row in rows if row.key in heads or _named(row) & heads]
    units = [row for row in mine if row.table == "shipment_units"]
    lines = {f"{row.text('po_id')}/{row.text('po_line')}" for row in units}
    kept = {row.object for row in mine} | {f"shipments:{row.text('shipment_id')}" for row in units}
    kept |= {f"purchase_order_lines:{one}" for one in lines}
    kept |= {
        f"sales_order_lines:{row.text('so_id')}/{row.text('so_line')}"
        for row in rows
        if row.table == "pegging"
        and (row in mine or f"{row.text('po_id')}/{row.text('po_line')}" in lines)
    }
    stages = {
        stage: tuple(row for row in those if row.object in kept or row.table == "sales_orders")
        for stage, those in thread.stages.items()
    }
    return thread.model_copy(update={"stages": stages})


def _named(row: Row) -> set[str]:
    return {row.text(column) for column in _HEADS if row.values.get(column) is not None} - {""}
