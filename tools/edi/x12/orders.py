"""X12 850, 860 (orders and changes of ours) and 855, 865 (what their supplier answers)."""

from __future__ import annotations

from domain.codes import meaning
from domain.tradedoc import Amount, Cell
from tools.edi.draft import Draft, Handlers
from tools.edi.segments import Segment
from tools.edi.x12.basics import (
    COMMON,
    dated,
    items,
    measure,
    numbered,
    purpose,
    qualified,
    unit_of,
)


def _order(draft: Draft, segment: Segment) -> None:
    """BEG: purpose, order number, its date."""
    purpose(1)(draft, segment)
    numbered(draft, segment.cell(3), "order")
    draft.ref("contract", segment.cell(6))
    draft.date(dated(segment, "document", 5))


def _change(draft: Draft, segment: Segment) -> None:
    """BCH: purpose, order number, number of the change."""
    purpose(1)(draft, segment)
    numbered(draft, segment.cell(3), "order")
    draft.ref("order_change", segment.cell(5))
    draft.date(dated(segment, "order", 6))
    draft.date(dated(segment, "document", 11))


def _answer(draft: Draft, segment: Segment) -> None:
    """BAK: how the order was taken, its number, the supplier's own."""
    _taken(draft, segment)
    draft.head("number", segment.cell(8))
    draft.ref("seller_order", segment.cell(8))
    draft.date(dated(segment, "order", 4))
    draft.date(dated(segment, "document", 9))


def _answer_to_change(draft: Draft, segment: Segment) -> None:
    """BCA: the same for a change of the order, or a change the supplier asks for."""
    _taken(draft, segment)
    draft.ref("order_change", segment.cell(5))
    draft.date(dated(segment, "order", 6))


def _taken(draft: Draft, segment: Segment) -> None:
    purpose(1)(draft, segment)
    code = segment.cell(2, codes="x12.587")
    state = meaning("x12.587", segment.value(2))
    draft.head("state", state)
    draft.head("state_cell", code if state else None)
    draft.ref("order", segment.cell(3))


def _line(draft: Draft, segment: Segment) -> None:
    """PO1: number, quantity, unit, price and its basis, items."""
    draft.begin_line()
    draft.set("number", segment.cell(1))
    draft.set("qty", measure(segment, 2, 3))
    _price(draft, segment, (4, 5), segment.value(3))
    items(draft, segment, 6)


def _changed_line(draft: Draft, segment: Segment) -> None:
    """POC: number, what changes, new quantity, unit, price, items."""
    draft.begin_line()
    draft.set("number", segment.cell(1))
    _state(draft, segment, segment.cell(2, codes="x12.670"))
    draft.set("qty", measure(segment, 3, 5))
    _price(draft, segment, (6, 7), segment.value(5))
    items(draft, segment, 8)


def _price(draft: Draft, segment: Segment, where: tuple[int, int], unit: str) -> None:
    """A price for one, or for as many as its basis says."""
    price, basis = where
    draft.set("price", segment.cell(price))
    draft.set("price_per", meaning("x12.639", segment.value(basis)) or "1")
    draft.set("price_unit", unit_of(unit))


def _state(draft: Draft, segment: Segment, cell: Cell | None) -> None:
    state = meaning(cell.codes, cell.value) if cell else ""
    draft.set("state", state)
    draft.set("state_cell", cell if state else None)


def _acknowledged(draft: Draft, segment: Segment) -> None:
    """ACK: how much of the line is taken how, and when it comes; a line may have several."""
    if draft.line is None:
        return
    cell = segment.cell(1, codes="x12.668")
    state, line = meaning("x12.668", segment.value(1)), draft.line
    told = line.values.get("state")
    if told and state and told != state:
        # one part so, another so: what is taken stands in the lots, what is not in no lot
        line.values["state"] = "backordered" if "backordered" in (told, state) else "changed"
        line.values["state_cell"] = None
    else:
        _state(draft, segment, cell)
    if state == "rejected":
        draft.lot = None
        return
    draft.begin_lot(measure(segment, 2, 3))
    draft.date(qualified(segment, 4, 5))
    if state == "substituted":
        _substitute(draft, segment)
    items(draft, segment, 7)


def _substitute(draft: Draft, segment: Segment) -> None:
    """The item that comes instead: the last one the segment names."""
    for code in range(7, len(segment), 2):
        if meaning("x12.235", segment.value(code)) in ("buyer_item", "seller_item"):
            draft.ref("substitute", segment.cell(code + 1))


def _scheduled(draft: Draft, segment: Segment) -> None:
    """SCH: a lot of the line and its day."""
    draft.begin_lot(measure(segment, 1, 2))
    draft.date(qualified(segment, 5, 6, 7))
    draft.date(qualified(segment, 8, 9, 10))


def _total(draft: Draft, segment: Segment) -> None:
    """AMT: the order's total."""
    cell = segment.cell(2)
    if draft.line is None and segment.value(1) in ("TT", "1", "GV") and cell is not None:
        draft.amount(Amount(kind="total", cell=cell))


def _end(draft: Draft, segment: Segment) -> None:
    draft.end_lines()


_LINES: Handlers = {
    **COMMON,
    "PO1": _line,
    "POC": _changed_line,
    "ACK": _acknowledged,
    "SCH": _scheduled,
    "CTT": _end,
    "AMT": _total,
}

ORDERS: dict[str, Handlers] = {
    "850": {**_LINES, "BEG": _order},
    "860": {**_LINES, "BCH": _change},
    "855": {**_LINES, "BAK": _answer},
    "865": {**_LINES, "BCA": _answer_to_change},
}
