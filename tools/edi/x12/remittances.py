"""X12 820: what a payment pays."""

from __future__ import annotations

from domain.codes import meaning
from domain.tradedoc import Amount
from tools.edi.draft import Draft, Handlers
from tools.edi.segments import Segment
from tools.edi.x12.basics import COMMON, dated, numbered


def _payment(draft: Draft, segment: Segment) -> None:
    """BPR: the amount, the day it is there."""
    cell = segment.cell(2)
    if cell is not None:
        draft.amount(Amount(kind="paid", cell=cell))
    draft.date(dated(segment, "value", 16))


def _trace(draft: Draft, segment: Segment) -> None:
    """TRN: the payment's number."""
    numbered(draft, segment.cell(2), "payment")


def _entity(draft: Draft, segment: Segment) -> None:
    draft.end_lines()


def _paid(draft: Draft, segment: Segment) -> None:
    """RMR: a document that is paid: amount paid, its total, discount taken."""
    draft.begin_line()
    kind = meaning("x12.128", segment.value(1)) or "invoice"
    draft.set("number", segment.cell(2))
    draft.ref(kind, segment.cell(2))
    for element, name in ((4, "paid"), (5, "total"), (6, "discount")):
        cell = segment.cell(element)
        if cell is not None:
            draft.amount(Amount(kind=name, cell=cell))


def _adjusted(draft: Draft, segment: Segment) -> None:
    """ADX: an adjustment with its reason, of the document above or of one it names."""
    cell = segment.cell(1)
    if cell is None:
        return
    kind = meaning("x12.128", segment.value(3))
    if segment.cell(4) is not None and kind in ("credit_note", "claim", "invoice"):
        draft.begin_line()
        draft.set("number", segment.cell(4))
        draft.ref(kind, segment.cell(4))
        draft.amount(Amount(kind="paid", cell=cell, label=segment.value(2)))
        return
    draft.amount(Amount(kind="adjustment", cell=cell, label=segment.value(2)))


REMITTANCES: dict[str, Handlers] = {
    "820": {
        **COMMON,
        "BPR": _payment,
        "TRN": _trace,
        "ENT": _entity,
        "RMR": _paid,
        "ADX": _adjusted,
    }
}
