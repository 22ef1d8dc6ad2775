"""Partners an action touches: whom a stop for one partner must hold it back for."""

from __future__ import annotations

from domain.actions import Action, IssueOrder
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
    found = {case_partner} - {""}
    for name in action.named():
        found |= _partners_of(name, reads)
    return frozenset(found)


def _partners_of(name: str, reads: Reads) -> set[str]:
    table, _, key = name.partition(":")
    if table == "partners":
        return {key}
    header, column = _PARTNER.get(table, ("", ""))
    row = reads.row(header, key if header == table else key.split("/", 1)[0]) if header else None
    return {row.text(column)} - {""} if row is not None else set()


def addressee(action: Action, reads: Reads) -> str:
    """Whom an action is handed to: a function of ours, or a partner by its id."""
    params = action.params()
    if "recipient_function" in params:
        return params["recipient_function"]
    row = reads.row("contacts", params["contact"]) if "contact" in params else None
    if row is not None:
        return row.text("partner_id")
    return params.get("supplier_id", "") or _whose(action, reads)


def _whose(action: Action, reads: Reads) -> str:
    """The partner of the first row that the action's values name, if that row has one."""
    for name in action.named():
        found = sorted(_partners_of(name, reads))
        if found:
            return found[0]
    return ""


def ordered(action: Action) -> tuple[str, ...]:
    """The order that an action brings into being."""
    return (f"purchase_orders:{action.po_id.value}",) if isinstance(action, IssueOrder) else ()
