"""Lines of an order by their items, in letters of docks, carriers and our own people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.binders.sales import CUSTOMERS
from agents.reader.letter import Letter
from domain.reading import Reference


def bind_items_of_order(letter: Letter) -> Iterator[Reference]:
    """`order 4500018977: PKG-77 …, PKG-78 …`: each item on one line of the one order named."""
    order = letter.only("purchase_orders").partition(":")[2]
    if not order or letter.sender.kind in ("supplier", *CUSTOMERS):
        return
    rows = letter.reads.rows("purchase_order_lines", po_id=order)
    items = [row.text("item_id") for row in rows]
    for row in rows:
        item = row.text("item_id")
        if len(item) < 3 or items.count(item) != 1:
            continue
        for line in letter.lines():
            match = re.search(rf"(?<![\w-]){re.escape(item)}(?![\w]|-\w)", line.text)
            if match:
                span = letter.notes.span(
                    line.part, line.start + match.start(), line.start + match.end()
                )
                how = "line of the order with this item"
                yield Reference(as_written=item, object=row.object, how=how, span=span)
                break
