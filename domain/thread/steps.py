"""Which rows lead from award to payment: links from what is ordered to what follows from it."""

from __future__ import annotations

from domain.dossier.links import Link
from domain.values import Value

#: Stages in the order of the trade, each with its tables: the order in which a thread is shown.
STAGES: dict[str, tuple[str, ...]] = {
    "request and award": ("rfqs", "rfq_lines", "awards"),
    "order": (
        "purchase_orders",
        "purchase_order_lines",
        "po_confirmations",
        "po_changes",
        "letters_of_credit",
    ),
    "shipment": ("shipments", "shipment_units", "milestones"),
    "papers and customs": ("documents",),
    "delivery and receipt": ("deliveries", "receipts"),
    "customers": ("pegging", "sales_orders", "sales_order_lines", "customer_deliveries"),
    "invoice": ("invoices", "disputes", "claims"),
    "payment": ("payments",),
}

#: Tables that say what an order is for, or what it follows from: a thread is looked up from here.
ROOTS = ("purchase_orders", "sales_orders")

_LINE = "po_id line"
_PEG = "po_id po_line"

#: What follows from a row: the way down.
DOWN: tuple[Link, ...] = (
    Link(of="rfqs", column="rfq_id", table="rfq_lines", by="rfq_id"),
    Link(of="rfqs", column="rfq_id", table="awards", by="rfq_id"),
    Link(of="purchase_orders", column="po_id", table="purchase_order_lines", by="po_id"),
    Link(of="purchase_orders", column="po_id", table="letters_of_credit", by="po_id"),
    Link(of="purchase_orders", column="po_id", table="invoices", by="po_id"),
    Link(of="purchase_order_lines", column=_LINE, table="po_confirmations", by=_LINE),
    Link(of="purchase_order_lines", column=_LINE, table="po_changes", by=_PEG),
    Link(of="purchase_order_lines", column=_LINE, table="shipment_units", by=_PEG),
    Link(of="purchase_order_lines", column=_LINE, table="deliveries", by=_LINE),
    Link(of="purchase_order_lines", column=_LINE, table="receipts", by=_LINE),
    Link(of="purchase_order_lines", column=_LINE, table="pegging", by=_PEG),
    Link(of="shipment_units", column="shipment_id", table="shipments"),
    Link(of="deliveries", column="shipment_id", table="shipments"),
    Link(of="deliveries", column="delivery_note", table="receipts", by="delivery_note"),
    Link(of="letters_of_credit", column="shipment_id", table="shipments"),
    Link(of="shipments", column="shipment_id", table="documents", by="shipment_id"),
    Link(of="shipments", column="shipment_id", table="milestones", by="shipment_id"),
    Link(of="shipments", column="shipment_id", table="invoices", by="shipment_id"),
    Link(of="shipments", column="shipment_id", table="claims", by="against"),
    Link(of="pegging", column="so_id so_line", table="sales_order_lines"),
    Link(of="sales_order_lines", column="so_id", table="sales_orders"),
    Link(of="sales_orders", column="so_id", table="sales_order_lines", by="so_id"),
    Link(
        of="sales_order_lines",
        column="so_id line",
        table="customer_deliveries",
        by="so_id so_line",
    ),
    Link(of="customer_deliveries", column="delivery_id", table="claims", by="against"),
    Link(of="invoices", column="invoice_id", table="disputes", by="invoice_id"),
    Link(of="invoices", column="invoice_id", table="claims", by="against"),
    Link(of="invoices", column="invoice_id", table="payments", by="line_ref"),
    Link(of="claims", column="claim_id", table="payments", by="line_ref"),
)


#: Things that other rows name by a key of their own, with its columns.
HEADS = {
    "rfqs": "rfq_id",
    "purchase_orders": "po_id",
    "purchase_order_lines": "po_id line",
    "shipments": "shipment_id",
    "sales_orders": "so_id",
    "sales_order_lines": "so_id line",
}


def _back(link: Link) -> Link:
    """The same link from its other end: rows whose cells name the row that is stood on."""
    column = link.by or HEADS.get(link.table, link.column)
    return Link(of=link.table, column=column, table=link.of, by=link.column)


#: What a row follows from: the way up. It ends at orders: an award leads to those of its supplier,
#: and no order up to its request, which has orders of others as well.
UP: tuple[Link, ...] = (
    *(
        Link(of=of, column="rfq_id supplier_id", table="purchase_orders", by="rfq_id supplier_id")
        for of in ("rfq_lines", "awards")
    ),
    *map(_back, DOWN),
)


def names_key(link: Link) -> bool:
    """Whether it leads to the one thing whose key its cells are."""
    return link.table in HEADS and (link.by or HEADS[link.table]) == HEADS[link.table]


class Quoted(Value):
    """Rows of `of` that name the key of a row of `table` among the words of their cell `column`,
    where both are of one partner; `whose` is the column of `table` that says of which. Rows whose
    column `unless` is filled say by that what they belong to."""

    of: str
    column: str
    table: str
    whose: str
    unless: str = ""


#: What people name in words: an advance its order, a bill its delivery note, a claim its credit.
QUOTED: tuple[Quoted, ...] = (
    Quoted(of="payments", column="line_ref", table="purchase_orders", whose="supplier_id"),
    Quoted(of="payments", column="line_ref", table="sales_orders", whose="customer_id"),
    Quoted(of="payments", column="line_ref", table="invoices", whose="partner_id"),
    Quoted(of="payments", column="line_ref", table="claims", whose="partner_id"),
    Quoted(of="payments", column="line_ref", table="letters_of_credit", whose="beneficiary_id"),
    Quoted(of="payments", column="line_ref", table="letters_of_credit", whose="bank_id"),
    Quoted(of="claims", column="evidence", table="invoices", whose="partner_id"),
    *(
        Quoted(of="invoices", column=column, table=table, whose="supplier_id", unless="po_id")
        for column in ("po_ref_as_printed", "note")
        for table in ("purchase_orders", "deliveries")
    ),
)
