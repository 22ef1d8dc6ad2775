"""EDIFACT ORDERS, ORDCHG (orders and changes of ours) and ORDRSP (what their supplier answers)."""

from __future__ import annotations

from domain.codes import meaning
from tools.edi.draft import Draft, Handlers
from tools.edi.edifact.basics import WITH_LINES, begin_as, measured
from tools.edi.segments import Segment

#: Quantities that are a lot of their own in an answer.
_LOTS = frozenset({"confirmed", "backordered", "despatched"})


def _quantity(draft: Draft, segment: Segment) -> None:
    """QTY: what was ordered; in a schedule, or confirmed or back-ordered, a lot."""
    kind, quantity = meaning("edifact.6063", segment.value(1)), measured(segment)
    if draft.line is None or quantity is None:
        return
    scheduled = draft.held.get("schedule") is draft.line
    open_lot = draft.lot is not None and draft.lot.qty is None
    if scheduled and open_lot and draft.lot is not None:
        draft.lot.qty = quantity
    elif scheduled or kind in _LOTS:
        draft.begin_lot(quantity)
        if kind == "backordered":
            draft.line.values["state"] = "backordered"
            draft.line.values.pop("state_cell", None)
    else:
        draft.set("qty", quantity)


def _schedule(draft: Draft, segment: Segment) -> None:
    """SCC: a lot begins; its quantity and day follow."""
    draft.held["schedule"] = draft.line
    draft.begin_lot(None)


_QUANTITIES: Handlers = {"QTY": _quantity, "SCC": _schedule}

ORDERS: dict[str, Handlers] = {
    "ORDERS": {**WITH_LINES, **_QUANTITIES, **begin_as("order")},
    "ORDCHG": {**WITH_LINES, **_QUANTITIES, **begin_as("order_change")},
    "ORDRSP": {**WITH_LINES, **_QUANTITIES, **begin_as("seller_order")},
}
