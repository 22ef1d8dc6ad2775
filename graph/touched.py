"""Partners an action touches: whom a stop for one partner must hold it back for."""

from __future__ import annotations

from domain.actions import Action
from domain.ports import Reads

#: Where the partner of a row stands: the table of its header, the header's key, and the column.
_PARTNER: dict[str, tuple[str, str]] = {
    "partners": ("partners", "partner_id"),
    "contacts": ("contacts", "partner_id"),
    "shipments": ("shipments", "forwarder_id"),
    "purchase_order_lines": ("purchase_orders", "supplier_id"),
    "sales_order_lines": ("sales_orders", "customer_id"),
}


def partners_touched(action: Action, case_partner: str, reads: Reads) -> frozenset[str]:
    """The case's partner, and those of every row the action's values name."""
    found = {case_partner}
    for name in action.named():
        table, _, key = name.partition(":")
        header, column = _PARTNER.get(table, ("", ""))
        if table == "partners":
            found.add(key)
        elif header:
            row = reads.row(header, key if header == table else key.split("/", 1)[0])
            found.add(row.text(column) if row else "")
    return frozenset(found - {""})
