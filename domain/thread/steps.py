"""Which rows lead from award to payment: links from what is ordered to what follows from it."""

from __future__ import annotations

from domain.dossier.links import Link

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
    Link(of="rfqs", column="rfq_id", table="purchase_orders", by="rfq_id"),
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
    Link(of="letters_of_credit", column="shipment_id", table="shipments"),
    Link(of="shipments", column="shipment_id", table="documents", by="shipment_id"),
    Link(of="shipments", column="shipment_id", table="milestones", by="shipment_id"),
    Link(of="shipments", column="shipment_id", table="invoices", by="shipment_id"),
    Link(of="pegging", column="so_id so_line", table="sales_order_lines"),
    Link(of="sales_order_lines", column="so_id", table="sales_orders"),
    Link(of="sales_orders", column="so_id", table="sales_order_lines", by="so_id"),
    Link(
        of="sales_order_lines",
        column="so_id line",
        table="customer_deliveries",
        by="so_id so_line",
    ),
    Link(of="invoices", column="invoice_id", table="disputes", by="invoice_id"),
    Link(of="invoices", column="invoice_id", table="claims", by="against"),
    Link(of="invoices", column="invoice_id", table="payments", by="line_ref"),
    Link(of="claims", column="claim_id", table="payments", by="line_ref"),
)

#: What a row follows from: the way up.
UP: tuple[Link, ...] = (
    Link(of="rfq_lines", column="rfq_id", table="rfqs"),
    Link(of="awards", column="rfq_id", table="rfqs"),
    Link(of="rfqs", column="rfq_id", table="purchase_orders", by="rfq_id"),
    Link(of="purchase_order_lines", column="po_id", table="purchase_orders"),
    Link(of="po_confirmations", column="po_id", table="purchase_orders"),
    Link(of="po_changes", column="po_id", table="purchase_orders"),
    Link(of="letters_of_credit", column="po_id", table="purchase_orders"),
    Link(of="deliveries", column="po_id", table="purchase_orders"),
    Link(of="receipts", column="po_id", table="purchase_orders"),
    Link(of="shipment_units", column="po_id", table="purchase_orders"),
    Link(of="documents", column="shipment_id", table="shipments"),
    Link(of="milestones", column="shipment_id", table="shipments"),
    Link(of="shipments", column="shipment_id", table="shipment_units", by="shipment_id"),
    Link(of="shipments", column="shipment_id", table="deliveries", by="shipment_id"),
    Link(of="invoices", column="po_id", table="purchase_orders"),
    Link(of="invoices", column="shipment_id", table="shipments"),
    Link(of="disputes", column="invoice_id", table="invoices"),
    Link(of="claims", column="against", table="invoices"),
    Link(of="payments", column="line_ref", table="invoices"),
    Link(of="payments", column="line_ref", table="claims"),
    Link(of="customer_deliveries", column="so_id", table="sales_orders"),
    Link(of="sales_order_lines", column="so_id", table="sales_orders"),
    Link(of="sales_orders", column="so_id", table="pegging", by="so_id"),
    Link(of="pegging", column="po_id", table="purchase_orders"),
)
