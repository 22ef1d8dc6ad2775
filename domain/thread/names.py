"""What a reference names on record: a key of a table of a thread, or a number a row goes by."""

from __future__ import annotations

from domain.ports import Reads
from domain.thread.steps import STAGES

#: Columns that hold a number other than the key, by which partners call a row.
_CALLED: dict[str, tuple[str, ...]] = {
    "shipments": ("booking_no", "master_ref", "truck_load", "bol"),
    "shipment_units": ("unit_no", "seal"),
    "purchase_order_lines": ("supplier_ack_no", "item_id"),
    "sales_orders": ("customer_po",),
    "customer_deliveries": ("tracking_ref",),
    "receipts": ("delivery_note",),
    "invoices": ("po_ref_as_printed",),
    "payments": ("payment_id",),
    "po_changes": ("change_id",),
}


def named_by(reads: Reads, reference: str) -> tuple[str, ...]:
    """Objects (`table:key`) a reference names: written `table:key`, by key, else by other numbers.

    What is a key is taken for nothing else; several objects when it is a number of several.
    """
    wanted = reference.strip()
    table, _, key = wanted.partition(":")
    tables = [one for stage in STAGES.values() for one in stage]
    if table in tables and key:
        return (wanted,) if reads.row(table, key) is not None else ()
    keyed = tuple(f"{one}:{wanted}" for one in tables if reads.row(one, wanted) is not None)
    return keyed or tuple(
        dict.fromkeys(
            row.object
            for one, columns in _CALLED.items()
            for column in columns
            for row in reads.rows(one, **{column: wanted})
        )
    )
