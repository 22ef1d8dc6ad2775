"""EDIFACT IFTMIN (a transport is ordered) and IFTSTA (where it is)."""

from __future__ import annotations

from domain.codes import meaning
from domain.tradedoc import Measure
from tools.edi.draft import Draft, Handlers
from tools.edi.edifact.basics import COMMON, begin_as, dated, function_of, mea, unit_of
from tools.edi.edifact.despatch import equipment, seal, transport
from tools.edi.segments import Segment

#: Places by their function (LOC 3227).
_PLACES = {
    "5": "place_of_departure",
    "7": "place_of_delivery",
    "8": "place_of_destination",
    "9": "port_of_loading",
    "11": "port_of_discharge",
    "12": "port_of_discharge",
    "13": "port_of_transhipment",
    "88": "place_of_receipt",
}


def _place(draft: Draft, segment: Segment) -> None:
    """LOC: a place by its function; beside a status it is where that happened."""
    cell = segment.cell(2, 4) if draft.line is not None else None
    cell = cell or segment.cell(2)
    kind = "place" if draft.line is not None else _PLACES.get(segment.value(1), "place")
    draft.ref(kind, cell)


def _goods(draft: Draft, segment: Segment) -> None:
    """GID: goods of the order, in so many packages; one item's are those of all."""
    draft.held["items"] = draft.held.get("items", 0) + 1
    cell = segment.cell(2)
    if cell is not None and draft.held["items"] == 1:
        kind = meaning("edifact.7065", segment.value(2, 2)) or "PKG"
        draft.measure("packages", Measure(cell=cell, unit=kind))
    elif draft.held["items"] > 1:  # several items: none of their numbers is that of all
        for name in ("packages", "gross_weight", "volume"):
            draft.measures.pop(name, None)


def _weighed(draft: Draft, segment: Segment) -> None:
    if draft.held.get("items", 0) <= 1:
        mea(draft, segment)


def _counted(draft: Draft, segment: Segment) -> None:
    """CNT: control totals: 7 gross weight, 11 packages, 15 volume."""
    name = {"7": "gross_weight", "11": "packages", "15": "volume", "8": "packages"}
    cell = segment.cell(1, 2)
    if cell is not None:
        unit = unit_of(segment.value(1, 3)) or ("PKG" if segment.value(1) in ("8", "11") else "")
        draft.measure(name.get(segment.value(1), ""), Measure(cell=cell, unit=unit))


def _consignment(draft: Draft, segment: Segment) -> None:
    """CNI: the next consignment."""
    draft.end_lines()
    draft.ref("consignment", segment.cell(2))


def _status(draft: Draft, segment: Segment) -> None:
    """STS: what happened or is expected, and why; each is a line of its own."""
    draft.begin_line()
    draft.ref("status", segment.cell(2, codes="edifact.9011"))
    draft.ref("reason", segment.cell(3, codes="edifact.9013"))


def _dated(draft: Draft, segment: Segment) -> None:
    """DTM: of a status, what its code makes of a date that is only that of the status."""
    event, code = function_of(segment.value(1))
    if draft.line is not None and event in ("status", "effective"):
        status = next((one.cell.value for one in draft.line.refs if one.kind == "status"), "")
        event, code = meaning("edifact.9011", status) or event, f"edifact.9011:{status}"
    draft.date(dated(segment, event, code))


TRANSPORT: dict[str, Handlers] = {
    "IFTMIN": {
        **COMMON,
        **begin_as("transport_order"),
        "LOC": _place,
        "TDT": transport,
        "EQD": equipment,
        "SEL": seal,
        "GID": _goods,
        "MEA": _weighed,
        "CNT": _counted,
    },
    "IFTSTA": {
        **COMMON,
        "CNI": _consignment,
        "STS": _status,
        "DTM": _dated,
        "LOC": _place,
        "TDT": transport,
        "EQD": equipment,
        "SEL": seal,
    },
}
