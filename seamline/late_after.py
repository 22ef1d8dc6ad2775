"""After which day options count goods late, by what they are about: the same wherever shown."""

from __future__ import annotations

_LATE_AFTER = {
    **dict.fromkeys(("purchase_order_lines", "purchase_orders"), "the need date on record"),
    **dict.fromkeys(
        ("sales_order_lines", "sales_orders", "shipments"), "the day promised to customers"
    ),
}


def late_after(thing: str) -> str:
    """The day in words, of an object of the record (`table:key`); empty where its options have no
    days late."""
    return _LATE_AFTER.get(thing.partition(":")[0], "")
