"""Partners an action touches: whom a stop for one partner must hold it back for."""

from __future__ import annotations

from domain.actions import Action, IssueOrder
from domain.ports import Reads
from domain.record import Row

#: Where the partner of a row stands: the table of its header, the header's key, and the column.
_PARTNER: dict[str, tuple[str, str]] = {
    "partners": ("partners", "partner_id"),
    "contacts": ("contacts", "partner_id"),
    "shipments": ("shipments", "forwarder_id"),
    "purchase_order_lines": ("purchase_orders", "supplier_id"),
    "purchase_orders": ("purchase_orders", "supplier_id"),
    "claims": ("claims", "partner_id"),
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


def owners_of(reads: Reads, row: Row) -> frozenset[str]:
    """The partners by whose number a row is called: of an order or a line of it, its other side; of
    a shipment, who carries or sends it; none where it is nobody's."""
    header, columns = _OWNERS.get(row.table, ("", ()))
    whole = row if header == row.table else reads.row(header, row.key.split("/", 1)[0])
    found = {whole.text(one) for one in columns} if whole is not None else set()
    if row.table == "shipments":
        units = reads.rows("shipment_units", shipment_id=row.key)
        orders = (reads.row("purchase_orders", one.text("po_id")) for one in units)
        found |= {one.text("supplier_id") for one in orders if one is not None}
    return frozenset(found - {""})


#: The header of a row's thing, and its columns that say whose it is.
_OWNERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "shipments": ("shipments", ("forwarder_id", "carrier_id", "broker_id")),
    "purchase_orders": ("purchase_orders", ("supplier_id",)),
    "purchase_order_lines": ("purchase_orders", ("supplier_id",)),
    "sales_orders": ("sales_orders", ("customer_id",)),
    "sales_order_lines": ("sales_orders", ("customer_id",)),
    "documents": ("documents", ("owner",)),
    **{one: (one, ("partner_id",)) for one in ("invoices", "claims", "disputes", "payments")},
}


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
