"""X12 214 (where a shipment is) and 210 (what the carrier bills)."""

from __future__ import annotations

from domain.codes import meaning
from domain.tradedoc import Amount, Measure
from tools.edi.draft import Draft, Handlers
from tools.edi.segments import Segment
from tools.edi.x12.basics import COMMON, charge_kind, currency, dated, numbered
from tools.edi.x12.tenders import g62, totals, weight


def _shipment(draft: Draft, segment: Segment) -> None:
    """B10: the carrier's number, ours, the carrier."""
    draft.head("number", segment.cell(1))
    draft.ref("carrier_reference", segment.cell(1))
    draft.ref("load", segment.cell(2))
    draft.party("carrier", segment.cell(3))


def _status(draft: Draft, segment: Segment) -> None:
    """AT7: what happened or is expected, why, when; each is a line of its own."""
    place = 1 if segment.value(1) else 3
    draft.begin_line()
    draft.ref("status", segment.cell(place, codes="x12.1650"))
    draft.ref("reason", segment.cell(place + 1, codes="x12.1651"))
    code = segment.value(place)
    event = meaning("x12.1650", code) or f"X12 {code}"
    if place == 3:
        event = "appointment"
    found = dated(segment, event, 5, 6, 7)
    told = {"code": f"x12.1650:{code}" if place == 1 else ""}
    draft.date(found.model_copy(update=told) if found else None)


def _place(draft: Draft, segment: Segment) -> None:
    """MS1: where; the town with its state."""
    draft.ref("place", segment.across(1, 2) or segment.cell(1))


def _equipment(draft: Draft, segment: Segment) -> None:
    """MS2: trailer or container."""
    draft.ref("container", segment.cell(2))


def _loose(draft: Draft, segment: Segment) -> None:
    """LX: the next line of a status; what stands there before its AT7 is of the shipment."""
    draft.end_lines()


def _bill(draft: Draft, segment: Segment) -> None:
    """B3: invoice number, number of the load, date, amount due."""
    numbered(draft, segment.cell(2), "invoice")
    draft.ref("load", segment.cell(3))
    draft.date(dated(segment, "invoice", 6))
    draft.date(dated(segment, "delivered" if segment.value(10) == "035" else "", 9))
    draft.party("carrier", segment.cell(11))
    money = segment.cell(7)
    if money is not None:
        draft.amount(Amount(kind="total", cell=money, decimals=2))


def _line(draft: Draft, segment: Segment) -> None:
    draft.begin_line()
    draft.set("number", segment.cell(1))


def _described(draft: Draft, segment: Segment) -> None:
    """L5: what is billed."""
    draft.set("description", segment.cell(2))


def _quantity(draft: Draft, segment: Segment) -> None:
    """L0: weight and pieces of the line."""
    pieces = segment.cell(8)
    if draft.line is not None and pieces is not None:
        draft.set("qty", Measure(cell=pieces, unit="PKG"))


def _charge(draft: Draft, segment: Segment) -> None:
    """L1: rate and charge, with two implied decimals; its code or the line's words say for what."""
    money = segment.cell(4)
    if money is None:
        return
    described = draft.line.values.get("description") if draft.line is not None else None
    label = segment.value(12) or (described.value if described else "")
    code = segment.value(8)
    kind = charge_kind(meaning("x12.150", code) or ("" if code or label else "freight"), label)
    draft.amount(Amount(kind=kind, cell=money, label=label or code, decimals=2))


FREIGHT: dict[str, Handlers] = {
    "214": {
        **COMMON,
        "B10": _shipment,
        "LX": _loose,
        "AT7": _status,
        "MS1": _place,
        "MS2": _equipment,
        "AT8": weight,
        "G62": g62,
    },
    "210": {
        **COMMON,
        "B3": _bill,
        "C3": currency(1),
        "G62": g62,
        "LX": _line,
        "L5": _described,
        "L0": _quantity,
        "L1": _charge,
        "L3": totals,
    },
}
