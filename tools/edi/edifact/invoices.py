"""EDIFACT INVOIC: the supplier's or carrier's invoice, or a credit note."""

from __future__ import annotations

from domain.codes import meaning
from domain.tradedoc import Measure
from tools.edi.draft import Draft, Handlers
from tools.edi.edifact.basics import WITH_LINES, begin, end_lines, measured, moa, money, number_of
from tools.edi.segments import Segment

_CREDIT_KINDS = "edifact.1001"


def _begin(draft: Draft, segment: Segment) -> None:
    """BGM: invoice or credit note, its number."""
    if meaning(_CREDIT_KINDS, segment.value(1)):
        draft.kind = "credit_note"
    begin(draft, segment)
    draft.ref(draft.kind, number_of(segment))


def _quantity(draft: Draft, segment: Segment) -> None:
    """QTY: what is invoiced, before what was delivered or ordered."""
    quantity = measured(segment)
    if draft.line is None or quantity is None:
        return
    if meaning("edifact.6063", segment.value(1)) == "invoiced":
        draft.line.values["qty"] = quantity
        draft.held["invoiced"] = draft.line
    elif draft.held.get("invoiced") is not draft.line:
        draft.line.values.setdefault("qty", quantity)


def _allowance(draft: Draft, segment: Segment) -> None:
    """ALC: what the next sum is charged or allowed for."""
    code = segment.value(5) or segment.value(2)
    kind = meaning("edifact.7161", code)
    if segment.value(1) == "A":
        kind = "discount" if kind == "discount" else "allowance"
    draft.held["alc"] = (kind or "charge", segment.value(5, 4))


def _sum(draft: Draft, segment: Segment) -> None:
    """MOA: of an allowance or charge, or by its own kind."""
    kind = meaning("edifact.5025", segment.value(1))
    if kind in ("charge", "allowance") and "alc" in draft.held:
        said, label = draft.held["alc"]
        draft.amount(money(segment, said if said != "charge" else kind, label))
        return
    moa(draft, segment)


def _tax(draft: Draft, segment: Segment) -> None:
    """TAX: the sums that follow are taxes, no charges."""
    draft.held.pop("alc", None)


def _line(draft: Draft, segment: Segment) -> None:
    draft.held.pop("alc", None)
    WITH_LINES["LIN"](draft, segment)
    if draft.line is not None:  # an invoice does not answer lines
        draft.line.values.pop("state", None)
        draft.line.values.pop("state_cell", None)


def _end(draft: Draft, segment: Segment) -> None:
    draft.held.pop("alc", None)
    end_lines(draft, segment)


def _terms(draft: Draft, segment: Segment) -> None:
    """PAT: terms of payment; the days of its period."""
    if draft.line is None:
        draft.held["terms"] = segment.value(1)
        draft.ref("payment_terms", segment.all())


def _percent(draft: Draft, segment: Segment) -> None:
    """PCD: the percentage of a discount for early payment."""
    cell = segment.cell(1, 2)
    if draft.line is None and segment.value(1) in ("12", "15") and cell is not None:
        draft.measure("discount", Measure(cell=cell, unit="PCT"))


INVOICES: dict[str, Handlers] = {
    "INVOIC": {
        **WITH_LINES,
        "BGM": _begin,
        "LIN": _line,
        "QTY": _quantity,
        "ALC": _allowance,
        "MOA": _sum,
        "TAX": _tax,
        "PAT": _terms,
        "PCD": _percent,
        "UNS": _end,
    }
}
