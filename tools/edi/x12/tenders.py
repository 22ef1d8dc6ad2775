"""X12 204 (a load is offered) and 990 (whether the carrier takes it)."""

from __future__ import annotations

from domain.codes import meaning
from domain.tradedoc import Amount, Measure
from tools.edi.draft import Draft, Handlers
from tools.edi.segments import Segment
from tools.edi.x12.basics import COMMON, dated, numbered, purpose, words

#: Date qualifiers of G62 (element 432), which differ from those of DTM.
_DATES = {
    "10": "wanted ship",
    "11": "despatched",
    "17": "eta",
    "35": "delivered",
    "37": "not before",
    "38": "latest shipment",
    "53": "not before delivery",
    "54": "latest delivery",
    "64": "reply",
    "68": "wanted ship",
    "69": "wanted ship",
    "70": "wanted delivery",
    "78": "wanted delivery",
    "86": "departed",
}


def g62(draft: Draft, segment: Segment) -> None:
    """G62: a date and time with qualifiers of their own."""
    code = segment.value(1)
    event = _DATES.get(code, f"X12 G62 {code}" if code else "")
    draft.date(dated(segment, event, 2, 4, 5))


def _tender(draft: Draft, segment: Segment) -> None:
    """B2: who is asked, number of the load."""
    draft.party("carrier", segment.cell(2))
    numbered(draft, segment.cell(4), "load")


def _answer(draft: Draft, segment: Segment) -> None:
    """B1: number of the load and whether it is taken."""
    draft.party("carrier", segment.cell(1))
    numbered(draft, segment.cell(2), "load")
    draft.date(dated(segment, "document", 3))
    state = meaning("x12.558", segment.value(4))
    draft.head("state", state)
    draft.head("state_cell", segment.cell(4, codes="x12.558") if state else None)


def _stop(draft: Draft, segment: Segment) -> None:
    """S5: what follows is of one stop."""
    draft.begin_line()
    draft.set("number", segment.cell(1))


def weight(draft: Draft, segment: Segment) -> None:
    """AT8: gross or net weight, pieces, of the whole load."""
    cell = segment.cell(3)
    if cell is not None:
        unit = meaning("x12.188", segment.value(2)) or segment.value(2)
        name = {"G": "gross_weight", "N": "net_weight"}.get(segment.value(1), "")
        draft.measure(name, Measure(cell=cell, unit=unit))
    pieces = segment.cell(4)
    if pieces is not None:
        draft.measure("packages", Measure(cell=pieces, unit="PKG"))


def totals(draft: Draft, segment: Segment) -> None:
    """L3: total weight and charges of the load, with two implied decimals."""
    draft.end_lines()
    cell, money = segment.cell(1), segment.cell(5)
    if cell is not None and segment.value(2) in ("G", "N"):
        name = "gross_weight" if segment.value(2) == "G" else "net_weight"
        unit = meaning("x12.188", segment.value(12)) or "LB"
        draft.measure(name, Measure(cell=cell, unit=unit))
    if money is not None:
        draft.amount(Amount(kind="total", cell=money, decimals=2))


TENDERS: dict[str, Handlers] = {
    "204": {
        **COMMON,
        "B2": _tender,
        "B2A": purpose(1),
        "G62": g62,
        "S5": _stop,
        "AT8": weight,
        "L3": totals,
    },
    "990": {**COMMON, "B1": _answer, "K1": words(1, 2)},
}
