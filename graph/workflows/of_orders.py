"""Cases about a purchase order: whose it is, what it is called, and which news concern it."""

from __future__ import annotations

from domain.delay.changes import order_of
from domain.news import Incoming, News, news_about
from domain.ports import Reads


def partner_of(reads: Reads, order: str) -> str:
    """The supplier of `purchase_orders:PO`, empty when the order is not on record."""
    row = reads.row("purchase_orders", order.split(":", 1)[1])
    return row.text("supplier_id") if row else ""


def titled(title: str, order: str) -> str:
    """`Supplier delay …: order 4500018822`."""
    return f"{title}: order {order.split(':', 1)[1]}"


def news_of(incoming: Incoming, order: str) -> News:
    """What a message says of the order, its lines, or itself as a whole."""

    def concerns(name: str) -> bool:
        line = name.startswith("purchase_order_lines:")
        return name in (order, "mail") or (line and order_of(name) == order)

    return news_about(incoming, concerns)
