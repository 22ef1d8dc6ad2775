"""EDIFACT DESADV: what was sent, in which packages."""

from __future__ import annotations

from domain.codes import meaning
from domain.tradedoc import Measure
from tools.edi.draft import Draft, Handlers
from tools.edi.edifact.basics import WITH_LINES, begin_as, lin, mea, measured
from tools.edi.segments import Segment


def _quantity(draft: Draft, segment: Segment) -> None:
    """QTY: what was sent counts, before what was ordered."""
    kind, quantity = meaning("edifact.6063", segment.value(1)), measured(segment)
    if draft.line is None or quantity is None:
        return
    if kind == "despatched":
        draft.line.values["qty"] = quantity
        draft.held["sent"] = draft.line
    elif kind == "ordered":
        draft.held["ordered"] = quantity
    elif draft.held.get("sent") is not draft.line and kind in ("delivered", ""):
        draft.set("qty", quantity)


def _level(draft: Draft, segment: Segment) -> None:
    """CPS: the next package or layer; packages of the first level are those of the shipment."""
    draft.end_lines()
    draft.held["level"] = "" if segment.value(2) else "top"


def packages(draft: Draft, segment: Segment) -> None:
    """PAC: how many packages of what kind; those of the top level or of a single one count."""
    cell = segment.cell(1)
    if cell is None or draft.line is not None:
        return
    kind = meaning("edifact.7065", segment.value(3)) or "PKG"
    draft.measure("packages", Measure(cell=cell, unit=kind))


def equipment(draft: Draft, segment: Segment) -> None:
    """EQD: a container or trailer."""
    draft.ref("container", segment.cell(2))


def seal(draft: Draft, segment: Segment) -> None:
    """SEL: its seal."""
    draft.ref("seal", segment.cell(1))


def transport(draft: Draft, segment: Segment) -> None:
    """TDT: carrier, voyage and vessel."""
    draft.ref("voyage", segment.cell(2))
    draft.party("carrier", segment.cell(5, 4) or segment.cell(5))
    draft.ref("vessel", segment.cell(8, 4))


def _line(draft: Draft, segment: Segment) -> None:
    lin(draft, segment)
    if draft.line is not None:  # a despatch has no action of its own on the line
        draft.line.values.pop("state", None)
        draft.line.values.pop("state_cell", None)


DESPATCH: dict[str, Handlers] = {
    "DESADV": {
        **WITH_LINES,
        **begin_as("despatch_advice"),
        "LIN": _line,
        "QTY": _quantity,
        "CPS": _level,
        "PAC": packages,
        "MEA": mea,
        "EQD": equipment,
        "SEL": seal,
        "TDT": transport,
    }
}
