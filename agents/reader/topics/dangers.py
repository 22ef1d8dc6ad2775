"""Dangerous goods: their UN numbers, and what must be there before anybody books or loads them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.reader.letter import Letter
from agents.reader.transport import shipment_of_order, shipments_named

_UN = re.compile(r"(?<![A-Z0-9])UN\s?-?(?:no\.?\s?)?(\d{4})(?!\d)", re.IGNORECASE)
_WRITERS = ("supplier", "forwarder", "carrier", "broker")


def read_dangers(letter: Letter) -> Iterator[str]:
    """States the one UN number on the one line with dangerous goods; asks for what it needs."""
    found = [
        (line, match)
        for line in letter.lines()
        for match in _UN.finditer(line.text)
        if line.part.name == "body"
    ]
    if letter.sender.kind not in _WRITERS or not found:
        return
    dangerous = _dangerous_lines(letter)
    about = dangerous[0] if len(dangerous) == 1 else ""
    if about and len({match[1] for _, match in found}) == 1:
        line, match = found[0]
        where = (line.part, line.start + match.start(), line.start + match.end())
        letter.state(about, "un_no", "un_number", where)
    line, match = found[0]
    letter.ask(
        "dangerous_goods",
        about or _thing(letter),
        f"{match[0]}: packing group, declaration, safety sheet, and may it travel with the rest?",
        where=(line.part, line.start + match.start(), line.start + match.end()),
    )
    yield from ()


def _dangerous_lines(letter: Letter) -> list[str]:
    """Lines of the orders and shipments named whose item the master calls dangerous."""
    lines = set(letter.bound("purchase_order_lines"))
    for order in letter.bound("purchase_orders"):
        lines |= {
            row.object
            for row in letter.reads.rows("purchase_order_lines", po_id=order.partition(":")[2])
        }
    for shipment in shipments_named(letter):
        units = letter.reads.rows("shipment_units", shipment_id=shipment.partition(":")[2])
        lines |= {
            f"purchase_order_lines:{one.text('po_id')}/{one.text('po_line')}" for one in units
        }
    return sorted(one for one in lines if _is_dangerous(letter, one))


def _is_dangerous(letter: Letter, about: str) -> bool:
    line = letter.row(about)
    item = letter.row(f"items:{line.text('item_id')}") if line is not None else None
    if item is None:
        return False
    return bool(item.text("un_no")) or item.text("dangerous_goods").lower() not in ("", "no")


def _thing(letter: Letter) -> str:
    named = shipments_named(letter)
    order = letter.only("purchase_orders")
    return named[0] if len(named) == 1 else order or shipment_of_order(letter) or "mail"
