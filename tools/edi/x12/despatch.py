"""X12 856: what was sent, by shipment, order, package and item."""

from __future__ import annotations

from domain.codes import meaning
from domain.tradedoc import Measure
from tools.edi.draft import Draft, Handlers
from tools.edi.segments import Segment
from tools.edi.x12.basics import COMMON, dated, items, measure, numbered, purpose, unit_of


def _begin(draft: Draft, segment: Segment) -> None:
    """BSN: purpose, number of the advice."""
    purpose(1)(draft, segment)
    numbered(draft, segment.cell(2), "despatch_advice")
    draft.date(dated(segment, "document", 3, 4))


def _level(draft: Draft, segment: Segment) -> None:
    """HL: where in the tree of shipment, order, package and item the next segments stand."""
    name, above, kind = segment.value(1), segment.value(2), segment.value(3)
    orders = draft.held.setdefault("orders", {})
    draft.held["level"] = (name, kind)
    if above in orders:
        orders[name] = orders[above]
    draft.end_lines()
    if kind == "I":
        draft.begin_line()
        draft.set("order", orders.get(name))


def _order(draft: Draft, segment: Segment) -> None:
    """PRF: the order that what stands below was sent for."""
    cell = segment.cell(1)
    name, _ = draft.held.get("level", ("", ""))
    draft.held.setdefault("orders", {})[name] = cell
    if draft.line is not None:
        draft.set("order", cell)
    else:
        draft.ref("order", cell)


def _item(draft: Draft, segment: Segment) -> None:
    """LIN: the item, its line on the order."""
    if draft.line is None:
        draft.begin_line()
    draft.set("number", segment.cell(1))
    items(draft, segment, 2)


def _shipped(draft: Draft, segment: Segment) -> None:
    """SN1: how much was sent."""
    if draft.line is not None:
        draft.set("number", segment.cell(1))
        draft.set("qty", measure(segment, 2, 3))


def _packages(draft: Draft, segment: Segment) -> None:
    """TD1: packages, weight and volume; those of the whole shipment count."""
    if draft.held.get("level", ("", "S"))[1] not in ("S", ""):
        return
    cell = segment.cell(2)
    if cell is not None:
        kind = meaning("x12.103", segment.value(1)[:3]) or "PKG"
        draft.measure("packages", Measure(cell=cell, unit=kind))
    weight = "net_weight" if segment.value(6) == "N" else "gross_weight"
    draft.measure(weight, measure(segment, 7, 8))
    draft.measure("volume", measure(segment, 9, 10))


def _equipment(draft: Draft, segment: Segment) -> None:
    """TD3: container or trailer, and its seal."""
    draft.ref("container", segment.across(2, 3) or segment.cell(3))
    draft.ref("seal", segment.cell(9))


def _carrier(draft: Draft, segment: Segment) -> None:
    """TD5: who carries it."""
    draft.party("carrier", segment.cell(5) or segment.cell(3))


def _marks(draft: Draft, segment: Segment) -> None:
    """MAN: numbers on packages, such as SSCC."""
    draft.ref("package", segment.cell(2))


def _end(draft: Draft, segment: Segment) -> None:
    draft.end_lines()


def _weighed(draft: Draft, segment: Segment) -> None:
    """MEA: a weight of the whole shipment."""
    if draft.line is None and segment.value(2) in ("G", "WT"):
        cell = segment.cell(3)
        if cell is not None:
            unit = unit_of(segment.value(4, 1))
            draft.measure("gross_weight", Measure(cell=cell, unit=unit))


DESPATCH: dict[str, Handlers] = {
    "856": {
        **COMMON,
        "BSN": _begin,
        "HL": _level,
        "PRF": _order,
        "LIN": _item,
        "SN1": _shipped,
        "TD1": _packages,
        "TD3": _equipment,
        "TD5": _carrier,
        "MAN": _marks,
        "MEA": _weighed,
        "CTT": _end,
    }
}
