"""Issues a purchase order of one line: terms not said come from the supplier on file."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy import Connection, insert

from domain.ports import Receipt
from tools.erp.effects import ORDER, ORDER_LINE
from tools.erp.embedded.cells import same
from tools.erp.embedded.schema import ROWS
from tools.erp.embedded.tables import TABLES
from tools.erp.embedded.writes.rows import checked, found

#: What an order names, and the table in which it must stand.
_NAMED = {
    "supplier_id": "partners",
    "site_id": "sites",
    "item_id": "items",
    "buyer_id": "people",
}
_NEEDED = ("po_id", "supplier_id", "item_id", "qty", "uom", "unit_price", "currency")
_TERMS = ("incoterm", "incoterm_place", "payment_terms")


def issue(connection: Connection, key: str, params: Mapping[str, str], day: str) -> Receipt:
    """Adds the order, open, and its line 10; `conflict` when its number is taken by another."""
    try:
        order, line = _rows(connection, params, day)
    except ValueError as problem:
        return Receipt(outcome="rejected", detail=str(problem))
    reference = f"purchase_orders:{params['po_id']}"
    standing = found(connection, "purchase_orders", params["po_id"])
    if standing is not None:
        return _taken(connection, reference, order, line)
    for table, cells in (("purchase_orders", order), ("purchase_order_lines", line)):
        connection.execute(
            insert(ROWS[table]).values(
                record_key=TABLES[table].key_of(cells), external_key=key, **cells
            )
        )
    return Receipt(outcome="applied", reference=reference)


Cells = dict[str, str | None]


def _rows(connection: Connection, params: Mapping[str, str], day: str) -> tuple[Cells, Cells]:
    """The order and its line as the record keeps them; ValueError says what is wrong."""
    missing = [name for name in _NEEDED if not params.get(name)]
    if missing:
        raise ValueError(f"an order needs {' and '.join(missing)}")
    for name, table in _NAMED.items():
        if params.get(name) and found(connection, table, params[name]) is None:
            raise ValueError(f"{name} {params[name]} is not in {table}")
    supplier = found(connection, "partners", params["supplier_id"])
    item = found(connection, "items", params["item_id"])
    terms = {name: str(supplier[name]) for name in _TERMS if supplier and supplier[name]}
    order = checked("purchase_orders", {"created_on": day, **terms, **ORDER.wish(params)})
    drawing = {"drawing_rev": item["drawing_rev"]} if item and item["drawing_rev"] else {}
    wish = {"price_uom": params["uom"], **drawing, **ORDER_LINE.wish(params)}
    line = checked("purchase_order_lines", wish)
    if Decimal(line["qty"] or 0) <= 0:
        raise ValueError(f"qty is {params['qty']}")
    return order, line


def _taken(connection: Connection, reference: str, order: Cells, line: Cells) -> Receipt:
    """An order of this number stands: it is ours if supplier, item, quantity and price agree."""
    head = found(connection, "purchase_orders", str(order["po_id"]))
    first = found(connection, "purchase_order_lines", f"{order['po_id']}/{line['line']}")
    same_head = head is not None and all(
        head[name] == order.get(name) for name in ("supplier_id", "site_id", "currency")
    )
    kinds = TABLES["purchase_order_lines"].kinds
    same_line = first is not None and all(
        same(kinds[name], first[name], line.get(name))
        for name in ("item_id", "qty", "uom", "unit_price", "need_date")
    )
    if same_head and same_line:
        return Receipt(outcome="already_applied", reference=reference, detail="it stood there")
    detail = f"the number {order['po_id']} is taken by another order"
    return Receipt(outcome="conflict", reference=reference, detail=detail)
