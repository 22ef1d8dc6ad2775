"""X12 810: the supplier's invoice, or its credit note."""

from __future__ import annotations

from domain.codes import meaning
from domain.tradedoc import Amount
from tools.edi.draft import Draft, Handlers
from tools.edi.segments import Segment
from tools.edi.x12.basics import COMMON, dated, items, measure, numbered, purpose, unit_of


def _begin(draft: Draft, segment: Segment) -> None:
    """BIG: date and number of the invoice, order and its date, type, purpose."""
    purpose(8)(draft, segment)
    if meaning("x12.336", segment.value(7)):
        draft.kind = "credit_note"
    numbered(draft, segment.cell(2), "credit_note" if draft.kind == "credit_note" else "invoice")
    draft.date(dated(segment, "invoice", 1))
    draft.date(dated(segment, "order", 3))
    draft.ref("order", segment.cell(4))


def _line(draft: Draft, segment: Segment) -> None:
    """IT1: quantity, unit and price invoiced, items."""
    draft.begin_line()
    draft.set("number", segment.cell(1))
    draft.set("qty", measure(segment, 2, 3))
    draft.set("price", segment.cell(4))
    draft.set("price_per", meaning("x12.639", segment.value(5)) or "1")
    draft.set("price_unit", unit_of(segment.value(3)))
    items(draft, segment, 6)


def _total(draft: Draft, segment: Segment) -> None:
    """TDS: what is to be paid, with two implied decimals."""
    draft.end_lines()
    cell = segment.cell(1)
    if cell is not None:
        draft.amount(Amount(kind="total", cell=cell, decimals=2))


def _tax(draft: Draft, segment: Segment) -> None:
    """TXI: tax of a line or of all."""
    cell = segment.cell(2)
    if cell is not None:
        draft.amount(Amount(kind="tax", cell=cell, label=segment.value(1)))


def _carrier(draft: Draft, segment: Segment) -> None:
    """CAD: who carried it, under which number."""
    draft.party("carrier", segment.cell(5) or segment.cell(4))
    draft.ref(meaning("x12.128", segment.value(7)), segment.cell(8))


def _shipped(draft: Draft, segment: Segment) -> None:
    """ISS: how many packages or what weight the invoice is for."""
    draft.measure("gross_weight", measure(segment, 3, 4))


INVOICES: dict[str, Handlers] = {
    "810": {
        **COMMON,
        "BIG": _begin,
        "IT1": _line,
        "TXI": _tax,
        "TDS": _total,
        "CAD": _carrier,
        "ISS": _shipped,
    }
}
