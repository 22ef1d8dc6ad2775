"""EDIFACT CONTRL and APERAK: whether what we sent could be read, and was taken."""

from __future__ import annotations

from domain.codes import meaning
from domain.tradedoc import Cell
from tools.edi.draft import Draft, Handlers
from tools.edi.edifact.basics import COMMON
from tools.edi.segments import Segment


def _interchange(draft: Draft, segment: Segment) -> None:
    """UCI: the interchange that is answered."""
    draft.head("number", segment.cell(1))
    draft.ref("interchange", segment.cell(1))
    draft.held["control"] = {"acknowledged_interchange": segment.value(1)}
    _state(draft, segment.cell(4, codes="edifact.0083"))
    _error(draft, segment.cell(5))


def _group(draft: Draft, segment: Segment) -> None:
    """UCF: a group of it."""
    draft.end_lines()
    draft.ref("group", segment.cell(1))


def _message(draft: Draft, segment: Segment) -> None:
    """UCM: a message of it, a line of its own."""
    draft.begin_line()
    draft.set("number", segment.cell(1))
    draft.ref("message_kind", segment.cell(2))
    _state(draft, segment.cell(3, codes="edifact.0083"))
    _error(draft, segment.cell(4))


def _state(draft: Draft, cell: Cell | None) -> None:
    state = meaning("edifact.0083", cell.value) if cell else ""
    draft.set("state", state)
    draft.set("state_cell", cell if state else None)


def _error(draft: Draft, cell: Cell | None) -> None:
    draft.note(cell)


def _place(draft: Draft, segment: Segment) -> None:
    """UCS, UCD: what was wrong and where, in codes."""
    draft.note(segment.all())


def _application_error(draft: Draft, segment: Segment) -> None:
    """ERC: what our partner's application could not take."""
    draft.head("state", "rejected")
    draft.note(segment.cell(1))


ACKNOWLEDGEMENTS: dict[str, Handlers] = {
    "CONTRL": {"UCI": _interchange, "UCF": _group, "UCM": _message, "UCS": _place, "UCD": _place},
    "APERAK": {**COMMON, "ERC": _application_error},
}
