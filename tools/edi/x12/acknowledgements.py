"""X12 997, 999, 824 and TA1: whether what we sent could be read."""

from __future__ import annotations

from domain.codes import meaning
from domain.tradedoc import Cell
from tools.edi.draft import Draft, Handlers
from tools.edi.segments import Segment
from tools.edi.x12.basics import COMMON


def _group(draft: Draft, segment: Segment) -> None:
    """AK1: the group that is answered."""
    draft.head("number", segment.cell(2))
    draft.ref("group", segment.cell(2))
    draft.held["control"] = {
        "acknowledged_kind": segment.value(1),
        "acknowledged_group": segment.value(2),
    }


def _set(draft: Draft, segment: Segment) -> None:
    """AK2: a transaction set of the group, a line of its own."""
    draft.begin_line()
    draft.set("number", segment.cell(2))
    draft.ref("message_kind", segment.cell(1))


def _set_answer(draft: Draft, segment: Segment) -> None:
    """AK5, IK5: how it was taken."""
    _state(draft, segment.cell(1, codes="x12.717"))


def _group_answer(draft: Draft, segment: Segment) -> None:
    """AK9: how the whole group was taken."""
    draft.end_lines()
    _state(draft, segment.cell(1, codes="x12.717"))


def _state(draft: Draft, cell: Cell | None) -> None:
    state = meaning("x12.717", cell.value) if cell else ""
    draft.set("state", state)
    draft.set("state_cell", cell if state else None)


def _error(draft: Draft, segment: Segment) -> None:
    """AK3, AK4 and their like: what was wrong, in codes."""
    draft.note(segment.all())


def interchange_answer(draft: Draft, segment: Segment) -> None:
    """TA1: how a whole interchange was taken."""
    draft.head("number", segment.cell(1))
    draft.ref("interchange", segment.cell(1))
    _state(draft, segment.cell(4, codes="x12.717"))
    draft.held["control"] = {"acknowledged_interchange": segment.value(1)}
    if segment.value(5) not in ("", "000"):
        draft.note(segment.cell(5))


def _advice(draft: Draft, segment: Segment) -> None:
    """OTI: what our application's document was taken as."""
    draft.begin_line()
    draft.set("number", segment.cell(3))
    _state(draft, segment.cell(1, codes="x12.717"))
    draft.ref("message_kind", segment.cell(10))


def _advised(draft: Draft, segment: Segment) -> None:
    """BGN: number of the advice."""
    draft.head("number", segment.cell(2))


_FUNCTIONAL: Handlers = {
    "AK1": _group,
    "AK2": _set,
    "AK3": _error,
    "IK3": _error,
    "AK4": _error,
    "IK4": _error,
    "AK5": _set_answer,
    "IK5": _set_answer,
    "AK9": _group_answer,
}

ACKNOWLEDGEMENTS: dict[str, Handlers] = {
    "997": _FUNCTIONAL,
    "999": _FUNCTIONAL,
    "TA1": {"TA1": interchange_answer},
    "824": {**COMMON, "BGN": _advised, "OTI": _advice, "TED": _error},
}
