"""EDIFACT REMADV: what a payment pays."""

from __future__ import annotations

from domain.codes import meaning
from tools.edi.draft import Draft, Handlers
from tools.edi.edifact.basics import COMMON, begin_as, money
from tools.edi.segments import Segment


def _document(draft: Draft, segment: Segment) -> None:
    """DOC: a document that is paid or set off."""
    kind = meaning("edifact.1001_named", segment.value(1)) or "invoice"
    draft.begin_line()
    draft.set("number", segment.cell(2))
    draft.ref(kind, segment.cell(2))


def _sum(draft: Draft, segment: Segment) -> None:
    """MOA: what is paid on a document, or with the whole payment."""
    code = segment.value(1)
    kind = meaning("edifact.5025", code)
    if draft.line is None and code in ("9", "12", "60", "86", "128", "138", "139"):
        kind = "paid"
    draft.amount(money(segment, kind))


def _adjusted(draft: Draft, segment: Segment) -> None:
    """AJT: why less is paid, in a code."""
    draft.ref("adjustment_reason", segment.cell(1))


REMITTANCES: dict[str, Handlers] = {
    "REMADV": {
        **COMMON,
        **begin_as("payment"),
        "DOC": _document,
        "MOA": _sum,
        "AJT": _adjusted,
    }
}
