"""What a reference names on record: a key of a table of a thread, or a number a row goes by."""

from __future__ import annotations

from collections.abc import Callable

from domain.ports import Reads
from domain.thread.steps import DOWN, STAGES, UP, names_key

#: Columns that hold a number other than the key, by which partners call a row.
_CALLED: dict[str, tuple[str, ...]] = {
    "shipments": ("booking_no", "master_ref", "truck_load", "bol"),
    "shipment_units": ("unit_no", "seal"),
    "purchase_order_lines": ("supplier_ack_no", "item_id"),
    "sales_orders": ("customer_po",),
    "customer_deliveries": ("tracking_ref",),
    "receipts": ("delivery_note",),
    "payments": ("payment_id",),
    "po_changes": ("change_id",),
}


def named_by(reads: Reads, reference: str) -> tuple[str, ...]:
    """Objects (`table:key`) a reference names: written `table:key`, by key, else by other numbers.

    Small letters are as good as capitals. What is a key is taken for nothing else; several objects
    when it is a number of several. A thing whose own row is not on record is found by the rows that
    belong to it.
    """
    wanted = reference.strip()
    forms = dict.fromkeys((wanted, _cased(wanted, str.upper), _cased(wanted, str.lower)))
    return next(filter(None, (_named(reads, one) for one in forms)), ())


def _cased(reference: str, letters: Callable[[str], str]) -> str:
    """It in other letters; the name of a table has small ones."""
    table, colon, key = reference.partition(":")
    return f"{table.lower()}:{letters(key)}" if colon else letters(reference)


def _named(reads: Reads, wanted: str) -> tuple[str, ...]:
    table, _, key = wanted.partition(":")
    tables = [one for stage in STAGES.values() for one in stage]
    if table in tables and key:
        return (wanted,) if reads.row(table, key) is not None else _belonging(reads, key, table)
    keyed = tuple(f"{one}:{wanted}" for one in tables if reads.row(one, wanted) is not None)
    called = (
        row.object
        for one, columns in _CALLED.items()
        for column in columns
        for row in reads.rows(one, **{column: wanted})
    )
    return keyed or tuple(dict.fromkeys(called)) or _belonging(reads, wanted)


def _belonging(reads: Reads, key: str, whole: str = "") -> tuple[str, ...]:
    """Rows that name a thing which has no row of its own, or lines of it."""
    cells = key.split("/")
    found = (
        row.object
        for link in (*UP, *DOWN)
        if names_key(link) and whole in ("", link.table, _WHOLE.get(link.table))
        if len(columns := link.column.split()) >= len(cells)
        for row in reads.rows(link.of, **dict(zip(columns, cells, strict=False)))
    )
    return tuple(dict.fromkeys(found))


#: What the lines of a table are lines of.
_WHOLE = {"purchase_order_lines": "purchase_orders", "sales_order_lines": "sales_orders"}
