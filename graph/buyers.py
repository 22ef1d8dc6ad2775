"""Who buys what a case is about: the order itself, or the orders that a shipment carries, that a
paper is of, or that a bill is for."""

from __future__ import annotations

from collections.abc import Iterator

from domain.ports import Reads
from domain.record import Row


def buyers_of(reads: Reads, about: str) -> frozenset[str]:
    """Ids of the buyers of the orders that an object `table:key` of the record belongs to."""
    table, _, key = about.partition(":")
    row = reads.row(table, key) if table and key else None
    orders = set(_orders(reads, row)) if row is not None else set()
    heads = (reads.row("purchase_orders", one) for one in sorted(orders))
    return frozenset(one.text("buyer_id") for one in heads if one is not None) - {""}


def _orders(reads: Reads, row: Row) -> Iterator[str]:
    if row.table == "purchase_orders":
        yield row.key
    if row.text("po_id"):
        yield row.text("po_id")
    shipment = row.key if row.table == "shipments" else row.text("shipment_id")
    if shipment:
        yield from (one.text("po_id") for one in reads.rows("shipment_units", shipment_id=shipment))
